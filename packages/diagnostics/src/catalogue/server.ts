/** AUT1xx: signing in · TEN1xx: tenants · REQ1xx: the request itself · SRV1xx: the server. */
import type { Entry } from '../entry.ts';

export const serverEntries = {
  AUT101: {
    for: 'request', status: 401,
    message: { en: 'Please sign in.', 'zh-CN': '请先登录。' },
  },
  SRV101: {
    for: 'request', status: 500,
    message: { en: 'Something went wrong on our side.', 'zh-CN': '服务器出现了问题。' },
    hint: { en: 'Give this number to your administrator: {requestId}.', 'zh-CN': '请把此编号告知管理员：{requestId}。' },
  },
} as const satisfies Record<string, Entry>;
