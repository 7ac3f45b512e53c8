/**
 * The heading of a page names it: in the title of the window, and to who hears the page instead of seeing it.
 *
 * In:   the address that is shown.
 * Out:  a ref for the element around the page.
 */
import { useEffect, useRef, type RefObject } from 'react';
import { useSay } from './language.tsx';

export function usePageHeading(shown: string | undefined): RefObject<HTMLElement | null> {
  const page = useRef<HTMLElement>(null);
  const say = useSay();
  const product = say('product');
  const before = useRef(shown);
  useEffect(() => {
    const element = page.current;
    if (!element) return undefined;
    // The first page keeps the focus where the browser puts it; on later ones the reader goes on at the heading.
    let wanted = before.current !== undefined && before.current !== shown;
    before.current = shown;
    let given: HTMLElement | undefined;
    let known: { readonly heading: HTMLElement; readonly text: string | null } | undefined;
    const look = () => {
      const headings = [...element.querySelectorAll('h1')];
      // Asking what is to be seen costs a layout: not for every cell of a table that changes.
      if (!wanted && known && headings.length === 1 && headings[0] === known.heading && known.heading.textContent === known.text) return;
      // A page that is being left is still there for a moment, and not to be seen.
      const heading = headings.find((one) => one.checkVisibility());
      if (!heading) return;
      known = { heading, text: heading.textContent };
      const title = heading.textContent?.trim() ?? '';
      document.title = title === '' || title === product ? product : `${title} · ${product}`;
      if (title === '') return;
      // A heading that took the place of the one that had the focus has it now.
      const lost = given !== undefined && !given.isConnected && document.activeElement === document.body;
      if ((wanted || lost) && focusOn(heading, element)) given = heading;
      wanted = false;
    };
    look();
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true, characterData: true, attributeFilter: ['style'] });
    return () => observer.disconnect();
  }, [shown, product]);
  return page;
}

/** Not where the page has put the focus itself, and not under an open dialog. */
function focusOn(heading: HTMLElement, page: HTMLElement): boolean {
  const active = document.activeElement;
  if (active && page.contains(active) && active !== page && active.matches('input, textarea, [contenteditable]')) return false;
  if (active?.closest('dialog[open], [role=dialog]')) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}
