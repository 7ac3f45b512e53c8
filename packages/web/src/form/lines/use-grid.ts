/** What can be done in a grid. One object for its life, so that rows need not be drawn anew for it. */
import type { FieldModel } from '@tenon/model';
import { useRef, useState } from 'react';
import { useEngine } from '../../app/engine.tsx';
import { useFeedback } from '../../app/feedback.tsx';
import { useLanguage } from '../../app/language.tsx';
import { useFormScope } from '../form-scope.tsx';
import { useFormStore } from '../store.ts';
import { useFormSay } from '../words.ts';
import type { Column } from './columns.ts';
import { clipboardOf, editsOf } from './grid-edits.ts';
import { motionsOf } from './grid-motions.ts';
import { nowhere, type GridState } from './grid-state.ts';
import { toolsOf, type Around } from './grid-tools.ts';

export type Grid = ReturnType<typeof gridOver>;

export function useGrid(table: FieldModel, columns: readonly Column[], locked: boolean) {
  const scope = useFormScope();
  const store = useFormStore();
  const say = useFormSay();
  const { message } = useFeedback();
  const { language } = useLanguage();
  const { session } = useEngine();
  const [state, setState] = useState<GridState>(nowhere);
  const { timeZone } = session;
  const view = { context: store.context(), language, timeZone, yes: say('yes') };
  const around = useRef<Around>(undefined as never);
  around.current = { scope, store, table, columns, locked, say, message, timeZone, view, state };
  const [grid] = useState(() => gridOver(() => around.current, setState));
  return { grid, state, view };
}

function gridOver(now: () => Around, setState: (state: GridState) => void) {
  const tools = toolsOf(now, setState);
  return { now, ...motionsOf(tools), ...editsOf(tools), ...clipboardOf(tools) };
}
