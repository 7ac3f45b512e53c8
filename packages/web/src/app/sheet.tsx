/** A sheet over the page, from the side or the bottom: the browser's own dialog, which keeps the focus and closes with Escape. */
import { CloseOutlined } from '@ant-design/icons';
import { useEffect, useRef, type ReactNode } from 'react';
import { useSay } from './language.tsx';

interface Props {
  readonly title: string;
  readonly side?: 'left' | 'right';
  readonly extra?: ReactNode;
  readonly close: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, side = 'left', extra, close, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const say = useSay();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    // A press beside it, on the backdrop, lands on the dialog itself.
    <dialog ref={dialog} className={`sheet sheet-${side}`} aria-label={title} onClose={close} onClick={(event) => (event.target === dialog.current ? dialog.current.close() : undefined)}>
      <div className="sheet-head"><h2>{title}</h2>{extra}<button type="button" className="icon-button" aria-label={say('close')} onClick={() => dialog.current?.close()}><CloseOutlined /></button></div>
      <div className="sheet-body">{children}</div>
    </dialog>
  );
}
