/**
 * The API of a Tenon server for programs and for the web: one function per operation, typed.
 *
 * In:   a base address, and a `fetch`. Runs in browsers and in Node.
 * Out:  plain values, or an ApiProblem thrown.
 */
import type { ClientModel } from '@tenon/model';
import { ApiProblem, type ProblemBody } from './problem.ts';
import type {
  Attachment, BulkRequest, Comment, ExportRequest, FileRef, ImportFileRequest, ImportPreview, ImportRequest, Job, NewComment, Notifications, Preferences, ReportAnswer, ReportQuery,
  SearchGroup, SettingsChange,
} from './work.ts';

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
  /** That of the tenant, in which days begin and end for formulas. */
  readonly tenantTimeZone: string;
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
  /** Rows to pass over, instead of a cursor. */
  readonly offset?: number | undefined;
  readonly count?: boolean | undefined;
  readonly search?: string | undefined;
}

export interface AggregateQuery {
  readonly aggregate: string;
  readonly group?: string | undefined;
  /** What is grouped by or totalled, as it is written there. */
  readonly sort?: string | undefined;
  /** Groups at most; without it there may be no more than the server's limit. */
  readonly limit?: number | undefined;
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
    aggregate: <T = Readonly<Record<string, unknown>>>(object: string, query: AggregateQuery) => call<{ readonly data: readonly T[]; readonly more?: boolean }>('GET', at(object, 'aggregate'), { query: { ...query } }),
    bulk: <T = unknown>(object: string, items: readonly BulkItem[], write: Pick<WriteOptions, 'idempotencyKey'> & { reason?: string } = {}) =>
      call<T>('POST', at(object, 'bulk'), { body: { items, reason: write.reason }, idempotencyKey: write.idempotencyKey }),
    history: <T = Readonly<Record<string, unknown>>>(object: string, id: string, query: { limit?: number } = {}) =>
      call<{ readonly data: readonly T[] }>('GET', at(object, id, 'history'), { query: { ...query } }),
    ...workCalls(call, at),
  };
}

type Caller = ReturnType<typeof caller>;
type Listed<T> = { readonly data: readonly T[] };

/** Beside the records: what people say about them, keep, move in and out, and look at. */
function workCalls(call: Caller, at: (object: string, ...more: string[]) => string) {
  const named = (...path: string[]) => ['/api', ...path.map(encodeURIComponent)].join('/');
  return {
    changeSettings: (change: SettingsChange) => call<Session>('PATCH', '/api/session', { body: change }),
    search: (text: string, limit?: number) => call<Listed<SearchGroup> & { readonly partial: boolean }>('GET', '/api/search', { query: { q: text, limit } }),
    report: (name: string, query: ReportQuery = {}) => call<ReportAnswer>('GET', named('reports', name), { query: { ...query } }),

    /** Kept with nothing until a record, a comment or an import refers to it. */
    upload: (file: Blob, name: string) => {
      const form = new FormData();
      form.append('file', file, name);
      return call<FileRef>('POST', '/api/files', { body: form });
    },
    fileUrl: (id: string, { inline = false } = {}) => `${named('files', id)}${inline ? '?inline=true' : ''}`,

    attachments: (object: string, id: string) => call<Listed<Attachment>>('GET', at(object, id, 'attachments')),
    attach: (object: string, id: string, file: string) => call<Attachment>('POST', at(object, id, 'attachments'), { body: { file } }),
    detach: (object: string, id: string, attachment: string) => call<void>('DELETE', at(object, id, 'attachments', attachment)),

    comments: (object: string, id: string, query: { limit?: number; cursor?: string } = {}) => call<Page<Comment>>('GET', at(object, id, 'comments'), { query: { ...query } }),
    comment: (object: string, id: string, comment: NewComment, write: WriteOptions = {}) => call<Comment>('POST', at(object, id, 'comments'), { body: comment, ...write }),
    editComment: (object: string, id: string, comment: string, text: NewComment) => call<Comment>('PATCH', at(object, id, 'comments', comment), { body: text }),
    removeComment: (object: string, id: string, comment: string) => call<void>('DELETE', at(object, id, 'comments', comment)),

    notifications: (query: { unread?: boolean; limit?: number; cursor?: string } = {}) => call<Notifications>('GET', '/api/notifications', { query: { ...query } }),
    readNotifications: (which: { ids: readonly string[] } | { all: true }) => call<{ readonly unread: number }>('POST', '/api/notifications/read', { body: which }),

    preferences: () => call<Preferences>('GET', '/api/preferences'),
    setPreference: (key: string, value: unknown) => call<void>('PUT', named('preferences', key), { body: { value } }),
    removePreference: (key: string) => call<void>('DELETE', named('preferences', key)),

    jobs: () => call<Listed<Job>>('GET', '/api/jobs'),
    job: (id: string) => call<Job>('GET', named('jobs', id)),
    stopJob: (id: string) => call<Job>('POST', named('jobs', id, 'stop')),
    export: (object: string, request: ExportRequest) => call<Job>('POST', at(object, 'export'), { body: request }),
    previewImport: (object: string, request: ImportFileRequest) => call<ImportPreview>('POST', at(object, 'import', 'preview'), { body: request }),
    import: (object: string, request: ImportRequest) => call<Job>('POST', at(object, 'import'), { body: request }),
    importTemplateUrl: (object: string, format: 'csv' | 'xlsx') => `${at(object, 'import', 'template')}?format=${format}`,
    bulkJob: (object: string, request: BulkRequest) => call<Job>('POST', at(object, 'bulk', 'all'), { body: request }),
  };
}

function caller({ baseUrl = '', fetch = globalThis.fetch.bind(globalThis), apiKey, locale }: ClientOptions) {
  return async <T>(method: string, path: string, { query, body, version, idempotencyKey }: Call = {}): Promise<T> => {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (apiKey) headers['authorization'] = `Bearer ${apiKey}`;
    if (locale) headers['accept-language'] = locale;
    const form = body instanceof FormData;
    // A form says its own type, with the boundary that the browser draws.
    if (body !== undefined && !form) headers['content-type'] = 'application/json';
    if (version !== undefined) headers['if-match'] = `"${version}"`;
    if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
    const init: RequestInit = { method, headers, credentials: 'same-origin', ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }) };
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
