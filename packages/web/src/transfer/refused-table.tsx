/** Rows that are refused, as they stand in the table, with each cell that is wrong marked and its reason below. */
import type { ImportPreview, ImportResult, RowError } from '@tenon/sdk';
import { usePhone } from '../app/phone.ts';
import { useTransferSay } from './words.ts';

interface Props { readonly result: ImportResult; readonly preview: ImportPreview; readonly mapping: readonly (string | null)[] }

export function RefusedTable({ result, preview, mapping }: Props) {
  const say = useTransferSay();
  const phone = usePhone();
  const byRow = Map.groupBy(result.errors, ({ row }) => row);
  if (result.errors.length === 0) return null;
  const more = result.refused > result.rows.length ? <p className="muted small">{say('moreErrors', { count: result.errors.length })}</p> : null;
  if (phone) {
    return (
      <>
        <ul className="import-cards refused">{[...byRow].map(([row, errors]) => <li key={row} data-refused-row={row}><b>{say('row')} {row}</b>{errors.map((error, i) => <Said key={i} error={error} />)}</li>)}</ul>
        {more}
      </>
    );
  }
  // Columns that are left out say nothing about why a row is refused.
  const columns = foremost(preview.columns.flatMap(({ heading }, at) => (mapping[at] === null ? [] : [{ heading, at }])), result.errors);
  return (
    <>
      <div className="import-scroll">
        <table className="lines refused-table">
          <thead><tr><th className="num">{say('row')}</th>{columns.map(({ heading, at }) => <th key={at}>{heading}</th>)}</tr></thead>
          <tbody>
            {result.rows.map(({ row, cells }) => {
              const errors = byRow.get(row) ?? [];
              const whole = errors.filter(({ column }) => column === null);
              return (
                <tr key={row} data-refused-row={row}>
                  <td className="num">{row}{whole.map((error, i) => <p key={i} className="refused-why">{error.message}</p>)}</td>
                  {columns.map(({ heading, at }) => <RefusedCell key={at} text={cells[at] ?? ''} errors={errors.filter(({ column }) => column === heading)} />)}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {more}
    </>
  );
}

/** The first column, which tells the rows apart, then those with something wrong, so that it is in sight. */
function foremost<Column extends { readonly heading: string }>(columns: readonly Column[], errors: readonly RowError[]): readonly Column[] {
  const wrong = new Set(errors.map(({ column }) => column));
  const [first, ...rest] = columns;
  return first ? [first, ...rest.filter(({ heading }) => wrong.has(heading)), ...rest.filter(({ heading }) => !wrong.has(heading))] : [];
}

function RefusedCell({ text, errors }: { readonly text: string; readonly errors: readonly RowError[] }) {
  return (
    <td className={errors.length > 0 ? 'refused-cell' : undefined} aria-invalid={errors.length > 0 ? true : undefined}>
      <span>{text === '' && errors.length > 0 ? '–' : text}</span>
      {errors.map((error, i) => <p key={i} className="refused-why">{error.message}</p>)}
    </td>
  );
}

function Said({ error }: { readonly error: RowError }) {
  const say = useTransferSay();
  return <p className="refused-line"><span className="muted">{error.column ?? say('wholeRow')}{error.value ? `: ${error.value}` : ''}</span><span className="refused-why">{error.message}</span></p>;
}
