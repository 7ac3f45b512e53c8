/** STO1xx: migration · OPR1xx: parsing an operation · ACC1xx: access · VAL1xx: values · PLN1xx: planning · STO2xx: execution. */
import type { Entry } from '../entry.ts';

export const storeEntries = {
  OPR101: {
    for: 'request', status: 404,
    message: { en: 'There is no object “{name}”.', 'zh-CN': '没有名为“{name}”的对象。' },
    hint: { en: 'Did you mean “{suggestion}”?', 'zh-CN': '您是想用“{suggestion}”吗？' },
  },
} as const satisfies Record<string, Entry>;
