/**
 * Where the value of each formula lives, and in which order formulas are computed.
 *
 * In:   the linked package.
 * Out:  stored or virtual for each formula, the order per object; MET5xx for cycles and for `stored` that cannot be kept.
 * A stored formula is kept right inside the writing transaction: it reads its own record, its parent and its children only.
 */
import { dependenciesOf, readsClock, type Dependency } from '@tenon/expression';
import type { Diagnostic } from '@tenon/diagnostics';
import { problemIn } from '../document.ts';
import { formulaAt, type LinkedPackage } from '../link/index.ts';
import { anyField } from '../link/declare.ts';
import type { Formula } from '../model.ts';

export interface FormulaPlan {
  readonly storage: ReadonlyMap<string, 'stored' | 'virtual'>;
  readonly computed: Readonly<Record<string, readonly string[]>>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Node {
  readonly object: string;
  readonly field: string;
  readonly formula: Formula;
  readonly asked: boolean | undefined;
  readonly reads: readonly string[];
}

export const keyOf = (object: string, field: string): string => `${object}.${field}`;

export function planFormulas(linked: LinkedPackage): FormulaPlan {
  const nodes = nodesOf(linked);
  const { order, cycles } = sortNodes(nodes);
  const diagnostics = cycles.map((cycle) => {
    const { object, field } = nodes.get(cycle[0]!)!;
    return problemIn(linked.layered.objects[object]!, ['fields', field, 'formula'], 'MET501', { cycle: [...cycle, cycle[0]].join(' → ') });
  });
  const storage = new Map<string, 'stored' | 'virtual'>();
  for (const key of order) {
    const node = nodes.get(key)!;
    const reason = reasonToCompute(linked, node, storage);
    storage.set(key, reason !== undefined || node.asked === false ? 'virtual' : 'stored');
    if (reason !== undefined && node.asked) {
      diagnostics.push(problemIn(linked.layered.objects[node.object]!, ['fields', node.field, 'stored'], 'MET502', { name: node.field, reason }));
    }
  }
  const computed: Record<string, string[]> = {};
  for (const key of order) {
    const { object, field } = nodes.get(key)!;
    if (storage.get(key) === 'stored') (computed[object] ??= []).push(field);
  }
  return { storage, computed, diagnostics };
}

function nodesOf(linked: LinkedPackage): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const document of Object.values(linked.layered.objects)) {
    for (const [field, raw] of Object.entries(document.value.fields)) {
      const formula = formulaAt(linked, document, ['fields', field, 'formula']);
      if (!formula) continue;
      const reads = dependenciesOf(formula.expr).flatMap(({ steps }) => steps.map((step) => keyOf(step.object, step.field)));
      nodes.set(keyOf(document.name, field), { object: document.name, field, formula, asked: anyField(raw).stored, reads: [...new Set(reads)] });
    }
  }
  return nodes;
}

/** Every formula after those it reads; a cycle is reported once and then cut. */
function sortNodes(nodes: ReadonlyMap<string, Node>): { readonly order: readonly string[]; readonly cycles: readonly (readonly string[])[] } {
  const state = new Map<string, 'open' | 'done'>();
  const order: string[] = [];
  const cycles: string[][] = [];
  const visit = (key: string, trail: readonly string[]): void => {
    const node = nodes.get(key);
    if (!node || state.get(key) === 'done') return;
    if (state.get(key) === 'open') {
      cycles.push(trail.slice(trail.indexOf(key)));
      return;
    }
    state.set(key, 'open');
    for (const next of node.reads) visit(next, [...trail, key]);
    state.set(key, 'done');
    order.push(key);
  };
  for (const key of nodes.keys()) visit(key, []);
  return { order, cycles };
}

/** Why the formula cannot be kept in a column; undefined where it can. */
function reasonToCompute(linked: LinkedPackage, node: Node, storage: ReadonlyMap<string, 'stored' | 'virtual'>): string | undefined {
  if (readsClock(node.formula.expr)) return 'it reads the clock';
  const virtual = node.reads.find((key) => storage.get(key) === 'virtual');
  if (virtual !== undefined) return `it reads ${virtual}, which is computed when read`;
  const far = dependenciesOf(node.formula.expr).find((dependency) => !isNear(linked, node.object, dependency));
  return far && `it follows ${far.steps.map(({ field }) => field).join('.')} to other records`;
}

function isNear(linked: LinkedPackage, object: string, { steps, aggregate }: Dependency): boolean {
  const own = (of: string, rest: Dependency['steps']): boolean => {
    const [first, ...more] = rest;
    return first === undefined || more.length === 0 || (more.length === 1 && linked.objects[of]?.fields[first.field]?.type === 'date_range');
  };
  if (aggregate) {
    const [lines] = aggregate.steps;
    return aggregate.steps.length === 1 && lines !== undefined && own(linked.objects[object]?.fields[lines.field]?.of ?? '', steps.slice(1));
  }
  if (own(object, steps)) return true;
  const parent = linked.layered.objects[object]?.value.partOf;
  const first = linked.objects[object]?.fields[steps[0]?.field ?? ''];
  return parent !== undefined && first?.to === parent && isWayBack(linked, parent, object, first.name) && own(parent, steps.slice(1));
}

/** Whether the reference is the one by which the parent finds its rows. */
function isWayBack(linked: LinkedPackage, parent: string, child: string, by: string): boolean {
  return Object.values(linked.objects[parent]?.fields ?? {}).some((field) => field.type === 'children' && field.of === child && field.by === by);
}
