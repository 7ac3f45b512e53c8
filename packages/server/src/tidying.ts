/**
 * Clears away, now and then, what the tenants need no longer: files that nothing refers to, old notes.
 *
 * In:   an open store.
 * Out:  it is done beside the requests, on as many nodes as there are: for each tenant one of them does it.
 */
import { listTenants, tidyTenant, type Store } from '@tenon/store';

interface Log { warn(details: object, text: string): void }

export interface Tidying {
  stop(): void;
}

const everyMs = 3_600_000;

export function keepTidy(store: Store, log: Log): Tidying {
  let stopped = false;
  const tidy = async (): Promise<void> => {
    for (const { slug, modelVersion } of await listTenants(store)) {
      if (stopped || modelVersion === 0) continue;
      await tidyTenant(store, await store.models.activeModel(slug));
    }
  };
  // Nodes that start together do not all come at the same moment.
  const timer = setInterval(() => { tidy().catch((error: unknown) => log.warn({ err: error }, 'what is needed no longer could not be cleared away')); }, everyMs * (0.9 + 0.2 * Math.random())).unref();
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
