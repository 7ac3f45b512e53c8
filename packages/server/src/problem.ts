/**
 * Turns whatever was thrown into an RFC 9457 problem document, once, at the edge.
 *
 * In:   a thrown value, the locale of the caller, the id of the request.
 * Out:  status and document. Bad input is never a 5xx; a 500 tells nothing but the id of the request.
 */
import { STATUS_CODES } from 'node:http';
import { catalogue, failure, hintOf, isFailure, limits, messageOf, type Code, type Diagnostic, type Failure, type Locale, type Place } from '@tenon/diagnostics';
import { isUnavailable } from '@tenon/store';

export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly hint?: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string; readonly hint?: string }[];
  readonly diagnostics?: readonly ToldDiagnostic[];
}

/** A mistake in a document, in the caller's language. */
export interface ToldDiagnostic {
  readonly code: string;
  readonly severity: Diagnostic['severity'];
  readonly message: string;
  readonly hint?: string;
  readonly place?: Place;
  readonly address?: string;
}

/** Errors of Fastify and its plugins, by code. */
const frameworkCodes: Readonly<Record<string, Code>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQ107',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'REQ108',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'REQ106',
  FST_ERR_CTP_INVALID_JSON_BODY: 'REQ106',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'REQ101',
  FST_ERR_BAD_URL: 'REQ102',
  FST_ERR_MAX_PARAM_LENGTH: 'REQ102',
  FST_UNDER_PRESSURE: 'SRV102',
};

const titles: Readonly<Record<number, string>> = {
  400: '请求有误', 401: '需要登录', 403: '没有权限', 404: '不存在', 405: '方法不支持', 409: '冲突', 412: '版本不符', 413: '内容过大',
  415: '格式不支持', 422: '校验未通过', 428: '缺少前提条件', 429: '请求过多', 500: '服务器错误', 503: '服务不可用',
};

/** The Failure that a thrown value amounts to. `unexpected` when it is our mistake and belongs in the log. */
export function failureOf(error: unknown): { readonly failure: Failure; readonly unexpected: boolean } {
  if (isFailure(error)) return { failure: error, unexpected: error.status >= 500 && error.code === 'SRV101' };
  if (isUnavailable(error)) return { failure: failure('STO206'), unexpected: false };
  const { code, statusCode, name } = (error ?? {}) as { code?: unknown; statusCode?: unknown; name?: unknown };
  const known = typeof code === 'string' ? frameworkCodes[code] : undefined;
  if (known) return { failure: failure(known, { limit: limits.bodyBytesMax }), unexpected: false };
  if (statusCode === 429) return { failure: failure('REQ115'), unexpected: false };
  if (statusCode === 415) return { failure: failure('REQ108'), unexpected: false };
  if (name === 'SyntaxError' && statusCode === 400) return { failure: failure('REQ106'), unexpected: false };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return { failure: failure('REQ101'), unexpected: false };
  // PostgreSQL's class 22 is data that it cannot take: a hole of our checks, but still the caller's input.
  if (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code)) return { failure: failure('REQ101'), unexpected: true };
  return { failure: failure('SRV101'), unexpected: true };
}

/** Words of a Model in the caller's language, by address. */
export type Texts = Readonly<Record<string, string>>;

export function problemOf(problem: Failure, locale: Locale, requestId: string, texts: Texts = {}): ProblemDocument {
  const params = { ...problem.params, requestId };
  const hint = hintOf({ code: problem.code, params }, locale);
  return {
    type: `https://tenon.dev/errors/${problem.code}`,
    title: (locale === 'zh-CN' ? titles[problem.status] : undefined) ?? STATUS_CODES[problem.status] ?? 'Error',
    status: problem.status,
    detail: messageOf({ code: problem.code, params }, locale),
    code: problem.code,
    ...(hint ? { hint } : {}),
    requestId,
    ...(problem.problems.length > 0 ? { errors: problem.problems.map((p) => fieldError(p, locale, texts)) } : {}),
    ...(problem.diagnostics.length > 0 ? { diagnostics: toldIn(locale, problem.diagnostics) } : {}),
  };
}

const toldMax = 200;

/** The first of them, when there are very many. */
export function toldIn(locale: Locale, diagnostics: readonly Diagnostic[]): readonly ToldDiagnostic[] {
  return diagnostics.slice(0, toldMax).map((problem) => {
    const { code, severity, place, address } = problem;
    const hint = hintOf(problem, locale);
    return { code, severity, message: messageOf(problem, locale), ...(hint ? { hint } : {}), ...(place ? { place } : {}), ...(address ? { address } : {}) };
  });
}

function fieldError(problem: Failure['problems'][number], locale: Locale, texts: Texts) {
  const address = problem.params?.['address'];
  const translated = typeof address === 'string' && Object.hasOwn(texts, address) ? texts[address] : undefined;
  const known = problem.code in catalogue;
  const hint = known ? hintOf(problem, locale) : undefined;
  return {
    field: problem.field,
    code: problem.code,
    message: translated ?? problem.message ?? (known ? messageOf(problem, locale) : problem.code),
    ...(hint ? { hint } : {}),
  };
}
