/**
 * Finds what a path of names stands for.
 *
 * In:   the names, and what is visible where they stand.
 * Out:  the root, the steps and the type; or a problem is recorded and the result is undefined.
 */
import { limits, nearest, type Diagnostic } from '@tenon/diagnostics';
import { problemAt } from './problem.ts';
import type { Span } from './syntax.ts';
import type { PathStep, Scope, Type } from './types.ts';

/** The child record that an aggregate is over. */
export interface Item {
  readonly object: string;
  /** The names that lead to the child records, as written. */
  readonly prefix: readonly string[];
  /** Whether bare names are fields of the child: inside of `where`. */
  readonly bare: boolean;
}

export interface Context {
  readonly scope: Scope;
  readonly item?: Item;
  readonly problems: Diagnostic[];
}

export interface Resolved {
  readonly root: string;
  readonly steps: readonly PathStep[];
  readonly type: Type;
}

interface Start {
  readonly root: string;
  readonly type: Type;
  /** How many names are used up. */
  readonly used: number;
}

const record = (object: string): Type => ({ kind: 'record', object });

function startOf(names: readonly string[], { scope, item }: Context): Start | undefined {
  const first = names[0]!;
  if (item && names.length > item.prefix.length && item.prefix.every((name, i) => names[i] === name)) {
    return { root: 'item', type: record(item.object), used: item.prefix.length };
  }
  const root = scope.roots && Object.hasOwn(scope.roots, first) ? scope.roots[first] : undefined;
  if (root) return { root: first, type: root, used: 1 };
  if (first === 'record' && scope.object !== undefined) return { root: 'record', type: record(scope.object), used: 1 };
  if (item?.bare) return { root: 'item', type: record(item.object), used: 0 };
  return scope.object === undefined ? undefined : { root: 'record', type: record(scope.object), used: 0 };
}

function* visibleNames({ scope, item }: Context): Iterable<string> {
  yield* Object.keys(scope.roots ?? {});
  const object = item?.bare ? item.object : scope.object;
  if (object !== undefined) yield* scope.catalog.fieldNames(object);
  if (scope.object !== undefined) yield 'record';
}

/** The field that the name stands for, by its own name or the one it had before. */
function fieldNamed({ catalog }: Scope, object: string, written: string): { readonly name: string; readonly type: Type } | undefined {
  const own = catalog.field(object, written);
  if (own) return { name: written, type: own };
  const name = catalog.nameOf?.(object, written);
  const type = name === undefined ? undefined : catalog.field(object, name);
  return name === undefined || !type ? undefined : { name, type };
}

/** Follows the names as far as the first child records, and says how many names that took. Records no problem. */
export function childrenPrefix(names: readonly string[], context: Context): readonly string[] | undefined {
  const start = startOf(names, context);
  if (!start || start.root === 'item') return undefined;
  let { type, used } = start;
  while (type.kind === 'record' && used < names.length) {
    const next = fieldNamed(context.scope, type.object, names[used]!);
    if (!next) return undefined;
    [type, used] = [next.type, used + 1];
  }
  return type.kind === 'children' ? names.slice(0, used) : undefined;
}

/** What the path stands for. */
export function resolvePath(names: readonly string[], span: Span, context: Context): Resolved | undefined {
  const report = (code: Parameters<typeof problemAt>[0], params: Parameters<typeof problemAt>[2]) => {
    context.problems.push(problemAt(code, span, params));
    return undefined;
  };
  const written = names.join('.');
  if (names.length > limits.pathSegmentsMax) return report('EXP216', { name: written, max: limits.pathSegmentsMax });
  const start = startOf(names, context);
  if (!start) return report('EXP201', { name: names[0]!, suggestion: nearest(names[0]!, visibleNames(context)) });
  let { type } = start;
  const steps: PathStep[] = [];
  for (let i = start.used; i < names.length; i += 1) {
    const name = names[i]!;
    const before = names.slice(0, i).join('.');
    if (type.kind === 'children') return report('EXP209', { name: before });
    if (type.kind !== 'record') return report('EXP208', { name: before, found: type.kind });
    const { object } = type;
    const next = fieldNamed(context.scope, object, name);
    if (!next) {
      if (i === 0) return report('EXP201', { name, suggestion: nearest(name, visibleNames(context)) });
      return report('EXP202', { name, object, suggestion: nearest(name, context.scope.catalog.fieldNames(object)) });
    }
    steps.push({ object, field: next.name });
    type = next.type;
  }
  return { root: start.root, steps, type };
}
