/** Whether the page is as narrow as a phone. */
import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 767px)');

function subscribe(changed: () => void): () => void {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
}

export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
