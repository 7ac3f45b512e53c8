/**
 * Edits of a layer, in the words that a designer has: never whole copies, always an address and what is to be there.
 *
 * In:   the layer's files, edits. Out: the files with the edits in them, printed in one way, so that the same intents are the
 *       same bytes in whatever order they came. Whether an edit holds is the compiler's to say; here only its address is read.
 */
import { diagnostic, type Diagnostic, type Result } from '@tenon/diagnostics';
import type { Kind, SourceFile } from '../document.ts';
import { folderOf, isName } from '../kinds.ts';
import { getAt, isRecord, place, removeAt, setAt, type Json } from './tree.ts';
import { extensible, type IntentOp, type Placement } from './types.ts';

export interface LayerEdit extends Placement {
  /** `reset` takes back what the layer says at the address, and in it. */
  readonly op: IntentOp | 'reset';
  /** `object/order#fields/x_remark`, or `object/x_visit` for a whole document of the layer's own. */
  readonly at: string;
  readonly value?: unknown;
  readonly why?: string;
}

export function editLayer(files: readonly SourceFile[], edits: readonly LayerEdit[]): Result<readonly SourceFile[]> {
  const open: Open = { texts: new Map(files.map((file) => [file.path, file])), values: new Map() };
  const diagnostics: Diagnostic[] = [];
  for (const edit of edits) {
    const refused = editOne(open, edit);
    if (refused) diagnostics.push(refused);
  }
  return diagnostics.length > 0 ? { diagnostics } : { value: close(open), diagnostics };
}

interface Open {
  readonly texts: Map<string, SourceFile>;
  /** Files that were touched; undefined for one that goes. */
  readonly values: Map<string, Json | undefined>;
}

function valueOf(open: Open, path: string): Json | undefined {
  if (!open.values.has(path) && open.texts.has(path)) {
    try {
      open.values.set(path, JSON.parse(open.texts.get(path)!.text) as Json);
    } catch {
      return undefined;
    }
  }
  return open.values.get(path);
}

