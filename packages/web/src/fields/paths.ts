/** Paths through the Model: the field at the end of one, and the lists of paths that `select` asks for. */
import { limits } from '@tenon/diagnostics';
import type { CheckedExpr, ReadPath } from '@tenon/expression';
import type { FieldModel, Formula, Model, ObjectModel } from '@tenon/model';

/** The field that a path such as `partner.region.name` ends at. */
export function fieldAt(model: Model, object: string, path: readonly string[]): FieldModel | undefined {
  let here = model.objects[object];
  let field: FieldModel | undefined;
  for (const name of path) {
    field = here?.fields[name];
    if (!field) return undefined;
    here = field.to ? model.objects[field.to] : undefined;
  }
  return field;
}

/** The value at a path of a record with its references expanded. */
export function valueAt(record: unknown, path: readonly string[]): unknown {
  let value = record;
  for (const name of path) value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return value;
}

/** Asks for a field so that it can be shown: a reference with its title, everything else as it is. */
export function shownPath(model: Model, object: string, path: readonly string[]): string {
  const field = fieldAt(model, object, path);
  const target = field?.type === 'reference' || field?.type === 'references' ? model.objects[field.to ?? ''] : undefined;
  const title = target && target.fields[target.title] ? [target.title] : [];
  return [...path, ...title].join('.');
}

/** Paths read by an expression, each as the steps of the model that it takes. */
export function readPaths(expr: CheckedExpr): readonly ReadPath[] {
  switch (expr.kind) {
    case 'literal': return [];
    case 'path': return [expr];
    case 'call': return expr.args.flatMap(readPaths);
    case 'unary': return readPaths(expr.operand);
    case 'binary': return [...readPaths(expr.left), ...readPaths(expr.right)];
    case 'in': return [...readPaths(expr.operand), ...readPaths(expr.list)];
    case 'list': return expr.items.flatMap(readPaths);
    case 'aggregate': return [expr.children, ...(expr.value ? readPaths(expr.value) : []), ...(expr.where ? readPaths(expr.where) : [])];
  }
}

const isReference = (field: FieldModel | undefined): boolean => field?.type === 'reference';

/** What expressions read through a reference field of an object: `needsOf(…)('order', 'partner')` → `['credit', 'region.code']`. */
export function needsOf(model: Model, formulas: readonly Formula[]): (object: string, field: string) => readonly string[] {
  const found = new Map<string, Set<string>>();
  for (const path of formulas.flatMap((formula) => readPaths(formula.expr))) {
    path.steps.forEach((step, index) => {
      const rest = path.steps.slice(index + 1).map((next) => next.field);
      if (rest.length === 0 || !isReference(model.objects[step.object]?.fields[step.field])) return;
      const key = `${step.object}.${step.field}`;
      found.set(key, (found.get(key) ?? new Set()).add(rest.join('.')));
    });
  }
  return (object, field) => [...(found.get(`${object}.${field}`) ?? [])];
}

/** Every expression that a page of a record evaluates: formulas, conditions of layouts, guards, of the object and its children. */
export function formulasOf(model: Model, object: ObjectModel): readonly Formula[] {
  const childObjects = Object.values(object.fields).flatMap((field) => (field.type === 'children' && model.objects[field.of ?? ''] ? [model.objects[field.of!]!] : []));
  const own = [object, ...childObjects].flatMap((one) => Object.values(one.fields).flatMap((field) => (field.formula ? [field.formula] : [])));
  const guards = Object.values(object.lifecycle?.transitions ?? {}).flatMap((transition) => transition.guards.map(({ check }) => check));
  const layouts = Object.values(model.layouts).filter((layout) => layout.object === object.name).flatMap((layout) => layout.tabs).flatMap((tab) => [
    tab.visibleWhen,
    ...tab.sections.flatMap((section) => [section.visibleWhen, ...section.fields.flatMap((field) => [field.visibleWhen, field.requiredWhen, field.readonlyWhen])]),
  ]);
  return [...own, ...[...guards, ...layouts].filter((formula): formula is Formula => formula !== undefined)];
}

/** `select` for everything that a record's page or form shows and computes with. */
export function recordSelect(model: Model, object: ObjectModel): string {
  const needs = needsOf(model, formulasOf(model, object));
  const { paths, put } = pathSet();
  const add = (owner: ObjectModel, field: FieldModel, prefix: readonly string[]) => {
    const at = [...prefix, field.name].join('.');
    const target = model.objects[field.to ?? ''];
    if ((field.type === 'reference' || field.type === 'references') && target) {
      for (const name of titleFields(target)) put(`${at}.${name}`, at);
      for (const need of needs(owner.name, field.name)) {
        const end = fieldAt(model, target.name, need.split('.'));
        if (end) put(`${at}.${need}`, at, end.type === 'children');
      }
    } else put(at, at);
  };
  for (const field of Object.values(object.fields)) {
    const child = field.type === 'children' ? model.objects[field.of ?? ''] : undefined;
    if (!child) {
      if (field.type !== 'children') add(object, field, []);
      continue;
    }
    for (const inner of Object.values(child.fields)) {
      if (inner.name !== field.by && inner.type !== 'children' && (!inner.system || inner.name === 'id')) add(child, inner, [field.name]);
    }
  }
  return [...paths].join(',');
}

/** Paths within the server's limit on expansions; what goes beyond it is asked for as `otherwise`, the id alone. Rows at the end of a path are one expansion more. */
export function pathSet() {
  const paths = new Set<string>();
  const expanded = new Set<string>();
  const put = (path: string, otherwise: string, rows = false) => {
    const steps = path.split('.');
    const opened = rows ? steps : steps.slice(0, -1);
    const wanted = opened.map((_, index) => steps.slice(0, index + 1).join('.')).filter((prefix) => !expanded.has(prefix));
    if (expanded.size + wanted.length > limits.expandsMax || opened.length > limits.expandDepthMax) {
      if (!expanded.has(otherwise)) paths.add(otherwise);
      return;
    }
    for (const prefix of wanted) expanded.add(prefix);
    paths.add(path);
  };
  return { paths, put };
}

/** The fields that name a record in a lookup: its title, and the first field that searches look through beside it. */
export function titleFields(object: ObjectModel): readonly string[] {
  const code = object.search.find((name) => name !== object.title && object.fields[name]);
  return [object.title, ...(code ? [code] : [])].filter((name) => object.fields[name]);
}

/** The name of a record, for pages and breadcrumbs. */
export function titleOf(object: ObjectModel | undefined, record: unknown): string {
  if (typeof record === 'string') return record;
  const title = object ? valueAt(record, [object.title]) : undefined;
  return title === undefined || title === null || title === '' ? String(valueAt(record, ['id']) ?? '') : String(title);
}

export const idOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value;
  const id = valueAt(value, ['id']);
  return typeof id === 'string' ? id : undefined;
};
