/**
 * Reads query parameters, headers and bodies strictly: what is not known is refused with the nearest known name.
 *
 * In:   what Fastify parsed.
 * Out:  plain values of the declared kinds, or a Failure REQ1xx.
 */
import { failure, limits, nearest } from '@tenon/diagnostics';
import type { FastifyRequest } from 'fastify';

/** `count`: from one to the rows of a page; `whole`: from nought, with whatever bound the operation has. */
type Kind = 'text' | 'count' | 'whole' | 'flag';
type ValueOf<K extends Kind> = K extends 'count' | 'whole' ? number : K extends 'flag' ? boolean : string;
export type Known = Readonly<Record<string, Kind>>;
type Read<T extends Known> = { -readonly [N in keyof T]?: ValueOf<T[N]> };

export function readQuery<const T extends Known>(request: FastifyRequest, known: T): Read<T> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request.query as Record<string, unknown>)) {
    const kind = Object.hasOwn(known, name) ? known[name] : undefined;
    if (kind === undefined) throw failure('REQ103', { name: name.slice(0, 60), suggestion: nearest(name.slice(0, 60), Object.keys(known)) });
    if (typeof value !== 'string') throw failure('REQ105', { name });
    result[name] = readParameter(name, value, kind);
  }
  return result as Read<T>;
}

function readParameter(name: string, value: string, kind: Kind): unknown {
  if (kind === 'text') return sound(value);
  if (kind === 'flag') {
    if (value !== 'true' && value !== 'false') throw failure('REQ104', { name, expected: 'true / false' });
    return value === 'true';
  }
  if (kind === 'whole') {
    if (!/^\d{1,9}$/.test(value)) throw failure('REQ104', { name, expected: '0 …' });
    return Number(value);
  }
  if (!/^[1-9]\d{0,3}$/.test(value) || Number(value) > limits.pageRowsMax) throw failure('REQ104', { name, expected: `1 … ${limits.pageRowsMax}` });
  return Number(value);
}

function sound(text: string): string {
  if (text.includes('\0') || !text.isWellFormed()) throw failure('REQ116');
  return text;
}

/** A part of the path. */
export function pathPart(request: FastifyRequest, name: string): string {
  return sound((request.params as Record<string, string>)[name] ?? '');
}

export type Json = Readonly<Record<string, unknown>>;

export function readObject(body: unknown): Json {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw failure('REQ109');
  return body as Json;
}

/** A body whose properties are ours, not the author's. */
export function readBody(body: unknown, known: readonly string[]): Json {
  const object = readObject(body ?? {});
  for (const name of Object.keys(object)) {
    if (!known.includes(name)) throw failure('REQ114', { name: name.slice(0, 60), suggestion: nearest(name.slice(0, 60), known) });
  }
  return object;
}

export function textOf(body: Json, name: string, max: number): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.length > max) throw failure('REQ113', { name, expected: `text, 0 … ${max}` });
  return sound(value);
}

export function versionOf(body: Json): number | undefined {
  const value = body['version'];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) throw failure('REQ113', { name: 'version', expected: '1 …' });
  return value;
}

/** The row version that `If-Match` demands. */
export function ifMatch(request: FastifyRequest): number | undefined {
  const header = request.headers['if-match'];
  if (header === undefined || header === '*') return undefined;
  const digits = /^(?:W\/)?"(\d{1,9})"$|^(\d{1,9})$/.exec(header);
  if (!digits) throw failure('REQ111');
  return Number(digits[1] ?? digits[2]);
}

export function idempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const fits = typeof header === 'string' && header.length <= limits.idempotencyKeyLengthMax && /^[\x21-\x7e]+$/.test(header);
  if (!fits) throw failure('REQ112', { max: limits.idempotencyKeyLengthMax });
  return header;
}

/** Only what is set: optional properties must be absent, not undefined. */
export function present<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

const depthMax = 64;

/** Refuses a body that would exhaust the stack of whatever walks it. Level by level, so without a stack of its own. */
export function refuseDeep(body: unknown): void {
  let level: readonly unknown[] = [body];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMax) throw failure('REQ110', { limit: depthMax });
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value).filter((v) => typeof v === 'object' && v !== null) : []));
  }
}
