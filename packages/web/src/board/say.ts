/** The words of boards and calendars in the language of the page. */
import { roomSay } from '../app/language.tsx';
import type { Params } from '../app/messages.ts';
import { en, type BoardWord } from './words/en.ts';
import { zhCN } from './words/zh-CN.ts';

export type BoardSay = (key: BoardWord, params?: Params) => string;

export const useBoardSay = roomSay<BoardWord>(en, zhCN);
