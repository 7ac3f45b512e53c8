/** The words of the home page in the page's language. */
import { roomSay } from '../language.tsx';
import { homeEn } from './words/en.ts';
import { homeZhCN } from './words/zh-CN.ts';

export const useHomeSay = roomSay(homeEn, homeZhCN);
