/**
 * The page's nonce on every style sheet that a library writes at run time.
 *
 * antd gives the nonce to its own styles, but its helpers that measure scroll bars and lock scrolling do not, and the
 * content security policy would refuse theirs.
 */
const given = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

/** Undefined where the server has put none in, as in development. */
export const nonce: string | undefined = given !== '' && given !== '__CSP_NONCE__' ? given : undefined;

export function markStyles(): void {
  if (nonce === undefined) return;
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
