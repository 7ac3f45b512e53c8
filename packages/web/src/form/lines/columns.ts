/** The columns of a child table as its grid draws them. */
import type { FieldModel } from '@tenon/model';
import { scaleOf } from '../check.ts';
import { formulaPlan } from '../formula-plan.ts';
import type { FormScope } from '../form-scope.tsx';

export interface Column {
  readonly field: FieldModel;
  /** Nobody writes it here: it is computed, or the caller may only read it. */
  readonly locked: boolean;
  readonly width: number;
}

const widths: Readonly<Record<string, number>> = {
  reference: 190, references: 220, integer: 64, decimal: 88, quantity: 104, money: 118, percent: 88, select: 116, multi_select: 160, boolean: 64, date: 128, datetime: 176, date_range: 250, time: 96, long_text: 220, file: 220, image: 220,
};

/** As wide as what is usually in it, and as its heading. */
function widthOf(field: FieldModel): number {
  const heading = [...field.label].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e7f ? 14 : 7.4), 30);
  return Math.max(widths[field.type] ?? 140, Math.min(heading, 150));
}

export function columnsOf(scope: FormScope, table: FieldModel, chosen: Readonly<Record<string, number>>): readonly Column[] {
  const columns = scope.plan.find(({ field }) => field === table)?.columns ?? [];
  return columns.map((field) => ({ field, locked: scope.locks.cell(table, field), width: chosen[field.name] ?? widthOf(field) }));
}

const naming = new Set(['reference', 'text']);

/** How many columns stay in sight: up to the first that names the row, where that is one of the first two. */
export const frozenCount = (columns: readonly Column[]): number => (columns[1] && !naming.has(columns[0]!.field.type) && naming.has(columns[1].field.type) ? 2 : 1);

/**
 * Columns whose sum says something: what the record itself adds up, amounts that follow from the row, quantities.
 * The sum of prices, rates and numbers of rows says nothing.
 */
export function totalled(scope: FormScope, table: FieldModel, { field }: Column): boolean {
  if (!['integer', 'decimal', 'money', 'quantity'].includes(field.type)) return false;
  const added = formulaPlan(scope.model, scope.object).record.some(({ expr, reads }) => reads.has(`${table.name}.${field.name}`) && expr.kind === 'aggregate' && expr.fn === 'sum');
  const amount = (field.type === 'money' && scaleOf(field) <= 2 && field.formula !== undefined) || field.type === 'quantity';
  return added || amount;
}
