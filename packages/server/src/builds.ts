/**
 * Builds what migrations leave for later: indexes, and constraints to be proven for old rows.
 *
 * In:   an open store.
 * Out:  what is recorded gets done, beside the requests: after the start, when a tenant has another Model, and now and then, for what
 * another node has begun and was killed at.
 */
import { finishBuilds, type Store } from '@tenon/store';

interface Log { warn(details: object, text: string): void }

const lookAgainMs = 30_000;

export interface Building {
  /** Begins no further build. One that is under way is ended with its connection, and taken up again by the next node. */
  stop(): void;
}

export function keepBuilding(store: Store, log: Log): Building {
  const build = (tenant?: string): void => {
    finishBuilds(store, tenant).then(
      ({ failed }) => failed.forEach((one) => log.warn(one, 'rows stand against a constraint; see: tenon plan')),
      (error: unknown) => log.warn({ err: error }, 'what a migration has left could not be built yet'));
  };
  const silent = store.models.onChange(build);
  const timer = setInterval(() => build(), lookAgainMs).unref();
  build();
  return {
    stop: () => {
      silent();
      clearInterval(timer);
    },
  };
}
