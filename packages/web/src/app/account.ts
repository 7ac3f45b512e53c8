/** What a person decides about their own account: language, time zone, leaving. */
import { useQueryClient } from '@tanstack/react-query';
import type { SettingsChange } from '@tenon/sdk';
import { useCallback } from 'react';
import { client, type Session } from './client.ts';
import { useEngine } from './engine.tsx';
import { useLanguage, type Language } from './language.tsx';

/** Keeps a setting on the server; the page goes on with what the server then says. */
export function useChangeSettings(): (change: SettingsChange) => Promise<Session> {
  const queries = useQueryClient();
  return useCallback(async (change: SettingsChange) => {
    const session = await client.changeSettings(change);
    queries.setQueryData(['session'], session);
    return session;
  }, [queries]);
}

/** Changes the language of the page at once, and of the account. */
export function useChooseLanguage(): (language: Language) => void {
  const { choose } = useLanguage();
  const change = useChangeSettings();
  return useCallback((language: Language) => {
    choose(language);
    // The page has changed all the same.
    change({ locale: language }).catch(() => undefined);
  }, [choose, change]);
}

export function useSignOut(): () => void {
  const { refresh } = useEngine();
  return useCallback(() => void client.signOut().catch(() => undefined).finally(refresh), [refresh]);
}
