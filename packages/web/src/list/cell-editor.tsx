/** Changes a cell where it stands, or says why it cannot be. What is typed is shown at once; a refusal puts the old value back and says why. */
import { useQueryClient } from '@tanstack/react-query';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { optionOf } from '../fields/format.ts';
import { fieldAt, titleOf } from '../fields/paths.ts';
import { editBlock, type EditBlock } from '../record/editable.ts';
import { inputValue, isBlank, sentValue, ValueInput } from '../record/values-input.tsx';
import type { Column } from './columns.ts';
import { patchRows } from './list-query.ts';
import { useListSay } from './say.ts';
import { offerUndo } from './undo.ts';
import type { ListWord } from './words/en.ts';

interface Props {
  readonly object: ObjectModel;
  readonly column: Column;
  readonly record: RecordValues;
  /** Whether the cell beside it is next. */
  readonly done: (move: 0 | 1 | -1) => void;
}

/** A choice is saved as it is made; what is typed, when one goes on. */
const chosenAtOnce: ReadonlySet<string> = new Set(['select', 'boolean', 'date', 'reference']);

const why: Readonly<Record<EditBlock, ListWord>> = {
  computed: 'whyFormula', automatic: 'whySystem', step: 'whyLifecycle', frozen: 'whyState', right: 'whyAccess', parent: 'whyType', form: 'whyType', layout: 'whyType',
};

export function CellEditor(props: Props) {
  const { object, column: { path, field }, record } = props;
  const engine = useEngine();
  const say = useListSay();
  if (path.length > 1) {
    const owner = engine.model.objects[fieldAt(engine.model, object.name, path.slice(0, -1))?.to ?? '']?.label ?? '';
    return <Reason {...props} text={say('whyElsewhere', { object: inSentence(owner) })} />;
  }
  const block = field ? editBlock(engine, { object, record, field, place: { field: field.name } }) : 'form';
  if (!field || block) {
    const state = object.lifecycle ? object.fields[object.lifecycle.field] : undefined;
    const current = state && optionOf(state, record[state.name])?.label;
    return <Reason {...props} text={say(block === 'automatic' && field?.type === 'autonumber' ? 'whyNumber' : why[block ?? 'form'], { state: current ?? '' })} />;
  }
  return <Editor {...props} field={field} />;
}

/** Near the end of the table there is no room to the right of the cell. */
function keepInside(element: HTMLElement | null): void {
  const room = element?.closest('.grid-scroll')?.getBoundingClientRect();
  if (element && room && element.getBoundingClientRect().right > room.right - 4) element.classList.add('from-end');
}

/** In place of an input where there can be none. */
function Reason({ record, column, done, text }: Props & { readonly text: string }) {
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    keepInside(note.current);
    note.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div ref={note} className="cell-reason" role="tooltip" tabIndex={-1} data-reason={column.key} data-of={record.id} onBlur={() => done(0)} onKeyDown={(event) => { event.stopPropagation(); done(0); }}>{text}</div>
  );
}

function Editor({ object, column, record, field, done }: Props & { readonly field: FieldModel }) {
  const say = useSay();
  const before = inputValue(field, record[field.name]);
  const [value, setValue] = useState<unknown>(before);
  const frame = useRef<HTMLDivElement>(null);
  const { write, refusal } = useWrite({ object, column, record, field });
  const settled = useRef(false);
  useEffect(() => {
    keepInside(frame.current);
    const input = frame.current?.querySelector<HTMLInputElement>('input, textarea, button');
    input?.focus({ preventScroll: true });
    if (input?.select && input.type !== 'checkbox') input.select();
    // Who opens a choice wants to see what there is to choose.
    if (chosenAtOnce.has(field.type)) input?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  }, []);
  const missing = field.required && isBlank(value);
  const commit = (next: unknown, move: 0 | 1 | -1) => {
    if (settled.current) return;
    if (JSON.stringify(sentValue(field, next)) === JSON.stringify(sentValue(field, before))) return done(move);
    if (field.required && isBlank(next)) return;
    settled.current = true;
    void write(next).then((kept) => {
      settled.current = false;
      if (kept) done(move);
    });
  };
  const change = (next: unknown) => {
    setValue(next);
    if (chosenAtOnce.has(field.type) && !(field.required && isBlank(next))) commit(next, 0);
  };
  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    const inList = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape') return done(0);
    if ((event.key !== 'Enter' && event.key !== 'Tab') || event.nativeEvent.isComposing || (inList && event.key === 'Enter')) return;
    event.preventDefault();
    commit(value, event.key === 'Enter' ? 0 : event.shiftKey ? -1 : 1);
  };
  // Who goes elsewhere with the pointer has meant what they typed. The calendars and lists of an input are elsewhere in the page.
  const leave = () => setTimeout(() => {
    const { activeElement } = document;
    if (frame.current && !frame.current.contains(activeElement) && !activeElement?.closest('.ant-select-dropdown, .ant-picker-dropdown, .ant-modal-root, .ant-drawer')) commit(value, 0);
  }, 0);
  const said = refusal ?? (missing ? say('errRequired') : undefined);
  return (
    <div ref={frame} className="cell-editor" data-editing={column.key} onKeyDown={key} onBlur={leave} onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()}>
      <ValueInput cell id={`cell_${field.name}`} field={field} value={value} record={record} failed={said !== undefined} onChange={change} />
      {said ? <div className="cell-error" role="alert">{said}</div> : null}
    </div>
  );
}

function useWrite({ object, column, record, field }: Omit<Props, 'done'> & { readonly field: FieldModel }) {
  const say = useListSay();
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const put = (values: Readonly<Record<string, unknown>>, version: number | undefined) => client.update<RecordValues>(object.name, record.id!, values, { version, idempotencyKey: writeKey() });
  // Formulas of the row may have changed with it, and whether it still belongs into the list; that the server knows.
  const refresh = () => void queries.invalidateQueries({ queryKey: ['list', object.name] });
  const write = async (value: unknown): Promise<boolean> => {
    setRefusal(undefined);
    const sent = { [field.name]: sentValue(field, value) };
    if (field.type !== 'reference' && field.type !== 'references') patchRows(queries, object.name, record.id!, (old) => ({ ...old, [field.name]: sent[field.name] }));
    try {
      const saved = await put(sent, record.version);
      patchRows(queries, object.name, record.id!, (old) => ({ ...old, version: saved.version as number }));
      offerUndo(say('savedCell', { field: column.label, title: titleOf(object, record) }), async () => {
        await put({ [field.name]: sentValue(field, inputValue(field, record[field.name])) }, saved.version);
        refresh();
      });
      refresh();
      return true;
    } catch (error) {
      const problem = problemOf(error);
      patchRows(queries, object.name, record.id!, (old) => ({ ...old, [field.name]: record[field.name] }));
      if (problem.code === 'STO201') {
        refresh();
        setRefusal(say('conflictCell'));
        return false;
      }
      const own = problem.errors.find((one) => one.field === field.name) ?? problem.errors[0];
      setRefusal(own ? [own.message, own.hint].filter(Boolean).join(' ') : (problem.detail ?? problem.title ?? ''));
      return false;
    }
  };
  return { write, refusal };
}
