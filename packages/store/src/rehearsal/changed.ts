/** A new Model as it reads rows that a migration has not touched yet; and what a condition asks about who reads. */
import type { CheckedExpr } from '@tenon/expression';
import type { Model } from '@tenon/model';
import { storedAmong, type FieldKeys } from '../schema/changed.ts';

/** The Model with the stored formulas computed in the query that a migration would compute anew. */
export function rehearsalModel(after: Model, changed: FieldKeys): Model {
  const due = new Set(storedAmong(after, changed));
  if (due.size === 0) return after;
  const objects = Object.fromEntries(Object.values(after.objects).map((object) => [object.name, {
    ...object,
    fields: Object.fromEntries(Object.values(object.fields).map((field) => [field.name, due.has(`${object.name}.${field.name}`) ? { ...field, storage: 'virtual' as const } : field])),
  }]));
  return { ...after, objects };
}

/** Whether the expression asks who acts. */
export function readsUser(expr: CheckedExpr): boolean {
  return attributesRead(expr).length > 0;
}

/** The attributes of `user` that the expression reads; `id` where it names the user alone. */
export function attributesRead(expr: CheckedExpr): readonly string[] {
  switch (expr.kind) {
    case 'path': return expr.root === 'user' ? [expr.steps[0]?.field ?? 'id'] : [];
    case 'call': return expr.args.flatMap(attributesRead);
    case 'unary': return attributesRead(expr.operand);
    case 'binary': return [expr.left, expr.right].flatMap(attributesRead);
    case 'in': return [expr.operand, expr.list].flatMap(attributesRead);
    case 'list': return expr.items.flatMap(attributesRead);
    case 'aggregate': return [...(expr.value ? attributesRead(expr.value) : []), ...(expr.where ? attributesRead(expr.where) : [])];
    case 'literal': return [];
  }
}
