/** The words of the palette and of the search page, in the page's language. */
import { roomSay } from '../language.tsx';
import { paletteEn } from './words/en.ts';
import { paletteZhCN } from './words/zh-CN.ts';

export const usePaletteSay = roomSay(paletteEn, paletteZhCN);
