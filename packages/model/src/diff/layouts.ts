/**
 * Differences of layouts. What is shown is told by its own name wherever it stands, so that a section or a field that was
 * moved to another tab or section is told as moved.
 */
import type { LayoutModel, Model } from '../model.ts';
import { element, inside, key, moved, type ModelChange, type Place } from './change.ts';
import { print } from './print.ts';
import { diffNodes, elementOf, movesOf, same, type Node, type Raw, type Shape } from './walk.ts';
import { nouns, words, type Words } from './words.ts';

/** Something that a layout shows, and what holds it. */
interface Shown {
  readonly node: Node;
  readonly name: string;
  readonly parent: string;
  /** Path of the group that it stands in. */
  readonly path: string;
}
type Map = ReadonlyMap<string, Shown>;

const nodesOf = (node: Node, name: string): readonly Node[] =>
  ((node.raw[name] ?? []) as readonly Raw[]).map((raw, index) => ({ raw, en: (node.en[name] as readonly Raw[])[index]!, zh: (node.zh[name] as readonly Raw[])[index]! }));
const nameOf = ({ raw }: Node): string => String(raw['name']);

const shapes = {
  tabs: { noun: nouns.tab, silent: ['name', 'sections', 'related'] },
  sections: { noun: nouns.section, silent: ['name', 'fields', 'rest'] },
  related: { noun: nouns.related, silent: ['name'] },
  fields: { noun: nouns.field, silent: ['field', 'label'] },
} as const satisfies Readonly<Record<string, Shape>>;
type Sort = keyof typeof shapes;

/** Everything that the layout shows. A name that stands twice is told apart by what holds it. */
function shownIn(layout: Node, fieldNode: (name: string, node: Node) => Node): Readonly<Record<Sort, Map>> {
  const found: Record<Sort, Shown[]> = { tabs: [], sections: [], related: [], fields: [] };
  for (const tab of nodesOf(layout, 'tabs')) {
    const at = `tabs/${nameOf(tab)}`;
    found.tabs.push({ node: tab, name: nameOf(tab), parent: '', path: 'tabs' });
    for (const list of nodesOf(tab, 'related')) found.related.push({ node: list, name: nameOf(list), parent: nameOf(tab), path: `${at}/related` });
    for (const section of nodesOf(tab, 'sections')) {
      found.sections.push({ node: section, name: nameOf(section), parent: nameOf(tab), path: `${at}/sections` });
      for (const field of nodesOf(section, 'fields')) {
        const name = String(field.raw['field']);
        found.fields.push({ node: fieldNode(name, field), name, parent: `${nameOf(tab)}/${nameOf(section)}`, path: `${at}/sections/${nameOf(section)}/fields` });
      }
    }
  }
  return { tabs: mapOf(found.tabs), sections: mapOf(found.sections), related: mapOf(found.related), fields: mapOf(found.fields) };
}

function mapOf(all: readonly Shown[]): Map {
  const times = (name: string): number => all.filter((each) => each.name === name).length;
  return new Map(all.map((each) => [times(each.name) > 1 ? `${each.parent}/${each.name}` : each.name, each]));
}

export interface LayoutSide {
  readonly node: Node;
  /** The Model in the documents' words, in English and in Chinese. */
  readonly models: readonly [Model, Model, Model];
}

export function diffLayouts(before: LayoutSide, after: LayoutSide, place: Place, found: ModelChange[]): void {
  diffNodes(headShape, before.node, after.node, place, found);
  const [old, now] = [before, after].map((side) => shownIn(side.node, labelled(side))) as [ReturnType<typeof shownIn>, ReturnType<typeof shownIn>];
  for (const sort of Object.keys(shapes) as Sort[]) diffShown(sort, old, now, place, found);
}

const headShape: Shape = { noun: nouns.layout, silent: ['name', 'tabs'] };

/** A field is called in a layout as it is called in its object. */
function labelled({ node, models }: LayoutSide): (name: string, field: Node) => Node {
  const object = (node.raw as unknown as LayoutModel).object;
  const labels = models.map((model) => model.objects[object]?.fields);
  const label = (at: number, name: string) => ({ label: labels[at]?.[name]?.label ?? name });
  return (name, field) => ({ raw: field.raw, en: { ...field.en, ...label(1, name) }, zh: { ...field.zh, ...label(2, name) } });
}

function diffShown(sort: Sort, old: Readonly<Record<Sort, Map>>, now: Readonly<Record<Sort, Map>>, place: Place, found: ModelChange[]): void {
  const shape: Shape = shapes[sort];
  const at = (one: Shown): Place => inside(place, `${one.path}/${one.name}`, one.node.raw['rest'] === true ? restElement : elementOf(shape.noun, one.node, one.name));
  const [before, after] = matched(old[sort], now[sort]);
  for (const [name, one] of before) if (!after.has(name)) found.push(element('removed', at(one), undefined, fieldsOf(one)));
  for (const [name, one] of after) {
    const known = before.get(name);
    if (!known) found.push(element('added', at(one), undefined, fieldsOf(one)));
    else {
      if (known.parent !== one.parent) found.push(moved(at(one), known.parent, one.parent, movedTo(sort, one, now)));
      diffKeys(shape, known, one, at(one), found);
    }
  }
  for (const parent of new Set([...after.values()].map((one) => one.parent))) {
    const of = (all: Map): ReadonlyMap<string, Node> => new Map([...all].filter(([, one]) => one.parent === parent).map(([name, one]) => [name, one.node]));
    found.push(...movesOf(of(before), of(after), (name) => at(after.get(name)!)));
  }
}

const restElement = { noun: nouns.section, label: words('More', '更多') };

/** Names that stand twice on one side only are matched by what holds them. */
function matched(before: Map, after: Map): readonly [Map, Map] {
  const whole = (all: Map): Map => new Map([...all.values()].map((one) => [`${one.parent}/${one.name}`, one]));
  const isPlain = (all: Map): boolean => [...all].every(([name, one]) => name === one.name);
  return isPlain(before) && isPlain(after) ? [before, after] : [whole(before), whole(after)];
}

const fieldsOf = ({ node }: Shown): string | undefined => print(((node.raw['fields'] ?? []) as readonly Raw[]).map(({ field }) => field));

function movedTo(sort: Sort, one: Shown, now: Readonly<Record<Sort, Map>>): Words {
  const holders = [...now[sort === 'fields' ? 'sections' : 'tabs'].values()];
  const holder = holders.find((each) => (sort === 'fields' ? `${each.parent}/${each.name}` : each.name) === one.parent);
  if (holder?.node.raw['rest'] === true) return words('moved to the section “More”', '移到分区“更多”');
  const { noun, label } = elementOf(sort === 'fields' ? nouns.section : nouns.tab, holder!.node, holder!.name);
  return words(`moved to the ${noun.en} “${label.en}”`, `移到${noun['zh-CN']}“${label['zh-CN']}”`);
}

function diffKeys(shape: Shape, before: Shown, after: Shown, place: Place, found: ModelChange[]): void {
  const names = new Set([...Object.keys(before.node.raw), ...Object.keys(after.node.raw)]);
  for (const name of names) {
    const [was, is] = [before.node.raw[name], after.node.raw[name]];
    if (!shape.silent?.includes(name) && !same(was, is)) found.push(key(inside(place, name), name, was, is));
  }
}
