/** The words of setup in the page's language. */
import { roomSay } from '../app/language.tsx';
import type { Params } from '../app/messages.ts';
import { setupEn, type SetupKey } from './words/en.ts';
import { setupZhCN } from './words/zh-CN.ts';

export type SetupSay = (key: SetupKey, params?: Params) => string;

export const useSetupSay = roomSay<SetupKey>(setupEn, setupZhCN);

/** The word for a thing that has a word of its own, else the thing itself. */
export const wordFor = (say: SetupSay, group: 'key' | 'type' | 'verb' | 'grant', name: string): string => {
  const key = `${group}_${name}`;
  return key in setupEn ? say(key as SetupKey) : name;
};
