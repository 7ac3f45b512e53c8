/**
 * Somebody who watches a browser for anything that hostile text could have brought about.
 *
 * In:   a visit that has not opened a page yet.
 * Out:  what was noticed since the last question: scripts that ran, questions that popped up, ways that led off, requests to others,
 *       what the content security policy had to stop, and what stands in the document that could do any of it.
 */
import type { Page } from 'playwright-core';
import type { Visit } from './visit.ts';

export interface Watch {
  /** Everything noticed; the document of the page as it stands now is looked through. */
  readonly alarms: () => Promise<readonly string[]>;
}

export async function watch({ context, page }: Visit, url: string): Promise<Watch> {
  let noticed: string[] = [];
  const note = (what: string): void => void noticed.push(what.slice(0, 300));
  await context.exposeBinding('__alarm', (_, what: string) => note(what));
  await context.addInitScript(() => {
    const { __alarm } = window as unknown as { __alarm: (what: string) => void };
    Object.defineProperty(window, '__hit', { set: (mark) => { __alarm(`ran ${String(mark)}`); }, get: () => undefined });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, sample }) => __alarm(`stopped by ${effectiveDirective}: ${blockedURI} ${sample} ${sourceFile}`));
  });
  context.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !/^(data|blob):image\//.test(request.url()) && !request.url().startsWith(`blob:${url}/`)) note(`asked ${request.url()}`);
  });
  page.on('dialog', (dialog) => { note(`${dialog.type()}: ${dialog.message()}`); void dialog.dismiss(); });
  page.on('popup', (popup) => note(`opened ${popup.url()}`));
  page.on('framenavigated', (frame) => { if (!frame.url().startsWith(`${url}/`) && frame.url() !== 'about:blank') note(`went to ${frame.url()}`); });
  return {
    alarms: async () => {
      const found = await page.evaluate(lookThrough, url);
      const all = [...noticed, ...found];
      noticed = [];
      return all;
    },
  };
}

/** Runs in the page: elements and attributes that text must never become. */
function lookThrough(url: string): readonly string[] {
  const found: string[] = [];
  const told = (element: Element): string => element.outerHTML.slice(0, 160);
  const runs = new Set(['IFRAME', 'FRAME', 'OBJECT', 'EMBED', 'BASE', 'APPLET', 'FORM[action]', 'FOREIGNOBJECT', 'ANIMATE', 'SET', 'MATH', 'MARQUEE']);
  const leads = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcset', 'poster', 'background', 'ping', 'srcdoc']);
  const ours = (address: string): boolean => address === url || address.startsWith(`${url}/`) || address.startsWith(`blob:${url}/`) || address.startsWith('data:image/') || address === '';
  const look = (element: Element): void => {
    const name = element.tagName.toUpperCase();
    if (runs.has(name)) found.push(`element ${told(element)}`);
    if (name === 'SCRIPT' && !ours((element as HTMLScriptElement).src || 'inline')) found.push(`script ${told(element)}`);
    if (name === 'META' && element.hasAttribute('http-equiv')) found.push(`meta ${told(element)}`);
    if (name === 'LINK' && !ours((element as HTMLLinkElement).href)) found.push(`link ${told(element)}`);
    if (name === 'STYLE' && /evil\.example|__hit|display:none\}body/.test(element.textContent)) found.push(`style ${told(element)}`);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute)) found.push(`handler ${told(element)}`);
      if (attribute === 'style' && /evil\.example|expression\(|url\((?!["']?(data:image|#))/.test(value)) found.push(`style ${told(element)}`);
      if (!leads.has(attribute.toLowerCase())) continue;
      // As a browser reads it: without blanks and control characters before or within.
      const read = [...value].filter((char) => char > ' ').join('').toLowerCase();
      if (/^(javascript|vbscript|data:text|data:application|filesystem)/.test(read)) found.push(`address ${told(element)}`);
      // A link may lead anywhere; whatever is fetched comes from us.
      if (name !== 'A' && !ours(new URL(value, location.href).href)) found.push(`fetches ${told(element)}`);
    }
    if (name === 'A' && (element as HTMLAnchorElement).target === '_blank' && !/noopener|noreferrer/.test((element as HTMLAnchorElement).rel)) found.push(`opener ${told(element)}`);
    element.shadowRoot?.querySelectorAll('*').forEach(look);
  };
  document.querySelectorAll('*').forEach(look);
  return found;
}

/** Which of the texts are not to be read on the page, letter by letter. */
export const missingOn = (page: Page, texts: readonly string[]): Promise<readonly string[]> => page.evaluate((wanted) => {
  const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
  const said = `${document.body.textContent}\n${typed.join('\n')}`;
  return wanted.filter((text) => !said.includes(text));
}, texts);
