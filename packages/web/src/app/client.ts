/** The one client of the API, and what a thrown error says. */
import { createClient } from '@tenon/sdk';

export const client = createClient({ baseUrl: '' });

export type ClientModel = Awaited<ReturnType<typeof client.model>>;
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

/** Reads any thrown value as a problem; status 0 means that the server was not reached. */
export function problemOf(error: unknown): ProblemShape {
  if (typeof error !== 'object' || error === null) return { status: 0, detail: String(error), errors: [] };
  const raw = error as Record<string, unknown>;
  const text = (name: string) => (typeof raw[name] === 'string' ? { [name]: raw[name] as string } : {});
  const instance = typeof raw['instance'] === 'string' ? raw['instance'].split(/[/:]/).at(-1) : undefined;
  const requestId = typeof raw['requestId'] === 'string' ? raw['requestId'] : instance;
  return {
    status: typeof raw['status'] === 'number' ? raw['status'] : 0,
    ...text('code'), ...text('title'), ...text('hint'),
    ...(typeof raw['detail'] === 'string' ? { detail: raw['detail'] } : raw['message'] ? { detail: String(raw['message']) } : {}),
    ...(requestId ? { requestId } : {}),
    errors: Array.isArray(raw['errors']) ? (raw['errors'] as FieldError[]) : [],
  };
}
