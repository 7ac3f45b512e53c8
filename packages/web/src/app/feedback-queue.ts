/** What is to be said once antd's part is there, and that part. */
import type { useAppProps } from 'antd/es/app/context.js';

export type Feedback = Pick<useAppProps, 'message' | 'modal' | 'notification'>;

let wanted = false;
let apis: Feedback | undefined;
const queue: ((apis: Feedback) => void)[] = [];
const listeners = new Set<() => void>();

/** What the loaded part gives, once it stands in the page. */
export function takeApis(next: Feedback): void {
  apis = next;
  for (const one of queue.splice(0)) one(next);
}

export function ask(say: (apis: Feedback) => void): void {
  if (apis) return say(apis);
  queue.push(say);
  wanted = true;
  for (const listener of listeners) listener();
}

export const isWanted = (): boolean => wanted;

export function onWanted(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
