/** An empty database for a test file, by the store's own way. */
export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export async function freshDatabase(): Promise<FreshDatabase> {
  const path = new URL('../../store/test/database.ts', import.meta.url).pathname;
  const store = (await import(/* @vite-ignore */ path)) as { freshDatabase(): Promise<FreshDatabase> };
  return store.freshDatabase();
}
