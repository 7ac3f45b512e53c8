/** Where the built browser rooms lie, for the server that serves them. */
export const distDirectory: URL = new URL('../dist/', import.meta.url);
