/** The words of the help pages in the page's language. */
import { roomSay } from '../language.tsx';
import type { Params } from '../messages.ts';
import { helpEn, type HelpKey } from './words/en.ts';
import { helpZhCN } from './words/zh-CN.ts';

export type HelpSay = (key: HelpKey, params?: Params) => string;
export const useHelpSay = roomSay<HelpKey>(helpEn, helpZhCN);
