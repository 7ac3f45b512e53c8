/**
 * Walks two nodes of the same sort side by side and tells every key and every named element in which they differ.
 *
 * In:   nodes of two Models with their English and Chinese words, and the shape of their sort.
 * Out:  changes, added to `found`. A key that no shape knows is told under its own name: nothing that differs is left out.
 */
import { element, inside, key, moved, type Element, type ModelChange, type Place } from './change.ts';
import { words, type Words } from './words.ts';

export type Raw = Readonly<Record<string, unknown>>;

/** A node in the language of its documents, and in the two languages of the sentences. */
export interface Node {
  readonly raw: Raw;
  readonly en: Raw;
  readonly zh: Raw;
}

export interface Shape {
  readonly noun: Words;
  /** Keys that say nothing of their own: names, and what follows from other keys. */
  readonly silent?: readonly string[];
  /** Keys that hold one node with keys of its own. */
  readonly parts?: Readonly<Record<string, Shape>>;
  /** Keys that hold elements with names. */
  readonly groups?: Readonly<Record<string, Group>>;
  /** What an element that has come is like. */
  readonly brief?: (raw: Raw) => Words;
  /** Keys of the Model that documents keep under another path. */
  readonly at?: Readonly<Record<string, string>>;
}

export interface Group {
  readonly shape: Shape;
  readonly name: (raw: Raw, key: string) => string;
  readonly ordered: boolean;
  /** Elements that are not told. */
  readonly skips?: (raw: Raw) => boolean;
}

export const step = (node: Node, name: string): Node | undefined => {
  const of = (raw: Raw): Raw | undefined => raw[name] as Raw | undefined;
  const raw = of(node.raw);
  return raw === undefined ? undefined : { raw, en: of(node.en) ?? raw, zh: of(node.zh) ?? raw };
};

/** A label, else the name. */
export function elementOf(noun: Words, node: Node, name: string): Element {
  const label = (raw: Raw): string => (typeof raw['label'] === 'string' && raw['label'] !== '' ? raw['label'] : name);
  return { noun, label: words(label(node.en), label(node.zh)) };
}

/** The elements of a group by name, in their order. */
export function elementsOf(node: Node | undefined, name: string, group: Group): ReadonlyMap<string, Node> {
  const all = node && step(node, name);
  const found = new Map<string, Node>();
  for (const at of Object.keys(all?.raw ?? {})) {
    const one = step(all!, at)!;
    if (!group.skips?.(one.raw)) found.set(group.name(one.raw, at), one);
  }
  return found;
}

export function diffNodes(shape: Shape, before: Node, after: Node, place: Place, found: ModelChange[]): void {
  for (const name of new Set([...Object.keys(before.raw), ...Object.keys(after.raw)])) {
    const at = shape.at?.[name] ?? name;
    const [group, part] = [shape.groups?.[name], shape.parts?.[name]];
    if (shape.silent?.includes(name)) continue;
    if (group) diffGroup(group, elementsOf(before, name, group), elementsOf(after, name, group), inside(place, at), found);
    else if (part) diffPart(part, step(before, name), step(after, name), inside(place, at), found);
    else if (!same(before.raw[name], after.raw[name])) found.push(key(inside(place, at), name, before.raw[name], after.raw[name]));
  }
}

function diffPart(shape: Shape, before: Node | undefined, after: Node | undefined, place: Place, found: ModelChange[]): void {
  if (before && after) return diffNodes(shape, before, after, place, found);
  const one = before ?? after;
  const field = String(one?.raw['field'] ?? '');
  if (one) found.push(element(after ? 'added' : 'removed', { ...place, trail: [...place.trail, { noun: shape.noun, label: words(field, field) }] }));
}

export function diffGroup({ shape, ordered }: Group, before: ReadonlyMap<string, Node>, after: ReadonlyMap<string, Node>, place: Place, found: ModelChange[]): void {
  const at = (name: string, node: Node): Place => inside(place, name, elementOf(shape.noun, node, name));
  for (const [name, node] of before) if (!after.has(name)) found.push(element('removed', at(name, node), shape.brief?.(node.raw)));
  for (const [name, node] of after) {
    const known = before.get(name);
    if (known) diffNodes(shape, known, node, at(name, node), found);
    else found.push(element('added', at(name, node), shape.brief?.(node.raw)));
  }
  if (ordered) found.push(...movesOf(before, after, at));
}

/** The fewest elements whose move explains the order. */
export function movesOf(before: ReadonlyMap<string, Node>, after: ReadonlyMap<string, Node>, at: (name: string, node: Node) => Place): readonly ModelChange[] {
  const old = [...before.keys()].filter((name) => after.has(name));
  const now = [...after.keys()].filter((name) => before.has(name));
  const stayed = new Set(longestRising(now.map((name) => old.indexOf(name))).map((index) => old[index]!));
  const labelOf = (name: string | undefined): Words => (name === undefined ? words('', '') : elementOf(words('', ''), after.get(name)!, name).label);
  return now.filter((name) => !stayed.has(name)).map((name) => {
    const [from, to] = [old[old.indexOf(name) - 1], now[now.indexOf(name) - 1]];
    const label = labelOf(to);
    const where = to === undefined ? words('moved to the front', '移到最前') : words(`moved behind “${label.en}”`, `移到“${label['zh-CN']}”之后`);
    return moved(at(name, after.get(name)!), from, to, where);
  });
}

/** A longest rising subsequence: what keeps its order. */
function longestRising(values: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = [];
  for (const value of values) {
    const at = best.findIndex((chain) => chain.at(-1)! > value);
    const chain = [...(best[(at < 0 ? best.length : at) - 1] ?? []), value];
    best[at < 0 ? best.length : at] = chain;
  }
  return best.at(-1) ?? [];
}

/** Formulas are the same when they say or mean the same; other values when they are written the same. */
export function same(before: unknown, after: unknown): boolean {
  if (!isObject(before) || !isObject(after)) return before === after;
  if (isFormula(before) && isFormula(after)) return before['source'] === after['source'] || JSON.stringify(before['expr']) === JSON.stringify(after['expr']);
  const names = Object.keys(before);
  return Array.isArray(before) === Array.isArray(after) && names.length === Object.keys(after).length && names.every((name) => name in after && same(before[name], after[name]));
}

const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null;
const isFormula = (value: Raw): boolean => 'source' in value && 'expr' in value;
