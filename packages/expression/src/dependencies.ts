/** What a checked expression reads: the edges of the graph of stored formulas. */
import { assertNever } from '@tenon/diagnostics';
import { functions } from './functions/index.ts';
import type { CheckedExpr, PathStep, ReadPath } from './types.ts';

/**
 * One path that is read. Inside of an aggregate `root` and `steps` go through the child records, and `aggregate` is the
 * way to them; the way itself is reported too, since a child added or removed changes the value.
 */
export interface Dependency extends ReadPath {
  readonly aggregate?: ReadPath;
}

const keyOf = ({ root, steps, aggregate }: Dependency): string => JSON.stringify([root, steps.map(stepKey), aggregate ? [aggregate.root, aggregate.steps.map(stepKey)] : null]);
const stepKey = ({ object, field }: PathStep): string => `${object}.${field}`;

/** The parts of a node. */
export function partsOf(expr: CheckedExpr): readonly CheckedExpr[] {
  switch (expr.kind) {
    case 'literal':
    case 'path': return [];
    case 'call': return expr.args;
    case 'unary': return [expr.operand];
    case 'binary': return [expr.left, expr.right];
    case 'in': return [expr.operand, expr.list];
    case 'list': return expr.items;
    case 'aggregate': return [expr.value, expr.where].filter((part) => part !== undefined);
    default: return assertNever(expr);
  }
}

/** Every path that the expression reads, each once. */
export function dependenciesOf(expr: CheckedExpr): readonly Dependency[] {
  const found = new Map<string, Dependency>();
  const add = (dependency: Dependency) => found.set(keyOf(dependency), dependency);
  const visit = (part: CheckedExpr, children: ReadPath | undefined): void => {
    if (part.kind === 'path') {
      if (part.root === 'item' && children) add({ root: children.root, steps: [...children.steps, ...part.steps], aggregate: children });
      else add({ root: part.root, steps: part.steps });
    }
    const inner = part.kind === 'aggregate' ? part.children : children;
    if (part.kind === 'aggregate') add({ root: part.children.root, steps: part.children.steps, aggregate: part.children });
    for (const child of partsOf(part)) visit(child, inner);
  };
  visit(expr, undefined);
  return [...found.values()];
}

/** Whether the value changes with time alone. */
export function readsClock(expr: CheckedExpr): boolean {
  return (expr.kind === 'call' && functions.get(expr.name)?.clock === true) || partsOf(expr).some(readsClock);
}
