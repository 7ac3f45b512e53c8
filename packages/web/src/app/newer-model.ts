/** Asks whether the Model has changed when the reader comes back to the page or goes to another: what was saved meanwhile is then shown. */
import { useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

export function useNewerModel(): void {
  const queries = useQueryClient();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const asked = useRef(path);
  useEffect(() => {
    const ask = () => void queries.refetchQueries({ queryKey: ['model'] }, { cancelRefetch: false });
    // The first page has just loaded it.
    if (asked.current !== path) ask();
    asked.current = path;
    window.addEventListener('focus', ask);
    return () => window.removeEventListener('focus', ask);
  }, [queries, path]);
}
