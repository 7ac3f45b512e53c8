/** The words of a person's own settings in the page's language. */
import { roomSay } from '../language.tsx';
import { settingsEn } from './words/en.ts';
import { settingsZhCN } from './words/zh-CN.ts';

export const useSettingsSay = roomSay(settingsEn, settingsZhCN);