function close({ texts, values }: Open): readonly SourceFile[] {
  const files = new Map(texts);
  for (const [path, value] of values) {
    if (value === undefined || Object.keys(value).length === 0) files.delete(path);
    else if (canonical(path, value) !== files.get(path)?.text) files.set(path, { path, text: canonical(path, value) });
  }
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const overlayKeys = ['extends', 'add', 'set', 'unset', 'hide', 'move', 'why'];

/** Keys of an overlay stand in one order; addresses as they were put in. */
function canonical(path: string, value: Json): string {
  const ordered = path.startsWith('overlays/') ? Object.fromEntries(overlayKeys.filter((key) => value[key] !== undefined).map((key) => [key, value[key]])) : value;
  return `${JSON.stringify(ordered, null, 2)}\n`;
}

/**
 * Puts an address where the alphabet wants it, before the first that is greater. What is there keeps its order, which means
 * something; and new ones come to stand alike in whatever order they are put in.
 */
function putInOrder(map: Json, address: string, value: unknown): void {
  const isNew = !Object.hasOwn(map, address);
  map[address] = value;
  const next = Object.keys(map).find((each) => each > address);
  if (isNew && next !== undefined) place(map, address, { before: next });
}

function editOne(open: Open, edit: LayerEdit): Diagnostic | undefined {
  const cut = edit.at.indexOf('#');
  const document = cut < 0 ? edit.at : edit.at.slice(0, cut);
  const address = cut < 0 ? '' : edit.at.slice(cut + 1);
  const slash = document.indexOf('/');
  const [kind, name] = [document.slice(0, slash) as Kind, document.slice(slash + 1)];
  if (!(extensible.has(kind) || kind === 'locale' || (kind === 'data' && address === '')) || !isName(kind, name) || (kind !== 'package' && name === '')) return diagnostic('MET330', { address: edit.at });
  const file = kind === 'package' ? 'package.json' : `${folderOf(kind)}/${name}.json`;
  if (kind === 'locale') return editTexts(open, `locales/${name}.json`, address, edit);
  if (address === '') return editDocument(open, file, edit);
  const own = valueOf(open, file);
  const isOwnPackage = kind === 'package' && (own?.['tenon'] as Json | undefined)?.['namespace'] === name;
  if (own && (kind !== 'package' || isOwnPackage)) return editOwn(own, address.split('/'), edit);
  return editOverlay(open, `overlays/${kind}.${name}.json`, document, address, edit);
}

function editTexts(open: Open, file: string, address: string, { op, value }: LayerEdit): undefined {
  const texts = valueOf(open, file) ?? {};
  open.values.set(file, texts);
  if (op === 'set' || op === 'add') putInOrder(texts, address, value);
  else delete texts[address];
}

function editDocument(open: Open, file: string, { op, value, at }: LayerEdit): Diagnostic | undefined {
  if (op === 'reset') open.values.set(file, undefined);
  else if ((op === 'add' || op === 'set') && isRecord(value)) open.values.set(file, structuredClone(value));
  else return diagnostic('MET330', { address: at });
  return undefined;
}

/** In what the layer brought itself, an edit is just that. */
function editOwn(own: Json, path: readonly string[], { op, value, after, before, into }: LayerEdit): undefined {
  if (op === 'add' || op === 'set') setAt(own, path, structuredClone(value));
  if (op === 'unset' || op === 'reset' || op === 'hide') removeAt(own, path);
  if (after === undefined && before === undefined && into === undefined) return;
  const parent = into === undefined ? path.slice(0, -1) : into.split('/');
  const element = getAt(own, path);
  removeAt(own, path);
  setAt(own, [...parent, path.at(-1)!], element);
  place(getAt(own, parent) as Json, path.at(-1)!, { after, before });
}

function editOverlay(open: Open, file: string, document: string, address: string, edit: LayerEdit): undefined {
  const overlay = valueOf(open, file) ?? { extends: document };
  open.values.set(file, overlay);
  const added = Object.keys((overlay['add'] ?? {}) as Json).find((each) => address.startsWith(`${each}/`));
  if (added !== undefined && edit.op !== 'move') {
    const element = (overlay['add'] as Json)[added];
    if (isRecord(element)) editOwn(element, address.slice(added.length + 1).split('/'), edit);
  } else say(overlay, address, edit);
  if (edit.why !== undefined) putInOrder(mapIn(overlay, 'why'), address, edit.why);
  if (Object.keys(overlay).length === 1) open.values.set(file, undefined);
}

function say(overlay: Json, address: string, { op, value, after, before, into }: LayerEdit): void {
  const placement = { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }), ...(into === undefined ? {} : { into }) };
  if (op === 'reset') return forget(overlay, address);
  if (op === 'set') withdraw(overlay, 'unset', address);
  if (op === 'unset') withdraw(overlay, 'set', address);
  if (op === 'add' || op === 'set') putInOrder(mapIn(overlay, op), address, structuredClone(value));
  if (op === 'unset' || op === 'hide') {
    const said = Object.fromEntries(((overlay[op] ?? []) as string[]).map((each) => [each, true]));
    putInOrder(said, address, true);
    overlay[op] = Object.keys(said);
  }
  if (Object.keys(placement).length > 0) putInOrder(mapIn(overlay, 'move'), address, placement);
}

const mapIn = (overlay: Json, key: string): Json => (overlay[key] ??= {}) as Json;

/** Takes back one op at one address, or its reason. */
export function withdraw(overlay: Json, op: IntentOp | 'why', address: string): void {
  const said = overlay[op];
  if (Array.isArray(said)) overlay[op] = (said as string[]).filter((each) => each !== address);
  else if (isRecord(said)) delete said[address];
  if (Object.keys((overlay[op] ?? { none: true }) as object).length === 0) delete overlay[op];
}

function forget(overlay: Json, address: string): void {
  const ops: readonly (IntentOp | 'why')[] = ['add', 'set', 'unset', 'hide', 'move', 'why'];
  for (const op of ops) {
    const said = overlay[op];
    const addresses = Array.isArray(said) ? (said as string[]) : Object.keys((said ?? {}) as Json);
    for (const each of addresses) if (each === address || each.startsWith(`${address}/`)) withdraw(overlay, op, each);
  }
}
