/** The words of this room in the page's language. */
import { roomSay } from '../app/language.tsx';
import { transferEn, type TransferKey } from './words/en.ts';
import { transferZhCN } from './words/zh-CN.ts';

export const useTransferSay = roomSay<TransferKey>(transferEn, transferZhCN);
export type TransferSay = ReturnType<typeof useTransferSay>;
