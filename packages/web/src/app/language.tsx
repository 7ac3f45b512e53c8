/** The language of the page: kept in localStorage, with the words of the product, and antd's and dayjs's own. Only the one chosen is loaded. */
import type { ConfigProviderProps } from 'antd';
import dayjs from 'dayjs';
import { createContext, startTransition, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import type { WordKey, Words } from '../words/en.ts';
import { sayer, type Language, type Params, type Table } from './messages.ts';

export type { Language } from './messages.ts';
export type Say = (key: WordKey, params?: Params) => string;

interface Pack {
  readonly words: Words;
  readonly antd: NonNullable<ConfigProviderProps['locale']>;
  /** Name of dayjs's own. */
  readonly days: string;
}

const storageKey = 'tenon.language';
const packs: Readonly<Record<Language, () => Promise<{ readonly pack: Pack }>>> = {
  en: () => import('../words/pack-en.ts'),
  'zh-CN': () => import('../words/pack-zh-CN.ts'),
};
const loaded = new Map<Language, Pack>();

async function load(language: Language): Promise<Language> {
  if (!loaded.has(language)) loaded.set(language, (await packs[language]()).pack);
  return language;
}

interface LanguageState {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly say: Say;
  readonly antd: Pack['antd'];
}
const LanguageContext = createContext<LanguageState | undefined>(undefined);

/** What was chosen on this device; undefined where nobody has chosen. */
export function keptLanguage(): Language | undefined {
  const kept = localStorage.getItem(storageKey);
  return kept === 'en' || kept === 'zh-CN' ? kept : undefined;
}

/** Loads the words of the first page; what it gives is what the provider begins with. */
export function firstLanguage(): Promise<Language> {
  const language = keptLanguage() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
  document.documentElement.lang = language;
  return load(language);
}

function apply(language: Language): void {
  dayjs.locale(loaded.get(language)!.days);
  document.documentElement.lang = language;
}

export function LanguageProvider({ first, children }: { readonly first: Language; readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => {
    apply(first);
    return first;
  });
  const choose = useCallback((next: Language) => {
    localStorage.setItem(storageKey, next);
    void load(next).then(() => {
      apply(next);
      startTransition(() => setLanguage(next));
    });
  }, []);
  const state = useMemo<LanguageState>(() => {
    const { words, antd } = loaded.get(language)!;
    return { language, choose, antd, say: sayer(words, language) };
  }, [language, choose]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export function useLanguage(): LanguageState {
  const state = use(LanguageContext);
  if (!state) throw new Error('useLanguage outside of LanguageProvider');
  return state;
}

/** A label within a sentence: “Sales order” becomes “sales order”, “URL” stays. */
export const inSentence = (label: string): string => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);

export const useSay = (): Say => useLanguage().say;

/** The hook that reads the words of a room in the language of the page. */
export const roomSay = <K extends string>(english: Table<K>, chinese: Table<K>) => {
  const tables = { en: english, 'zh-CN': chinese } as const;
  return (): ((key: K, params?: Params) => string) => {
    const { language } = useLanguage();
    return useMemo(() => sayer(tables[language], language), [language]);
  };
};
