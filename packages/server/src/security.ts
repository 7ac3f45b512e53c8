/** What a browser may do with our pages: the content security policies, and the headers of every answer. */
const base = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; img-src 'self' data: blob:; font-src 'self' data:";

export const strictPolicy = `${base}; script-src 'self'; style-src 'self'`;
/** The application: antd writes its styles at run time, with the nonce of this very answer. */
export const pagePolicy = (nonce: string): string => `${base}; script-src 'self'; style-src 'self' 'nonce-${nonce}'`;
/** The API's pages, which style themselves; scripts stay our own. */
export const docsPolicy = `${base}; script-src 'self'; style-src 'self' 'unsafe-inline'`;
/** What somebody has uploaded: it may be looked at, and can neither load nor run anything. */
export const filePolicy = "default-src 'none'; sandbox";
