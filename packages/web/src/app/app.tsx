/** Providers around everything: language, theme with the page's nonce, queries, session, router. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import { useMemo } from 'react';
import { problemOf } from './client.ts';
import { FeedbackHost } from './feedback.tsx';
import { LanguageProvider, useLanguage, type Language } from './language.tsx';
import { useDark, useLook } from './look.ts';
import { preloadPreferences } from './preferences.ts';
import { preloadRooms, router } from './router.tsx';
import { preloadSession, SessionGate } from './session-gate.tsx';
import { nonce } from './style-nonce.ts';
import { themeOf } from './theme.ts';

const csp = nonce === undefined ? {} : { csp: { nonce } };

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => problemOf(error).status === 0 && count < 1,
    },
  },
});

/** Asks for the session, the Model, the preferences and the code of the page in the address, while the first words are on their way. */
export function preload(): void {
  preloadSession();
  preloadPreferences(queries);
  preloadRooms();
}

function Themed() {
  const { antd } = useLanguage();
  const isDark = useDark();
  const { density } = useLook();
  const theme = useMemo(() => themeOf(isDark, density === 'compact'), [isDark, density]);
  return (
    <ConfigProvider {...csp} locale={antd} theme={theme} button={{ autoInsertSpace: false }}>
      <FeedbackHost />
      <SessionGate>
        <RouterProvider router={router} />
      </SessionGate>
    </ConfigProvider>
  );
}

export function App({ language }: { readonly language: Language }) {
  return (
    <LanguageProvider first={language}>
      <QueryClientProvider client={queries}>
        <Themed />
      </QueryClientProvider>
    </LanguageProvider>
  );
}
