/** The last change, and a button to take it back while it is not too late. The clock rests while the pointer or the keyboard is on it. */
import { CloseOutlined, UndoOutlined } from '@ant-design/icons';
import { useEffect, useState } from 'react';
import { problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { useListSay } from './say.ts';
import { endUndo, undoMs, useUndo } from './undo.ts';

export function UndoToast() {
  const offer = useUndo();
  const say = useListSay();
  const { message } = useFeedback();
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!offer || held || busy) return;
    const timer = setTimeout(() => endUndo(offer.id), undoMs);
    return () => clearTimeout(timer);
  }, [offer, held, busy]);
  if (!offer) return null;
  const undo = () => {
    setBusy(true);
    offer.undo().then(() => message.success(say('undone')), (error: unknown) => message.error(problemOf(error).detail ?? problemOf(error).title)).finally(() => {
      setBusy(false);
      endUndo(offer.id);
    });
  };
  return (
    <div className="undo-toast" role="status" onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <span>{offer.text}</span>
      <button type="button" data-action="undo" disabled={busy} onClick={undo}><UndoOutlined spin={busy} /> {say('undo')}</button>
      <button type="button" aria-label={say('close')} onClick={() => endUndo(offer.id)}><CloseOutlined /></button>
    </div>
  );
}
