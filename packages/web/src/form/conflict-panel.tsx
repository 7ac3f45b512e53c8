/** Two changes of one record: each value that both sides changed, with a choice; readable, and nothing that was typed is lost. */
import type { FieldModel } from '@tenon/model';
import { Alert, Button, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../app/language.tsx';
import { plainText } from '../fields/format.ts';
import { titleOf, valueAt } from '../fields/paths.ts';
import { useFormScope } from './form-scope.tsx';
import { resolve, type Choice, type Side } from './merge.ts';
import { useForm } from './store.ts';
import type { Conflict } from './use-saving.ts';
import type { FormValues } from './values.ts';
import { useFormSay } from './words.ts';

interface Props {
  readonly conflict: Conflict;
  readonly settled: (data: FormValues) => void;
  readonly save: () => void;
  readonly discard: () => void;
}

const sides: readonly Side[] = ['theirs', 'mine'];

export function ConflictPanel({ conflict, settled, save, discard }: Props) {
  const say = useFormSay();
  const { merge, theirs } = conflict;
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const who = valueAt(theirs['updated_by'], ['name']);
  const place = useRef<HTMLDivElement>(null);
  // It stands above the form, and saving was asked for below it.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.focus({ preventScroll: true });
  }, [conflict]);
  const open = merge.choices.filter((choice) => !chosen.has(choice.at));
  const take = () => {
    settled(resolve(merge, chosen));
    save();
  };
  return (
    <Alert
      type="warning" showIcon className="gap-below conflict" data-conflict
      title={typeof who === 'string' ? say('conflictWho', { name: who }) : say('conflictTitle')}
      description={(
        <div ref={place} tabIndex={-1} className="conflict-body">
          <div>{say(merge.choices.length > 0 ? 'conflictLead' : 'conflictClean')}</div>
          {merge.taken.length > 0 ? <div className="muted" data-conflict-taken>{say('conflictTaken')}: {merge.taken.join(', ')}</div> : null}
          {merge.choices.length > 0 ? <Choices choices={merge.choices} chosen={chosen} choose={(at, side) => setChosen(new Map(chosen).set(at, side))} /> : null}
          <div className="conflict-foot">
            <Button type="primary" size="small" disabled={open.length > 0} onClick={take} data-action="save-merged">{say('conflictSave')}</Button>
            <Button size="small" type="text" onClick={discard} data-action="discard-mine">{say('conflictDiscard')}</Button>
          </div>
        </div>
      )}
    />
  );
}

interface ChoicesProps {
  readonly choices: readonly Choice[];
  readonly chosen: ReadonlyMap<string, Side>;
  readonly choose: (at: string, side: Side) => void;
}

function Choices({ choices, chosen, choose }: ChoicesProps) {
  const say = useFormSay();
  const read = useReader();
  const label = (choice: Choice) => {
    if (choice.row === undefined) return choice.field.label;
    const row = say('conflictRow', { table: choice.field.label, row: String(choice.rowNumber) });
    return choice.column ? say('columnPlace', { place: row, column: choice.column.label }) : row;
  };
  return (
    <div className="conflict-table" role="table">
      <div role="row" className="conflict-head">{(['conflictField', 'conflictBefore', 'conflictTheirs', 'conflictMine'] as const).map((word) => <span role="columnheader" key={word}>{say(word)}</span>)}</div>
      {choices.map((choice) => (
        <div role="row" key={choice.at} data-choice={choice.at} className="conflict-row">
          <span role="cell" className="conflict-label">{label(choice)}</span>
          <span role="cell" className="muted" data-label={say('conflictBefore')}>{read(choice, choice.before)}</span>
          {sides.map((side) => (
            <span role="cell" key={side} data-label={say(side === 'mine' ? 'conflictMine' : 'conflictTheirs')}>
              <Radio checked={chosen.get(choice.at) === side} data-side={side} onChange={() => choose(choice.at, side)}>{read(choice, choice[side])}</Radio>
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}

/** A value as people read it: references by title, a row as a whole by what became of it. */
function useReader() {
  const say = useFormSay();
  const { language } = useLanguage();
  const { model } = useFormScope();
  const known = useForm((state) => state.known);
  const one = (field: FieldModel, value: unknown): string => {
    if (field.type === 'reference' && typeof value === 'string') return titleOf(model.objects[field.to ?? ''], known.get(value) ?? value);
    if (field.type === 'references' && Array.isArray(value)) return value.map((id) => titleOf(model.objects[field.to ?? ''], known.get(String(id)) ?? id)).join(', ');
    return plainText(field, value, language);
  };
  return (choice: Choice, value: unknown): string => {
    if (choice.row === undefined || choice.column) return one(choice.column ?? choice.field, value);
    return value === undefined ? say('conflictRowGone') : say('conflictRowKept');
  };
}
