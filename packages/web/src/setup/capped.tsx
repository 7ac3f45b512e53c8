/** The first of many things, and the rest when they are asked for. */
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useSetupSay } from './words.ts';

const shownMax = 12;

export function Capped<T>({ items, show }: { readonly items: readonly T[]; readonly show: (item: T, index: number) => ReactNode }) {
  const say = useSetupSay();
  const [open, setOpen] = useState(false);
  // One more is shown rather than hidden behind a button of its size.
  const cut = !open && items.length > shownMax + 1;
  return (
    <>
      {(cut ? items.slice(0, shownMax) : items).map(show)}
      {cut ? <li><Button type="link" size="small" className="capped-more" onClick={() => setOpen(true)}>{say('showAll', { count: items.length })}</Button></li> : null}
    </>
  );
}
