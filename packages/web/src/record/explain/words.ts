/** The words of explanations in the page's language: loaded with them. */
import { roomSay } from '../../app/language.tsx';
import type { Params } from '../../app/messages.ts';
import { explainEn, type ExplainKey } from './words/en.ts';
import { explainZhCN } from './words/zh-CN.ts';

export type ExplainSay = (key: ExplainKey, params?: Params) => string;

export const useExplainSay = roomSay<ExplainKey>(explainEn, explainZhCN);
