/** What the parts of a grid work with: where it is now, its rows, and what is selected. */
import type { FieldModel } from '@tenon/model';
import type { useFeedback } from '../../app/feedback.tsx';
import type { FormScope } from '../form-scope.tsx';
import { keyOf } from '../rows.ts';
import type { FormStore } from '../store.ts';
import type { FormValues } from '../values.ts';
import type { FormSay } from '../words.ts';
import type { CellView } from './cell-text.tsx';
import type { Column } from './columns.ts';
import { selected, type GridState } from './grid-state.ts';
import { rowsIn, type Area } from './row-changes.ts';

export interface Around {
  readonly scope: FormScope;
  readonly store: FormStore;
  readonly table: FieldModel;
  readonly columns: readonly Column[];
  readonly locked: boolean;
  readonly view: CellView;
  readonly timeZone: string;
  readonly say: FormSay;
  readonly message: ReturnType<typeof useFeedback>['message'];
  readonly state: GridState;
}

export interface Tools {
  readonly now: () => Around;
  readonly setState: (state: GridState) => void;
  readonly rows: () => readonly FormValues[];
  readonly indexOf: (key: number) => number;
  readonly area: () => Area;
}

export function toolsOf(now: () => Around, setState: (state: GridState) => void): Tools {
  const rows = (): readonly FormValues[] => rowsIn(now().store, now().table);
  return {
    now, setState, rows,
    indexOf: (key) => rows().findIndex((row) => keyOf(row) === key),
    area: () => {
      const found = selected(now().state, rows());
      return found ? { rows: rows().slice(found.fromRow, found.toRow + 1), columns: now().columns.slice(found.fromColumn, found.toColumn + 1) } : { rows: [], columns: [] };
    },
  };
}
