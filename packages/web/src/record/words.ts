/** The words of record pages in the page's language. */
import { roomSay } from '../app/language.tsx';
import type { Params } from '../app/messages.ts';
import { recordEn, type RecordKey } from './words/en.ts';
import { recordZhCN } from './words/zh-CN.ts';

export type RecordSay = (key: RecordKey, params?: Params) => string;

export const useRecordSay = roomSay<RecordKey>(recordEn, recordZhCN);
