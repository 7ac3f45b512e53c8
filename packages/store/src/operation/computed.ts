/**
 * The order in which the stored formulas of a record and its children are computed,.
 *
 * Pure: only the Model is read. A record, its children and their children are one family, written together;
 * a formula of the family may read any other record of it, so the order runs through the whole family.
 */
import { assert } from '@tenon/diagnostics';
import { evaluateExpression, sqlTemplate, type CheckedExpr, type Env, type Json, type RecordValue } from '@tenon/expression';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { Decimal } from 'decimal.js';
import { isDecimal, scaleOf } from '../expression/scope.ts';
import { hasColumn } from '../schema/columns.ts';

/** Formulas of one object that may be computed at once, since none of them reads another one. */
export interface ComputeStep {
  readonly object: string;
  readonly fields: readonly string[];
}

const plans = new WeakMap<Model, Map<string, readonly ComputeStep[]>>();

/** The root object and its children, nearest first. */
export function familyOf(model: Model, root: string): readonly ObjectModel[] {
  const found = [model.objects[root]!];
  for (const object of found) {
    for (const field of Object.values(object.fields)) {
      const child = field.type === 'children' ? model.objects[field.of!] : undefined;
      if (child && !found.includes(child)) found.push(child);
    }
  }
  return found;
}

/** The steps that bring the stored formulas of a family up to date. */
export function computeSteps(model: Model, root: string): readonly ComputeStep[] {
  return planned(model, root, () => makeSteps(model, root));
}

function planned(model: Model, key: string, make: () => readonly ComputeStep[]): readonly ComputeStep[] {
  let known = plans.get(model);
  if (!known) plans.set(model, (known = new Map()));
  let steps = known.get(key);
  if (!steps) known.set(key, (steps = make()));
  return steps;
}

/** The steps that are left for a family that was just inserted. */
export function stepsAfterInsert(model: Model, root: string): readonly ComputeStep[] {
  return planned(model, `${root} inserted`, () => computeSteps(model, root).flatMap(({ object, fields }) => {
    const made = madeAtInsert(model, model.objects[object]!);
    const left = fields.filter((name) => !made.includes(name));
    return left.length === 0 ? [] : [{ object, fields: left }];
  }));
}

/** Stored formulas that read nothing but given columns of their own row: the INSERT computes them. */
export function madeAtInsert(model: Model, object: ObjectModel): readonly string[] {
  const own = (need: string): boolean => {
    const [of, name] = need.split('.');
    const field = of === object.name && name !== undefined ? object.fields[name] : undefined;
    return field !== undefined && !field.formula && hasColumn(field);
  };
  return Object.values(object.fields).filter((field) => field.formula && field.storage === 'stored' && [...readsOf(model, field.formula.expr)].every(own)).map((field) => field.name);
}

/**
 * The steps that a change of these fields (`object.field`) calls for.
 * A formula that reads the clock or a record outside of the family may be behind at any time, and is computed at every write.
 */
export function stepsAfterChange(model: Model, root: string, changed: ReadonlySet<string>): readonly ComputeStep[] {
  const family = new Set(familyOf(model, root).map((object) => object.name));
  const dirty = new Set(changed);
  return computeSteps(model, root).flatMap(({ object, fields }) => {
    const due = fields.filter((name) => [...readsOf(model, model.objects[object]!.fields[name]!.formula!.expr)].some((need) => dirty.has(need) || !family.has(need.split('.')[0]!)));
    for (const name of due) dirty.add(`${object}.${name}`);
    return due.length === 0 ? [] : [{ object, fields: due }];
  });
}

function makeSteps(model: Model, root: string): readonly ComputeStep[] {
  const family = familyOf(model, root);
  const open = new Map<string, { object: string; field: FieldModel; needs: ReadonlySet<string> }>();
  for (const object of family) {
    for (const field of Object.values(object.fields)) {
      if (field.formula && field.storage === 'stored') open.set(`${object.name}.${field.name}`, { object: object.name, field, needs: readsOf(model, field.formula.expr) });
    }
  }
  const steps: ComputeStep[] = [];
  while (open.size > 0) {
    const ready = [...open].filter(([key, { needs }]) => ![...needs].some((need) => need !== key && open.has(need)));
    assert(ready.length > 0, `the formulas of ${root} form no circle`);
    for (const object of family) {
      const fields = ready.filter(([, one]) => one.object === object.name).map(([, one]) => one.field.name);
      if (fields.length > 0) steps.push({ object: object.name, fields });
    }
    for (const [key] of ready) open.delete(key);
  }
  return steps;
}

/** Every field that an expression reads, as `object.field`, also through formulas that are computed in the query; and `now()`. */
export function readsOf(model: Model, expr: CheckedExpr, found = new Set<string>()): ReadonlySet<string> {
  const path = (steps: readonly { readonly object: string; readonly field: string }[]): void => {
    for (const step of steps) {
      const key = `${step.object}.${step.field}`;
      if (found.has(key)) continue;
      found.add(key);
      const field = model.objects[step.object]?.fields[step.field];
      if (field?.formula && field.storage === 'virtual') readsOf(model, field.formula.expr, found);
    }
  };
  switch (expr.kind) {
    case 'path': path(expr.steps); break;
    case 'call':
      if (sqlTemplate(expr).template.includes('{now}')) found.add('now()');
      expr.args.forEach((arg) => readsOf(model, arg, found));
      break;
    case 'unary': readsOf(model, expr.operand, found); break;
    case 'binary': [expr.left, expr.right].forEach((side) => readsOf(model, side, found)); break;
    case 'in': [expr.operand, expr.list].forEach((side) => readsOf(model, side, found)); break;
    case 'list': expr.items.forEach((item) => readsOf(model, item, found)); break;
    case 'aggregate':
      path(expr.children.steps);
      if (expr.value) readsOf(model, expr.value, found);
      if (expr.where) readsOf(model, expr.where, found);
      break;
    case 'literal': break;
  }
  return found;
}

/** What search looks through: the fields of `search` in lower case. Given the record's values as JSON. */
export function searchText(object: ObjectModel, record: Readonly<Record<string, unknown>>): string {
  return object.search.map((name) => record[name]).filter((value) => value !== null && value !== undefined && value !== '').map(String).join('\n').toLowerCase();
}

/** The record with its formulas computed in memory, in order: for previews and forms, where nothing is written yet. */
export function computeRecord(model: Model, object: string, record: RecordValue, env: Omit<Env, 'roots'>): RecordValue {
  const definition = model.objects[object]!;
  const made: Record<string, unknown> = { ...record };
  for (const field of Object.values(definition.fields)) {
    if (field.type !== 'children' || !Array.isArray(made[field.name])) continue;
    made[field.name] = (made[field.name] as RecordValue[]).map((child) => computeRecord(model, field.of!, child, env));
  }
  for (const name of definition.computed) {
    const field = definition.fields[name]!;
    made[name] = rounded(field, evaluateExpression(field.formula!.expr, { ...env, roots: { record: made } }));
  }
  return made;
}

/** A number with the scale of its field, half away from zero, as a column keeps it. */
function rounded(field: FieldModel, value: Json): Json {
  if (typeof value !== 'string' || !(isDecimal(field) || field.type === 'integer')) return value;
  return new Decimal(value).toFixed(field.type === 'integer' ? 0 : scaleOf(field), Decimal.ROUND_HALF_UP);
}
