/** Everything that a page in English needs beside the words of its rooms: one file, loaded only by who reads English. */
import antd from 'antd/es/locale/en_US.js';
import { en } from './en.ts';

export const pack = { words: en, antd, days: 'en' } as const;
