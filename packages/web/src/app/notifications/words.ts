/** The words around notifications in the page's language. */
import { roomSay } from '../language.tsx';
import { notificationsEn } from './words/en.ts';
import { notificationsZhCN } from './words/zh-CN.ts';

export const useNotificationsSay = roomSay(notificationsEn, notificationsZhCN);
