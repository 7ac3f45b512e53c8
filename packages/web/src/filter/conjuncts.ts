/** Quick filters: top-level conditions of the same text that the builder shows, read and replaced one field at a time. */
import type { Model } from '@tenon/model';
import { readFilter } from './read-filter.ts';
import type { Group, Operator, Rule } from './rule.ts';
import { writeFilter } from './write-filter.ts';

/** The tree with everything that has to be true at the top. */
function conjunction(model: Model, object: string, filter: string | undefined): Group {
  const tree = readFilter(model, object, filter);
  return tree.join === 'and' || tree.items.length < 2 ? { ...tree, join: 'and' } : { kind: 'group', join: 'and', items: [tree] };
}

const isAt = (path: string, ops: readonly Operator[] | undefined) => (node: Group['items'][number]): node is Rule =>
  node.kind === 'rule' && node.path.join('.') === path && (ops === undefined || ops.includes(node.op));

/** The rule about the field that a quick filter can show; undefined where there is none, or more than one. */
export function ruleAt(model: Model, object: string, filter: string | undefined, path: string, ops?: readonly Operator[]): Rule | undefined {
  const found = conjunction(model, object, filter).items.filter(isAt(path, ops));
  return found.length === 1 ? found[0] : undefined;
}

/** The same filter with another rule about the field, or with none. Where it stood, the new one stands. */
export function withRule(model: Model, object: string, filter: string | undefined, path: string, rule: Rule | undefined, ops?: readonly Operator[]): string | undefined {
  const tree = conjunction(model, object, filter);
  const here = isAt(path, ops);
  const place = tree.items.findIndex(here);
  const others = tree.items.filter((node) => !here(node));
  const at = place < 0 ? others.length : tree.items.slice(0, place).filter((node) => !here(node)).length;
  return writeFilter(model, object, { ...tree, items: rule ? [...others.slice(0, at), rule, ...others.slice(at)] : others });
}
