/**
 * Short messages and questions that any room may put before the reader: antd's, loaded when the first of them is said.
 *
 * Rooms use it as they would antd's `App.useApp()`.
 */
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { ask, isWanted, onWanted, type Feedback } from './feedback-queue.ts';

const Apis = lazy(() => import('./feedback-apis.tsx'));

export function FeedbackHost() {
  return useSyncExternalStore(onWanted, isWanted) ? <Suspense><Apis /></Suspense> : null;
}

type Say = (content: string | undefined, seconds?: number) => void;
const say = (kind: 'success' | 'error' | 'info' | 'warning'): Say => (content, seconds) => ask(({ message }) => void message[kind](content, seconds));
type Question = Parameters<Feedback['modal']['confirm']>[0];

const feedback = {
  message: { success: say('success'), error: say('error'), info: say('info'), warning: say('warning') },
  modal: { confirm: (question: Question) => ask(({ modal }) => void modal.confirm(question)) },
} as const;

export const useFeedback = (): typeof feedback => feedback;
