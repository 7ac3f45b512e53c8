/** The language of the page: kept in localStorage, with the words of the product, and antd's and dayjs's own. */
import antdEn from 'antd/locale/en_US';
import antdZh from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { en, type WordKey, type Words } from '../words/en.ts';
import { zhCN } from '../words/zh-CN.ts';

export type Language = 'zh-CN' | 'en';
export type Say = (key: WordKey, params?: Readonly<Record<string, string | number>>) => string;

const storageKey = 'tenon.language';
const words: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCN };
export const antdLocales = { en: antdEn, 'zh-CN': antdZh } as const;

interface LanguageState {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  readonly say: Say;
}
const LanguageContext = createContext<LanguageState | undefined>(undefined);

function first(): Language {
  const kept = localStorage.getItem(storageKey);
  if (kept === 'en' || kept === 'zh-CN') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

function apply(language: Language): void {
  dayjs.locale(language === 'zh-CN' ? 'zh-cn' : 'en');
  document.documentElement.lang = language;
}

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => {
    const chosen = first();
    apply(chosen);
    return chosen;
  });
  const choose = useCallback((next: Language) => {
    localStorage.setItem(storageKey, next);
    apply(next);
    setLanguage(next);
  }, []);
  const state = useMemo<LanguageState>(() => ({ language, choose, say: sayer(language) }), [language, choose]);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

function sayer(language: Language): Say {
  const table = words[language];
  return (key, params) => table[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole));
}

export function useLanguage(): LanguageState {
  const state = use(LanguageContext);
  if (!state) throw new Error('useLanguage outside of LanguageProvider');
  return state;
}

/** A label within a sentence: “Sales order” becomes “sales order”, “URL” stays. */
export const inSentence = (label: string): string => (/^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label);

export const useSay = (): Say => useLanguage().say;
