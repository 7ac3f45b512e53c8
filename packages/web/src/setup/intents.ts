/**
 * What a layer's files intend, and what a draft intends otherwise than what is in effect.
 *
 * In:   the files of the tenant's own layer, as they are in effect and as they are in the draft.
 * Out:  intents by address; the difference; the edits that take a difference back.
 */
import type { LayerEdit } from './metadata.ts';
import type { Files } from './metadata.ts';

export type Op = 'add' | 'set' | 'unset' | 'hide' | 'move';
export interface Placement { readonly after?: string; readonly before?: string; readonly into?: string }

export interface Intent {
  readonly op: Op;
  /** `object/order#fields/x_color`, or `object/x_visit` for a document of the layer's own. */
  readonly address: string;
  readonly value?: unknown;
  readonly why?: string;
}

type Json = Readonly<Record<string, unknown>>;
const kinds: Readonly<Record<string, string>> = { objects: 'object', layouts: 'layout', views: 'view', roles: 'role', apps: 'app', options: 'options', data: 'data' };

export function intentsOf(files: Files): readonly Intent[] {
  return Object.entries(files).flatMap(([path, text]): readonly Intent[] => {
    const value = jsonOf(text);
    const [folder, name] = [path.slice(0, path.indexOf('/')), path.slice(path.indexOf('/') + 1).replace(/\.json$/, '')];
    if (folder === 'overlays') return overlayIntents(value);
    if (folder === 'locales') return Object.entries(value).map(([address, text_]): Intent => ({ op: 'set', address: `locale/${name}#${address}`, value: text_ }));
    // The package file and the lock come with the layer; nobody made them.
    return kinds[folder] ? [{ op: 'add', address: `${kinds[folder]}/${name}`, value }] : [];
  });
}

function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

function overlayIntents(overlay: Json): readonly Intent[] {
  const document = String(overlay['extends']);
  const whys = (overlay['why'] ?? {}) as Json;
  const intent = (op: Op, path: string, value?: unknown): Intent => ({ op, address: `${document}#${path}`, ...(value === undefined ? {} : { value }), ...(typeof whys[path] === 'string' ? { why: whys[path] } : {}) });
  const valued = (['add', 'set', 'move'] as const).flatMap((op) => Object.entries((overlay[op] ?? {}) as Json).map(([path, value]) => intent(op, path, value)));
  const bare = (['unset', 'hide'] as const).flatMap((op) => ((overlay[op] ?? []) as readonly string[]).map((path) => intent(op, path)));
  return [...valued, ...bare];
}

/** One thing that the draft wants otherwise than what is in effect. */
export interface Difference {
  readonly address: string;
  readonly op: Op;
  /** As it is in effect; absent for what is new. */
  readonly before?: Intent;
  /** As it is in the draft; absent for what is no longer wanted. */
  readonly after?: Intent;
}

export function differences(live: readonly Intent[], draft: readonly Intent[]): readonly Difference[] {
  const key = (intent: Intent) => `${intent.address} ${intent.op}`;
  const [old, now] = [new Map(live.map((one) => [key(one), one])), new Map(draft.map((one) => [key(one), one]))];
  const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((each): readonly Difference[] => {
    const [before, after] = [old.get(each), now.get(each)];
    if (same(before, after)) return [];
    const { address, op } = (after ?? before)!;
    return [{ address, op, ...(before ? { before } : {}), ...(after ? { after } : {}) }];
  });
  // Where something new stands belongs to it.
  return found.filter((one) => one.op !== 'move' || !found.some((other) => other.op === 'add' && other.address === one.address));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The draft's intents at an address and in it. */
export const within = (intents: readonly Intent[], address: string): readonly Intent[] =>
  intents.filter((one) => one.address === address || one.address.startsWith(address.includes('#') ? `${address}/` : `${address}#`));

/** Edits after which the layer says at these addresses what it says in `wanted`, and nothing else. */
export function restore(addresses: readonly string[], wanted: readonly Intent[]): readonly LayerEdit[] {
  return addresses.flatMap((at): readonly LayerEdit[] => [{ op: 'reset', at }, ...within(wanted, at).map(editOf)]);
}

function editOf({ op, address, value, why }: Intent): LayerEdit {
  const reason = why === undefined ? {} : { why };
  return op === 'move' ? { op, at: address, ...(value as Placement), ...reason } : { op, at: address, ...(value === undefined ? {} : { value }), ...reason };
}

/** A field of an object as its document has it: what the layers below say, and what this one says on top. */
export function fieldValue(intents: readonly Intent[], object: string, name: string, below: Json | undefined): Json {
  const address = `object/${object}#fields/${name}`;
  const whole = intents.find((one) => one.op === 'add' && one.address === `object/${object}`)?.value as { readonly fields?: Readonly<Record<string, Json>> } | undefined;
  const value: Record<string, unknown> = { ...below, ...whole?.fields?.[name] };
  for (const one of within(intents, address)) {
    const key = one.address.slice(address.length + 1);
    if (one.address === address && one.op === 'add') Object.assign(value, one.value);
    if (one.address === address && one.op === 'hide') value['hidden'] = true;
    if (key !== '' && !key.includes('/') && one.op === 'set') value[key] = one.value;
    if (one.op === 'unset') delete value[key];
  }
  return value;
}
