/**
 * Whether the tables of the tenants are as their Models say: looked at once, after the start.
 *
 * A tenant whose tables somebody else has changed is served all the same; readiness counts it and the log names it, with what differs.
 */
import { listTenants, tablesDrift, type Store } from '@tenon/store';

export interface Drift {
  /** Tenants whose tables differ, as far as looked at. */
  readonly tenants: ReadonlySet<string>;
}

interface Log { warn(details: object, text: string): void }

/** Looks at one tenant after the other, beside the requests. */
export function lookForDrift(store: Store, log: Log): Drift {
  const tenants = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { slug } of await listTenants(store)) {
      const changes = await tablesDrift(store, slug);
      if (changes.length === 0) continue;
      tenants.add(slug);
      log.warn({ tenant: slug, changes }, 'the tables differ from the Model; see: tenon plan');
    }
  };
  look().catch((error: unknown) => log.warn({ err: error }, 'the tables could not be compared with the Models'));
  return { tenants };
}
