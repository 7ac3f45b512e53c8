/** Dragging by mouse, by a long press and by keyboard, and what a screen reader is told of it. */
import { KeyboardCode, KeyboardSensor, MouseSensor, TouchSensor, useSensor, useSensors, type Announcements, type KeyboardCoordinateGetter } from '@dnd-kit/core';

/** Space picks up and puts down; Enter stays what it is for a link or a button. */
const keyboardCodes = { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space] };

export function useDragSensors(coordinateGetter: KeyboardCoordinateGetter) {
  return useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    // A finger that moves at once scrolls.
    useSensor(TouchSensor, { activationConstraint: { delay: 250, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter, keyboardCodes }),
  );
}

interface Told {
  readonly title: (id: string) => string;
  readonly picked: (title: string) => string;
  readonly over: (title: string, id: string | undefined) => string;
  readonly dropped: (title: string, id: string) => string;
  readonly cancelled: (title: string) => string;
}

export const announcementsOf = ({ title, picked, over, dropped, cancelled }: Told): Announcements => ({
  onDragStart: ({ active }) => picked(title(String(active.id))),
  onDragOver: ({ active, over: at }) => over(title(String(active.id)), at ? String(at.id) : undefined),
  onDragEnd: ({ active, over: at }) => (at ? dropped(title(String(active.id)), String(at.id)) : cancelled(title(String(active.id)))),
  onDragCancel: ({ active }) => cancelled(title(String(active.id))),
});

interface Spot { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

/** Where the arrows lead: `next` says which place follows the one that it is over. */
export function arrows(next: (code: string, over: string | undefined, ids: readonly string[]) => string | undefined): KeyboardCoordinateGetter {
  return (event, { context: { active, over, droppableRects, droppableContainers, collisionRect } }) => {
    if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(event.code) || !active || !collisionRect) return undefined;
    event.preventDefault();
    const ids = droppableContainers.getEnabled().map(({ id }) => String(id));
    const id = next(event.code, over ? String(over.id) : undefined, ids);
    const spot: Spot | undefined = id === undefined ? undefined : droppableRects.get(id);
    if (!spot) return undefined;
    droppableContainers.get(id!)?.node.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return { x: spot.left + spot.width / 2 - collisionRect.width / 2, y: spot.top + Math.min(spot.height / 2, 40) - Math.min(collisionRect.height / 2, 20) };
  };
}
