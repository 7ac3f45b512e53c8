/** The line above a grid: its name and how many rows, what is wrong in it with a way there, a new row, and its keys. */
import { PlusOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { keyCaps } from '../../app/shortcuts.ts';
import { conditionsOf, useFormScope } from '../form-scope.tsx';
import { rowsOf } from '../rows.ts';
import { useForm, useFormStore, type FormError } from '../store.ts';
import { useFormSay } from '../words.ts';
import type { FormWord } from '../words/en.ts';
import { numberField } from './row-changes.ts';
import type { Grid } from './use-grid.ts';

interface Props {
  readonly id: string;
  readonly field: FieldModel;
  readonly child: ObjectModel;
  readonly grid: Pick<Grid, 'add'>;
  readonly locked: boolean;
  readonly errors: readonly FormError[];
  /** A touch screen has no keys to tell of. */
  readonly touch?: boolean;
}

export function GridBar({ id, field, grid, locked, errors, touch = false }: Props) {
  const say = useFormSay();
  const scope = useFormScope();
  const store = useFormStore();
  const required = useForm((state, one) => conditionsOf(scope, state, one).required.has(field.name));
  const count = useForm(({ data }) => rowsOf(data[field.name]).length);
  const [next, setNext] = useState(0);
  const jump = () => {
    const error = errors[next % errors.length];
    if (error) store.want(error);
    setNext(next + 1);
  };
  return (
    <div className="lines-bar">
      <span className={`lines-label${required ? ' required' : ''}`} id={id} tabIndex={-1}>{field.label}</span>
      <span className="muted small">{say('rowsCount', { count })}</span>
      {errors.length > 0 ? <span className="lines-errors" role="status">{say('rowErrors', { count: errors.length })} <Button type="link" size="small" danger onClick={jump} data-action="next-error">{say('nextError')}</Button></span> : null}
      <span className="grow" />
      {locked || touch ? null : <Popover trigger="click" placement="bottomRight" content={<KeysHelp ordered={numberField(store, field) !== undefined} />}><Button type="text" size="small" icon={<QuestionCircleOutlined />} data-action="grid-keys">{say('keys')}</Button></Popover>}
      {locked ? null : <Button size="small" icon={<PlusOutlined />} onClick={grid.add} data-action={`add-${field.name}`}>{say('addRow')}</Button>}
    </div>
  );
}

const keys: readonly (readonly [string, FormWord])[] = [
  ['enter', 'keyEnter'], ['Tab', 'keyTab'], ['↑↓←→', 'keyArrows'], ['mod+d', 'keyFill'], ['Del', 'keyDelete'], ['mod+Del', 'keyRemove'], ['alt+↑↓', 'keyMove'], ['mod+C / V', 'keyCopy'], ['esc', 'keyEscape'],
];

function KeysHelp({ ordered }: { readonly ordered: boolean }) {
  const say = useFormSay();
  return (
    <dl className="keys-help">
      {keys.filter(([, word]) => ordered || word !== 'keyMove').map(([combination, word]) => <div key={word}><dt>{keyCaps(combination).map((cap) => <kbd key={cap}>{cap}</kbd>)}</dt><dd>{say(word)}</dd></div>)}
    </dl>
  );
}
