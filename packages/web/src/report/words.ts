/** The words of reports in the page's language. */
import { roomSay } from '../app/language.tsx';
import type { Params } from '../app/messages.ts';
import { reportEn, type ReportKey } from './words/en.ts';
import { reportZhCN } from './words/zh-CN.ts';

export type ReportSay = (key: ReportKey, params?: Params) => string;

export const useReportSay = roomSay<ReportKey>(reportEn, reportZhCN);
