/** Ends a long-running command once, in order, when it is told to stop. */

export interface Stop {
  readonly signal: AbortSignal;
  /** Registers what must end; the last registered ends first. */
  readonly onStop: (what: () => Promise<unknown>) => void;
  /** Ends everything now. */
  readonly now: () => Promise<void>;
}

const patienceMs = 15_000;

export function stopOnSignals(): Stop {
  const controller = new AbortController();
  const steps: (() => Promise<unknown>)[] = [];
  let stopped: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    controller.abort();
    for (const step of steps.toReversed()) await step().catch((error: unknown) => process.stderr.write(`while stopping: ${String(error)}\n`));
  };
  const now = (): Promise<void> => (stopped ??= run());
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      setTimeout(() => process.exit(1), patienceMs).unref();
      void now().then(() => process.exit(0));
    });
  }
  return { signal: controller.signal, onStop: (what) => void steps.push(what), now };
}
