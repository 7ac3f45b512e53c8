/**
 * The API of a Tenon server for programs and for the web: one function per operation, typed.
 *
 * In:   a base address, and a `fetch`. Runs in browsers and in Node.
 * Out:  plain values, or an ApiProblem thrown.
 */
import type { ClientModel } from '@tenon/model';
import { ApiProblem, type ProblemBody } from './problem.ts';

export type RecordData = { readonly id: string; readonly version: number } & Readonly<Record<string, unknown>>;
export type Values = Readonly<Record<string, unknown>>;

export interface Page<T = RecordData> {
  readonly data: readonly T[];
  /** Cursor of the next page; null at the end. */
  readonly next: string | null;
  readonly count?: number;
}

export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly login: string; readonly email: string | null };
  readonly tenant: { readonly slug: string; readonly name: string };
  readonly roles: readonly { readonly name: string; readonly label: string }[];
  readonly locale: 'en' | 'zh-CN';
  readonly timeZone: string;
  readonly external: boolean;
}

export interface DemoLogins {
  readonly tenant: string;
  readonly logins: readonly { readonly login: string; readonly name: string; readonly role: string; readonly roles?: Readonly<Record<string, string>>; readonly password: string }[];
}

export interface ListQuery {
  readonly filter?: string | undefined;
  readonly sort?: string | undefined;
  readonly select?: string | undefined;
  readonly expand?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly count?: boolean | undefined;
  readonly search?: string | undefined;
}

export interface AggregateQuery {
  readonly aggregate: string;
  readonly group?: string | undefined;
  readonly filter?: string | undefined;
  readonly search?: string | undefined;
}

export interface WriteOptions {
  readonly version?: number | undefined;
  readonly idempotencyKey?: string | undefined;
}

export interface ActOptions extends WriteOptions {
  readonly values?: Values | undefined;
  readonly reason?: string | undefined;
}

export type BulkItem =
  | { readonly kind: 'create'; readonly values: Values }
  | { readonly kind: 'update'; readonly id: string; readonly values: Values; readonly version?: number }
  | { readonly kind: 'delete'; readonly id: string; readonly version?: number }
  | { readonly kind: 'act'; readonly id: string; readonly action: string; readonly values?: Values; readonly version?: number };

export interface ClientOptions {
  /** Such as `https://erp.example.com`; empty for the page's own server. */
  readonly baseUrl?: string | undefined;
  readonly fetch?: typeof globalThis.fetch | undefined;
  readonly apiKey?: string | undefined;
  /** Language of problems before anybody is signed in. */
  readonly locale?: string | undefined;
}

type Query = Readonly<Record<string, string | number | boolean | undefined>>;
interface Call { readonly query?: Query; readonly body?: unknown; readonly version?: number | undefined; readonly idempotencyKey?: string | undefined }

export type Client = ReturnType<typeof createClient>;

export function createClient(options: ClientOptions = {}) {
  const call = caller(options);
  const at = (object: string, ...more: string[]) => ['/api/objects', ...[object, ...more].map(encodeURIComponent)].join('/');
  return {
    signIn: (credentials: { tenant?: string | undefined; login: string; password: string }) => call<Session>('POST', '/api/sign-in', { body: credentials }),
    signOut: () => call<void>('POST', '/api/sign-out'),
    session: () => call<Session>('GET', '/api/session'),
    demo: () => call<DemoLogins>('GET', '/api/demo'),
    model: () => call<ClientModel>('GET', '/api/model'),
    list: <T = RecordData>(object: string, query: ListQuery = {}) => call<Page<T>>('GET', at(object), { query: { ...query } }),
    get: <T = RecordData>(object: string, id: string, query: Pick<ListQuery, 'select' | 'expand'> = {}) => call<T>('GET', at(object, id), { query: { ...query } }),
    create: <T = RecordData>(object: string, values: Values, write: WriteOptions = {}) => call<T>('POST', at(object), { body: values, ...write }),
    update: <T = RecordData>(object: string, id: string, values: Values, write: WriteOptions = {}) => call<T>('PATCH', at(object, id), { body: values, ...write }),
    remove: (object: string, id: string, write: WriteOptions = {}) => call<void>('DELETE', at(object, id), { ...write }),
    act: <T = RecordData>(object: string, id: string, action: string, { values, reason, ...write }: ActOptions = {}) =>
      call<T>('POST', at(object, id, 'actions', action), { body: { values, reason }, ...write }),
    aggregate: <T = Readonly<Record<string, unknown>>>(object: string, query: AggregateQuery) => call<{ readonly data: readonly T[] }>('GET', at(object, 'aggregate'), { query: { ...query } }),
    bulk: <T = unknown>(object: string, items: readonly BulkItem[], write: Pick<WriteOptions, 'idempotencyKey'> & { reason?: string } = {}) =>
      call<T>('POST', at(object, 'bulk'), { body: { items, reason: write.reason }, idempotencyKey: write.idempotencyKey }),
    history: <T = Readonly<Record<string, unknown>>>(object: string, id: string, query: { limit?: number } = {}) =>
      call<{ readonly data: readonly T[] }>('GET', at(object, id, 'history'), { query: { ...query } }),
  };
}

function caller({ baseUrl = '', fetch = globalThis.fetch.bind(globalThis), apiKey, locale }: ClientOptions) {
  return async <T>(method: string, path: string, { query, body, version, idempotencyKey }: Call = {}): Promise<T> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (apiKey) headers['authorization'] = `Bearer ${apiKey}`;
    if (locale) headers['accept-language'] = locale;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    const init: RequestInit = { method, headers, credentials: 'same-origin', ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    let response: Response;
    try {
      response = await fetch(baseUrl + path + searchOf(query), init);
    } catch (error) {
      throw new ApiProblem(0, { code: 'NETWORK', title: 'Network error', detail: error instanceof Error ? error.message : String(error) });
    }
    const text = await response.text();
    if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
    throw new ApiProblem(response.status, problemIn(text));
  };
}

function searchOf(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function problemIn(text: string): ProblemBody {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
}
