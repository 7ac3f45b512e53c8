/** The one client of the API, and what a thrown error says. */
import type { ClientModel } from '@tenon/model';
import { createClient } from '@tenon/sdk';
import { noteReached } from './reached.ts';

const listeners = new Set<() => void>();

/** Tells when the server says that nobody is signed in. */
export function onSignedOut(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** Answers come in the language of the page, which may be another than the browser's or the account's. */
export const inPageLanguage: typeof fetch = async (input, init) => {
  const path = String(input);
  // What is remembered about how somebody works is small, and often the last thing that a page does.
  const outlives = init?.method !== 'GET' && path.startsWith('/api/preferences/');
  const headers = { ...(init?.headers as Record<string, string>), 'tenon-language': document.documentElement.lang };
  const answer = await fetch(input, { ...init, headers, ...(outlives ? { keepalive: true } : {}) }).catch((error: unknown) => {
    noteReached(false);
    throw error;
  });
  noteReached(true);
  // A wrong password is no end of a session.
  if (answer.status === 401 && !path.startsWith('/api/sign-in')) for (const told of listeners) told();
  return answer;
};

export const client = createClient({ baseUrl: '', fetch: inPageLanguage });

/** The Model with the tag that the server gave it. */
export interface TaggedModel {
  readonly model: ClientModel;
  readonly tag: string;
}

/** The Model of the caller; the known one where the server has no other by now. */
export async function loadModel(known: TaggedModel | undefined): Promise<TaggedModel> {
  let tag = '';
  const tagged: typeof fetch = async (input, init) => {
    const headers = { ...(init?.headers as Record<string, string>), ...(known ? { 'if-none-match': known.tag } : {}) };
    const answer = await inPageLanguage(input, { ...init, headers });
    tag = answer.headers.get('etag') ?? '';
    return answer;
  };
  try {
    const model = await createClient({ baseUrl: '', fetch: tagged }).model();
    return { model, tag };
  } catch (error) {
    if (known && problemOf(error).status === 304) return known;
    throw error;
  }
}

/** A key for one write. `randomUUID` is missing on pages that are not served over TLS from another machine. */
export const writeKey = (): string => crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export type Session = NonNullable<Awaited<ReturnType<typeof client.session>>>;

/** A record as the API gives it: references may be nested records, children lists of records. */
export type RecordValues = Readonly<Record<string, unknown>> & { readonly id?: string; readonly version?: number };

export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly hint?: string;
}
export interface ProblemShape {
  readonly status: number;
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly requestId?: string;
  readonly errors: readonly FieldError[];
}

/** Reads any thrown value as a problem; status 0 means that the server was not reached, -1 that the page itself went wrong. */
export function problemOf(error: unknown): ProblemShape {
  if (typeof error !== 'object' || error === null) return { status: -1, detail: String(error), errors: [] };
  const raw = error as Record<string, unknown>;
  const text = (name: string) => (typeof raw[name] === 'string' ? { [name]: raw[name] as string } : {});
  const instance = typeof raw['instance'] === 'string' ? raw['instance'].split(/[/:]/).at(-1) : undefined;
  const requestId = typeof raw['requestId'] === 'string' ? raw['requestId'] : instance;
  return {
    status: typeof raw['status'] === 'number' ? raw['status'] : -1,
    ...text('code'), ...text('title'), ...text('hint'),
    ...(typeof raw['detail'] === 'string' ? { detail: raw['detail'] } : raw['message'] ? { detail: String(raw['message']) } : {}),
    ...(requestId ? { requestId } : {}),
    errors: Array.isArray(raw['errors']) ? (raw['errors'] as FieldError[]) : [],
  };
}
