/** How the columns of a table fit an object: each to a target, checked against what the caller may write now. */
import { failure, type FieldProblem, type Locale } from '@tenon/diagnostics';
import type { Named, TableRow } from '@tenon/store';
import { readCell, type Reading } from './cells-in.ts';
import type { Cell, SheetRow } from './sheet/table.ts';
import { targetsOf, type Target, type Targets } from './targets.ts';
import { modelIn } from './words.ts';
import type { Moment } from './work.ts';

export interface ImportRequest {
  readonly file: string;
  readonly sheet?: string;
  readonly mapping: readonly (string | null)[];
  readonly mode: 'create' | 'update' | 'upsert';
  readonly key?: readonly string[];
  readonly dryRun: boolean;
}

export interface Mapping {
  readonly targets: Targets;
  /** Target per column. */
  readonly columns: readonly (Target | undefined)[];
  readonly key: readonly string[];
  read(row: SheetRow): TableRow;
  /** The column at which something is wrong with a field. */
  columnOf(field: string | null): number | undefined;
}

export function mappingOf(moment: Moment, object: string, request: ImportRequest, locale: Locale): Mapping {
  const { scope, principal, timeZone } = moment;
  const targets = targetsOf(scope, principal, object, locale);
  const columns = request.mapping.map((path) => (path === null ? undefined : targetAt(targets, path)));
  const paths = request.mapping.filter((path) => path !== null);
  const twice = paths.find((path, i) => paths.indexOf(path) !== i);
  if (twice !== undefined) throw failure('TRN112', { path: twice });
  const key = request.mode === 'create' ? [] : keyOf(targets, columns, request.key);
  checkWhole(columns);
  const other = locale === 'en' ? 'zh-CN' : 'en';
  const readings = columns.map((target): Reading | undefined => {
    const again = target && modelIn(scope.model, other).objects[object]?.fields[target.field.name];
    return target && { timeZone, fields: again ? [target.field, again] : [target.field] };
  });
  return {
    targets, columns, key,
    read: (row) => readRow(row, columns, readings),
    columnOf: (field) => {
      const at = columns.findIndex((target) => target?.path === field);
      const near = at >= 0 || field === null ? at : columns.findIndex((target) => target?.field.name === field.split('/')[0]!.split('.')[0]);
      return near < 0 ? undefined : near;
    },
  };
}

function targetAt({ targets }: Targets, path: string): Target {
  const target = targets.find((one) => one.path === path);
  if (!target) throw failure('TRN111', { path: path.slice(0, 100) });
  return target;
}

function keyOf({ keys }: Targets, columns: readonly (Target | undefined)[], wanted: readonly string[] | undefined): readonly string[] {
  const known = keys.find((key) => key.join() === (wanted ?? []).join());
  const mapped = known?.every((name) => columns.some((target) => target?.field.name === name && target.part === undefined));
  if (!known || !mapped) throw failure('TRN113', { fields: (wanted ?? []).join(', ') || '–' });
  return known;
}

/** A field is set by one column, or by columns for its pieces. */
function checkWhole(columns: readonly (Target | undefined)[]): void {
  const set = columns.filter((target) => target !== undefined);
  const clash = set.find((target) => set.some((other) => other !== target && other.field.name === target.field.name && (other.part === undefined || target.part === undefined)));
  if (clash) throw failure('TRN112', { path: clash.path });
}

function readRow({ row, cells }: SheetRow, columns: readonly (Target | undefined)[], readings: readonly (Reading | undefined)[]): TableRow {
  const values: Record<string, unknown> = {};
  const named: Named[] = [];
  const problems: FieldProblem[] = [];
  for (const [i, target] of columns.entries()) {
    if (!target) continue;
    const cell: Cell = cells[i] ?? null;
    const read = readCell(cell, target, readings[i]!);
    const { field, part } = target;
    if ('problem' in read) problems.push({ field: target.path, ...read.problem });
    else if ('named' in read) named.push(read.named);
    else if (part === undefined) values[field.name] = read.value === null && field.type === 'references' ? [] : read.value;
    else values[field.name] = { ...(values[field.name] as object | null | undefined), [part]: read.value };
  }
  for (const target of columns) if (target?.part !== undefined && isEmpty(values[target.field.name])) values[target.field.name] = null;
  return { row, values, named, problems };
}

/** All pieces are missing: so is the whole. */
const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.values(value).every((piece) => piece === null);
