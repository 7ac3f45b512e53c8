/** The words of setup in the page's language. */
import { useMemo } from 'react';
import { useLanguage, type Language } from '../app/language.tsx';
import { setupEn, type SetupKey, type SetupWords } from './words/en.ts';
import { setupZhCN } from './words/zh-CN.ts';

export type SetupSay = (key: SetupKey, params?: Readonly<Record<string, string | number>>) => string;

const words: Readonly<Record<Language, SetupWords>> = { en: setupEn, 'zh-CN': setupZhCN };

export function useSetupSay(): SetupSay {
  const { language } = useLanguage();
  return useMemo(() => {
    const table = words[language];
    return (key, params) => table[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole));
  }, [language]);
}

/** The word for a thing that has a word of its own, else the thing itself. */
export const wordFor = (say: SetupSay, group: 'key' | 'type' | 'verb' | 'grant', name: string): string => {
  const key = `${group}_${name}`;
  return key in setupEn ? say(key as SetupKey) : name;
};
