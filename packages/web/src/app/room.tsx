/** Code of a room that is loaded when somebody goes there: on its way as soon as the address is known, beside the data. */
import { use, type ComponentType } from 'react';

/** The component of a route. `Show` is given what the room's module has; the router waits for it before it leaves the page before. */
export function room<M extends object>(load: () => Promise<M>, Show: ComponentType<{ readonly pages: M }>) {
  let loading: Promise<M> | undefined;
  const pages = (): Promise<M> => {
    loading ??= load().catch((error: unknown) => {
      // What could not be loaded now may be there later.
      loading = undefined;
      throw error;
    });
    return loading;
  };
  const Room = () => <Show pages={use(pages())} />;
  return Object.assign(Room, { preload: async () => void (await pages()) });
}
