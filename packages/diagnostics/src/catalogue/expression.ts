/** EXP1xx: text of an expression · EXP2xx: names and types · EXP3xx: evaluation. */
import type { Entry } from '../entry.ts';

export const expressionEntries = {
  EXP101: {
    for: 'author',
    message: { en: 'Unexpected {found} in the expression.', 'zh-CN': '表达式中出现了意外的 {found}。' },
    hint: { en: 'Expected {expected}.', 'zh-CN': '此处应为 {expected}。' },
  },
} as const satisfies Record<string, Entry>;
