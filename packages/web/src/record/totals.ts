/** Which columns of child records are worth a sum, and the sums: exact, by the evaluator of formulas. */
import type { CheckedAggregate, CheckedExpr } from '@tenon/expression';
import { evaluateExpression } from '@tenon/expression';
import type { FieldModel, Formula, ObjectModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';

/** Columns that the record itself sums, and amounts of money that are computed per row: a sum of prices or rates says nothing. */
export function summedColumns(parent: ObjectModel, field: FieldModel, columns: readonly FieldModel[]): ReadonlySet<string> {
  const summed = new Set(Object.values(parent.fields).flatMap(({ formula }) => (formula ? sumsIn(formula, field.name) : [])));
  return new Set(columns.filter((column) => summed.has(column.name) || (column.type === 'money' && column.formula !== undefined)).map((column) => column.name));
}

const sumsIn = (formula: Formula, children: string): readonly string[] => sums(formula.expr, children);

function sums(expr: CheckedExpr, children: string): readonly string[] {
  switch (expr.kind) {
    case 'aggregate': return expr.fn === 'sum' && expr.children.steps.at(-1)?.field === children && expr.value?.kind === 'path' && expr.value.steps.length === 1 ? [expr.value.steps[0]!.field] : [];
    case 'call': return expr.args.flatMap((arg) => sums(arg, children));
    case 'unary': return sums(expr.operand, children);
    case 'binary': return [...sums(expr.left, children), ...sums(expr.right, children)];
    default: return [];
  }
}

export function totalOf(child: string, column: FieldModel, rows: readonly RecordValues[]): unknown {
  const number = { kind: 'number' } as const;
  const sum: CheckedAggregate = {
    kind: 'aggregate', type: number, fn: 'sum', object: child,
    children: { root: 'record', steps: [{ object: '', field: 'rows' }] },
    value: { kind: 'path', type: number, root: 'item', steps: [{ object: child, field: column.name }] },
  };
  return evaluateExpression(sum, { now: '', timeZone: 'UTC', roots: { record: { rows } } });
}

/** A sum over rows has no unit of one of them. */
export function unitless(column: FieldModel): FieldModel {
  const { unit: _unit, ...rest } = column;
  return column.type === 'quantity' ? rest : column;
}
