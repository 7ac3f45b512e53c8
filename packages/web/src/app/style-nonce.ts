/**
 * What libraries write at run time, in the form that the content security policy lets through.
 *
 * antd gives the page's nonce to its own style sheets, but its helpers that measure scroll bars and lock scrolling do not; and it
 * measures text areas in one whose style it sets as an attribute, which the policy refuses: set as properties it is the same.
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
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function set(this: Element, name: string, value: string): void {
    if (name === 'style' && (this instanceof HTMLElement || this instanceof SVGElement)) this.style.cssText = value;
    // The same text area is hidden from everybody, but the keys still reach it: its attribute is misspelt.
    else setAttribute.call(this, name === 'tab-index' ? 'tabindex' : name, value);
  };
}
