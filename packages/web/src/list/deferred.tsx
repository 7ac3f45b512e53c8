/**
 * A plain button in the place of something heavier, which is loaded when the pointer comes near and takes over when it is pressed.
 *
 * Most readers of a list only read it: they need not wait for what they do not touch.
 */
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ComponentProps, type ComponentType, type ReactNode } from 'react';

interface Props<P extends object> {
  readonly load: () => Promise<ComponentType<P>>;
  readonly props: P;
  /** The part of what is loaded that the press is meant for. */
  readonly press: string;
  readonly button: ComponentProps<typeof Button> & { readonly [data: `data-${string}`]: string };
  readonly children?: ReactNode;
}

export function Deferred<P extends object>({ load, props, press, button, children }: Props<P>) {
  const [wanted, setWanted] = useState(false);
  const near = () => void load().catch(() => undefined);
  const Loaded = useMemo(() => lazy(async () => ({ default: await load() })), []);
  if (!wanted) return <Button {...button} onPointerEnter={near} onFocus={near} onClick={() => setWanted(true)}>{children}</Button>;
  return <Suspense fallback={<Button {...button} disabled>{children}</Button>}><Pressed selector={press}><Loaded {...props} /></Pressed></Suspense>;
}

/** Passes the press on, once. */
export function Pressed({ selector, children }: { readonly selector: string; readonly children: ReactNode }) {
  const place = useRef<HTMLSpanElement>(null);
  useEffect(() => pressAt(place.current, selector), []);
  return <span ref={place} className="deferred">{children}</span>;
}

export function pressAt(place: HTMLElement | null, selector: string): void {
  const target = place?.querySelector<HTMLElement>(selector);
  if (!target) return;
  target.focus();
  // A choice opens when the pointer goes down, a button when it comes up.
  target.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  target.click();
}
