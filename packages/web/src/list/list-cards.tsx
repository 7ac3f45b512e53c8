/** The rows of a list as cards, for a phone: name and state first, then what the view's columns say, two abreast. */
import type { ObjectModel, ViewModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { plainText } from '../fields/format.ts';
import { fieldAt, titleOf, valueAt } from '../fields/paths.ts';
import { OptionTag, ValueView } from '../fields/value-view.tsx';
import type { ListProps } from './list-table.tsx';

export function ListCards({ object, view, records, onOpen }: ListProps) {
  const state = object.lifecycle && view.columns.some((column) => column.path.join('.') === object.lifecycle?.field) ? object.fields[object.lifecycle.field] : undefined;
  return (
    <div className="cards">
      {records.map((record) => (
        <article
          key={record.id} className="card" role="link" tabIndex={0} data-id={record.id} onClick={() => onOpen(record)}
          onKeyDown={(event) => { if (event.key === 'Enter') onOpen(record); }}
        >
          <div className="card-head"><span className="card-title">{titleOf(object, record)}</span>{state ? <OptionTag field={state} value={record[state.name]} /> : null}</div>
          <CardFacts object={object} columns={view.columns.filter((column) => ![object.title, state?.name].includes(column.path.join('.')))} record={record} />
        </article>
      ))}
    </div>
  );
}

/** So many letters fit beside each other in half a card; a Chinese character takes the room of two. */
const halfCard = 26;
const widthOf = (text: string): number => [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

function CardFacts({ object, columns, record }: { readonly object: ObjectModel; readonly columns: ViewModel['columns']; readonly record: RecordValues }) {
  const { model } = useEngine();
  const { language } = useLanguage();
  const broad = ({ label, path }: ViewModel['columns'][number]) => widthOf(`${label} ${plainText(fieldAt(model, object.name, path), valueAt(record, path), language)}`) > halfCard;
  const filled = columns.filter((column) => ![null, undefined, ''].includes(valueAt(record, column.path) as string | null | undefined));
  return (
    <dl className="card-facts">
      {filled.map((column) => (
        <div key={column.path.join('.')} className={broad(column) ? 'broad' : ''}>
          <dt>{column.label}</dt>
          <dd><ValueView field={fieldAt(model, object.name, column.path)} value={valueAt(record, column.path)} record={valueAt(record, column.path.slice(0, -1))} link={false} /></dd>
        </div>
      ))}
    </dl>
  );
}
