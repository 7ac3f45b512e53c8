/** Everything that a page in Chinese needs beside the words of its rooms: one file, loaded only by who reads Chinese. */
import antd from 'antd/es/locale/zh_CN.js';
import 'dayjs/locale/zh-cn';
import { zhCN } from './zh-CN.ts';

export const pack = { words: zhCN, antd, days: 'zh-cn' } as const;
