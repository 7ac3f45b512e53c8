/** Carries out one intent on a document that is ours to change, and keeps where it is written and what it did. */
import type { Kind } from '../document.ts';
import { getAt, isRecord, place, removeAt, setAt, type Json } from './tree.ts';
import type { Intent } from './types.ts';
import type { Draft, Work } from './work.ts';

const textKeys = new Set(['label', 'plural', 'description', 'help', 'message', 'patternMessage', 'confirm', 'unit']);

export function applyIntent(work: Work, intent: Intent, path: readonly string[], value: unknown, without: readonly (readonly string[])[] = []): void {
  const { document } = intent;
  const { kind } = work.get(document)!;
  const draft = work.draft(document);
  const to = carryOut(draft, intent, kind, path, value, without);
  if (intent.op === 'add') work.bring(document, path);
  if (intent.op === 'set' && textKeys.has(path.at(-1)!)) work.silence(document, path);
  draft.steps.push({
    layer: work.layer.index, op: intent.op, path: to, ...(value === undefined ? {} : { value }), ...(intent.why === undefined ? {} : { why: intent.why }),
  });
}

function carryOut(draft: Draft, intent: Intent, kind: Kind, path: readonly string[], value: unknown, without: readonly (readonly string[])[]): readonly string[] {
  const keep = (at: readonly string[]): void => void draft.origins.set(at.join('\n'), intent.source);
  switch (intent.op) {
    case 'add': case 'set': {
      const copy = structuredClone(value);
      if (isRecord(copy)) for (const inner of without) removeAt(copy, inner);
      setAt(draft.value, path, copy);
      keep(path);
      return path;
    }
    case 'unset':
      removeAt(draft.value, path);
      return path;
    case 'hide': {
      const how = hiding(kind, draft.value, path)!;
      if (how === 'remove') removeAt(draft.value, path);
      else setAt(draft.value, [...path, how], true);
      if (how !== 'remove') keep([...path, how]);
      return path;
    }
    case 'move': return move(draft, intent, path);
  }
}

function move(draft: Draft, { placement = {}, source }: Intent, path: readonly string[]): readonly string[] {
  const name = path.at(-1)!;
  const parent = placement.into === undefined ? path.slice(0, -1) : placement.into.split('/');
  const element = getAt(draft.value, path);
  removeAt(draft.value, path);
  setAt(draft.value, [...parent, name], element);
  const to = [...parent, name];
  place(getAt(draft.value, parent) as Json, name, placement);
  if (placement.into !== undefined) draft.origins.set(to.join('\n'), source);
  return to;
}

const parted: ReadonlySet<Kind> = new Set(['layout', 'view', 'app', 'report', 'dashboard']);
const partsOfScreens: ReadonlySet<string> = new Set(['tabs', 'sections', 'fields', 'related', 'columns', 'navigation', 'items', 'dimensions', 'metrics', 'widgets', 'filters']);

/** How an element is hidden: choices are no longer offered, fields are kept and not shown, parts of screens go. Undefined for what cannot be hidden, such as a rule. */
export function hiding(kind: Kind, value: unknown, path: readonly string[]): 'remove' | 'inactive' | 'hidden' | undefined {
  if (!isRecord(getAt(value, path)) || path.length < 2) return undefined;
  const collection = path.at(-2)!;
  if ((kind === 'options' && collection === 'values') || (kind === 'object' && collection === 'options')) return 'inactive';
  if (kind === 'object') return collection === 'fields' && path.length === 2 ? 'hidden' : undefined;
  return parted.has(kind) && partsOfScreens.has(collection) ? 'remove' : undefined;
}

/** Where an element stands: its collection, and the element before it. */
export function placementOf(value: unknown, path: readonly string[]): { readonly into: string; readonly after?: string } {
  const map = getAt(value, path.slice(0, -1));
  const names = isRecord(map) ? Object.keys(map) : [];
  const before = names[names.indexOf(path.at(-1)!) - 1];
  return { into: path.slice(0, -1).join('/'), ...(before === undefined ? {} : { after: before }) };
}
