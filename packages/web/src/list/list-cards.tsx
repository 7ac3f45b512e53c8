/** The rows of a list as cards, for a phone. */
import { fieldAt, titleOf, valueAt } from '../fields/paths.ts';
import { useEngine } from '../app/engine.tsx';
import { ValueView } from '../fields/value-view.tsx';
import type { ListProps } from './list-table.tsx';

export function ListCards({ object, view, records, onOpen }: ListProps) {
  const { model } = useEngine();
  const columns = view.columns.filter((column) => column.path.join('.') !== object.title);
  return (
    <div className="cards">
      {records.map((record) => (
        <article
          key={record.id} className="card" role="link" tabIndex={0} data-id={record.id} onClick={() => onOpen(record)}
          onKeyDown={(event) => { if (event.key === 'Enter') onOpen(record); }}
        >
          <div className="card-title">{titleOf(object, record)}</div>
          {columns.map((column) => {
            const value = valueAt(record, column.path);
            if (value === null || value === undefined || value === '') return null;
            return (
              <div className="card-line" key={column.path.join('.')}>
                <span>{column.label}</span>
                <span><ValueView field={fieldAt(model, object.name, column.path)} value={value} record={valueAt(record, column.path.slice(0, -1))} link={false} /></span>
              </div>
            );
          })}
        </article>
      ))}
    </div>
  );
}
