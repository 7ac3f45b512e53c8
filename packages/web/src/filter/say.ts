/** The words of the filters in the language of the page. */
import { roomSay } from '../app/language.tsx';
import { en } from './words/en.ts';
import { zhCN } from './words/zh-CN.ts';

export const useFilterSay = roomSay(en, zhCN);
export type FilterSay = ReturnType<typeof useFilterSay>;
