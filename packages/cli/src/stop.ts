/** Ends a long-running command once, in order, when it is told to stop. */

export interface Stop {
  readonly signal: AbortSignal;
  /** Registers what must end; the last registered ends first. */
  readonly onStop: (what: () => Promise<unknown>) => void;
  /** Ends everything now. */
  readonly now: () => Promise<void>;
}

const patienceMs = 30_000;
/** The first signal comes twice where a terminal sends it to a whole group of processes and the launcher passes it on. */
const echoMs = 2_000;

/** Runs a long command until a signal or an error ends it. What it has begun is let come to a point where it can be ended. */
export async function runUntilStopped(command: (stop: Stop) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const steps: (() => Promise<unknown>)[] = [];
  const begun = Promise.withResolvers<void>();
  let stopped: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    controller.abort();
    await begun.promise;
    for (const step of steps.toReversed()) await step().catch((error: unknown) => process.stderr.write(`while stopping: ${String(error)}\n`));
  };
  const now = (): Promise<void> => (stopped ??= end());
  endOnSignals(now);
  try {
    await command({ signal: controller.signal, onStop: (what) => void steps.push(what), now });
    begun.resolve();
  } catch (error) {
    begun.resolve();
    await now();
    if ((error as Error).name !== 'AbortError') throw error;
  }
}

function endOnSignals(now: () => Promise<void>): void {
  let toldAt: number | undefined;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      // Ctrl-C again: it ends at once, and the database with it, see store/postgres.
      if (name === 'SIGINT' && toldAt !== undefined && Date.now() - toldAt > echoMs) process.exit(1);
      toldAt ??= Date.now();
      setTimeout(() => process.exit(1), patienceMs).unref();
      void now().then(() => process.exit(0));
    });
  }
}
