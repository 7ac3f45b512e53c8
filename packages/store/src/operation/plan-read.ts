/** AuthorizedOperation of a read → ReadPlan: pure data, with the whole order, the place of the cursor and the bounds settled. */
import type { CheckedExpr } from '@tenon/expression';
import type { ObjectModel } from '@tenon/model';
import type { Access } from './access.ts';
import type { AuthorizedOperation } from './authorize.ts';
import { decodeCursor, type CursorKeys } from './cursor.ts';
import type { AggregateOperation, HistoryOperation, ReadOperation, SearchPatterns } from './parse.ts';
import type { ReportOperation } from './parse-report.ts';
import type { SortKey } from './parse-query.ts';
import type { SelectNode } from './parse-select.ts';

interface Planned { readonly access: Access; readonly now: string; readonly object: ObjectModel }

export interface PagePlan extends Planned {
  readonly kind: 'page';
  readonly select: SelectNode;
  readonly filter: CheckedExpr | undefined;
  readonly search: SearchPatterns;
  /** Ends with the id, so that the order is total. */
  readonly sort: readonly SortKey[];
  readonly after: CursorKeys | undefined;
  readonly offset: number;
  readonly limit: number;
  readonly count: boolean;
  readonly shape: string;
}
/** Which record it is stays open: `slot.id`. */
export interface RecordPlan extends Planned { readonly kind: 'record'; readonly select: SelectNode }
export interface AggregatePlan extends Planned { readonly kind: 'aggregate'; readonly operation: AggregateOperation }
export interface HistoryPlan extends Planned { readonly kind: 'history'; readonly operation: HistoryOperation }
export interface ReportPlan extends Planned { readonly kind: 'report'; readonly operation: ReportOperation }
export type ReadPlan = PagePlan | RecordPlan | AggregatePlan | HistoryPlan | ReportPlan;

export function planRead({ operation, access }: AuthorizedOperation<ReadOperation>, now: string): ReadPlan {
  const common = { access, now, object: operation.object };
  switch (operation.kind) {
    case 'get': return { kind: 'record', ...common, select: operation.select };
    case 'aggregate': return { kind: 'aggregate', ...common, operation };
    case 'history': return { kind: 'history', ...common, operation };
    case 'report': return { kind: 'report', ...common, operation };
    case 'list': {
      const sort = [...operation.sort, idKey(operation.object.name, operation.sort.at(-1)?.descending ?? false)];
      const after = operation.cursor === undefined ? undefined : decodeCursor(operation.cursor, operation.shape, sort.map((key) => key.expr.type.kind));
      const { select, filter, search, offset, limit, count, shape } = operation;
      return { kind: 'page', ...common, select, filter, search, sort, after, offset, limit, count, shape };
    }
  }
}

function idKey(object: string, descending: boolean): SortKey {
  const expr: CheckedExpr = { kind: 'path', root: 'record', steps: [{ object, field: 'id' }], type: { kind: 'record', object } };
  return { expr, descending, nullable: false };
}
