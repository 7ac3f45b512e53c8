/** The edge of a column's heading: drawn to another width, doubled back to the usual one, moved by arrow keys. */
import { useState, type PointerEvent } from 'react';

interface Props {
  readonly label: string;
  readonly width: number;
  readonly set: (width: number | undefined) => void;
}

const [narrowest, widest, step] = [44, 640, 16];
const within = (width: number): number => Math.round(Math.min(Math.max(width, narrowest), widest));

export function WidthHandle({ label, width, set }: Props) {
  const [from, setFrom] = useState<{ readonly x: number; readonly width: number }>();
  const move = (event: PointerEvent) => { if (from) set(within(from.width + event.clientX - from.x)); };
  return (
    <span
      role="separator" aria-orientation="vertical" aria-label={label} aria-valuenow={width} aria-valuemin={narrowest} aria-valuemax={widest} tabIndex={-1} className="width-handle"
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        setFrom({ x: event.clientX, width });
      }}
      onPointerMove={move}
      onPointerUp={() => setFrom(undefined)}
      onDoubleClick={() => set(undefined)}
      onKeyDown={(event) => { if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') set(within(width + (event.key === 'ArrowLeft' ? -step : step))); }}
    />
  );
}
