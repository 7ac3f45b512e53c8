/** The language of an answer. */
import type { Locale } from '@tenon/diagnostics';
import type { FastifyRequest } from 'fastify';

/** The language chosen on a page comes before the account's; what a browser sends on its own is only for strangers. */
export function localeFor(request: FastifyRequest): Locale {
  const chosen = request.headers['tenon-language'];
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return request.caller?.principal.locale ?? localeOf(request.headers['accept-language']);
}

/** The first language of an Accept-Language header that the product speaks. */
export function localeOf(header: string | undefined): Locale {
  const wanted = (header ?? '').slice(0, 500).split(',').map((part, index) => {
    const [tag = '', ...rest] = part.trim().split(';');
    const q = Number(/q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1);
    return { tag: tag.toLowerCase(), q: Number.isFinite(q) ? q : 0, index };
  });
  wanted.sort((a, b) => b.q - a.q || a.index - b.index);
  for (const { tag, q } of wanted) {
    if (q > 0 && tag.startsWith('zh')) return 'zh-CN';
    if (q > 0 && tag.startsWith('en')) return 'en';
  }
  return 'en';
}
