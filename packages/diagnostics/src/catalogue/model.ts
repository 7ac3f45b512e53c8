/** MET0xx: reading · MET1xx: syntax · MET2xx: shape · MET3xx: layers · MET4xx: links · MET5xx: compiling. */
import type { Entry } from '../entry.ts';

export const modelEntries = {
  MET101: {
    for: 'author',
    message: { en: 'This is not JSON: {problem}.', 'zh-CN': '不是有效的 JSON：{problem}。' },
  },
} as const satisfies Record<string, Entry>;
