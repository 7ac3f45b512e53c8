/** Providers around everything: language, theme with the page's nonce, queries, session, router. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import { client, problemOf } from './client.ts';
import { antdLocales, LanguageProvider, useLanguage } from './language.tsx';
import { router } from './router.tsx';
import { SessionGate } from './session-gate.tsx';
import { nonce } from './style-nonce.ts';
import { theme } from './theme.ts';

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

function Themed() {
  const { language } = useLanguage();
  return (
    <ConfigProvider {...csp} locale={antdLocales[language]} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp>
        <SessionGate client={client}>
          <RouterProvider router={router} />
        </SessionGate>
      </AntApp>
    </ConfigProvider>
  );
}

export function App() {
  return (
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <Themed />
      </QueryClientProvider>
    </LanguageProvider>
  );
}
