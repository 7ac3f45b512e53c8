/** What is wrong with a form, above it: how much, and a way to each place. */
import { Alert, Button } from 'antd';
import { useEffect } from 'react';
import { useFormScope } from './form-scope.tsx';
import { keyOf, rowsOf } from './rows.ts';
import { useForm, useFormStore, type FormError } from './store.ts';
import { useFormSay } from './words.ts';

const shownMax = 8;

export function ErrorSummary({ idPrefix }: { readonly idPrefix: string }) {
  const say = useFormSay();
  const store = useFormStore();
  const { object, plan } = useFormScope();
  const errors = useForm((state) => (state.tried ? state.errors.filter((error) => error.from !== 'blur') : []));
  useWanted(idPrefix);
  if (errors.length === 0) return null;
  const placed = new Set(plan.map(({ field }) => field.name));
  const place = (error: FormError): string | undefined => {
    const field = object.fields[error.field];
    if (!field || error.row === undefined) return field?.label;
    const number = 1 + rowsOf(store.get().data[error.field]).findIndex((row) => keyOf(row) === error.row);
    const row = say('rowPlace', { table: field.label, row: String(number) });
    const column = plan.find((one) => one.field === field)?.columns.find((one) => one.name === error.column);
    return column ? say('columnPlace', { place: row, column: column.label }) : row;
  };
  return (
    <Alert
      type="error" showIcon className="gap-below error-summary" data-errors={errors.length} title={say('toCorrect', { count: errors.length })}
      description={(
        <ul>
          {errors.slice(0, shownMax).map((error) => (
            <li key={`${error.field}/${error.row}/${error.column}`}>
              {placed.has(error.field) ? <Button type="link" size="small" onClick={() => store.want(error)}>{place(error)}</Button> : <b>{place(error)}</b>} {error.message}
            </li>
          ))}
          {errors.length > shownMax ? <li className="muted">{say('toCorrectMore', { count: String(errors.length - shownMax) })}</li> : null}
        </ul>
      )}
    />
  );
}

/** Gives the focus to the field that is asked for; a grid looks after its own cells. */
function useWanted(idPrefix: string): void {
  const wanted = useForm((state) => state.wanted);
  const { object } = useFormScope();
  useEffect(() => {
    if (!wanted || object.fields[wanted.field]?.type === 'children') return;
    const input = document.getElementById(`${idPrefix}_${wanted.field}`);
    const place = input?.closest('[data-field]') ?? input;
    place?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    input?.focus({ preventScroll: true });
  }, [wanted, object, idPrefix]);
}
