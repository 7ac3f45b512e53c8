/** The words of the lists in the language of the page. */
import { roomSay } from '../app/language.tsx';
import { en } from './words/en.ts';
import { zhCN } from './words/zh-CN.ts';

export const useListSay = roomSay(en, zhCN);
