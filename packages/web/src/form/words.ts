/** The words of forms in the page's language. */
import { roomSay } from '../app/language.tsx';
import type { Params } from '../app/messages.ts';
import { formEn, type FormWord } from './words/en.ts';
import { formZhCN } from './words/zh-CN.ts';

export type FormSay = (key: FormWord, params?: Params) => string;

export const useFormSay = roomSay<FormWord>(formEn, formZhCN);
