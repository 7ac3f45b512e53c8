/** The first records of the list that the app calls home. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ViewModel } from '@tenon/model';
import { fieldAt, pathSet, shownPath, valueAt } from '../../fields/paths.ts';
import { ValueView } from '../../fields/value-view.tsx';
import { client, type RecordValues } from '../client.ts';
import { findView, madeView, useEngine, viewKey } from '../engine.tsx';
import { ProblemAlert } from '../problem-view.tsx';
import { Waiting } from '../waiting.tsx';
import { useHomeSay } from './words.ts';

const rowsShown = 6;
const columnsShown = 4;

export function FirstRecords({ object: name, view: asked }: { readonly object: string; readonly view: string }) {
  const { model } = useEngine();
  const say = useHomeSay();
  const object = model.objects[name]!;
  const view = findView(model, name, asked) ?? madeView(object);
  const { paths, put } = pathSet();
  const columns = view.columns.slice(0, columnsShown);
  for (const { path } of columns) put(shownPath(model, name, path), path.join('.'));
  paths.add(object.title);
  const rows = useQuery({
    queryKey: ['list', name, 'home', view.name, [...paths].join(',')],
    queryFn: () => client.list<RecordValues & { id: string; version: number }>(name, { select: [...paths].join(','), limit: rowsShown, filter: view.filter?.source, sort: sortOf(view) }),
  });
  return (
    <section className="panel home-records" data-home-view={view.name}>
      <h2>{view.label === object.plural ? view.label : `${object.plural} · ${view.label}`}<Link to="/o/$object/$view" params={{ object: name, view: viewKey(view) }}>{say('showAll')}</Link></h2>
      {rows.isPending ? <div className="home-wait"><Waiting /></div> : null}
      {rows.error ? <ProblemAlert error={rows.error} /> : null}
      {rows.data && rows.data.data.length === 0 ? <p className="muted">{say('noRecords')}</p> : null}
      {rows.data && rows.data.data.length > 0 ? (
        <div className="table-scroll">
          <table className="lines">
            <thead><tr>{columns.map((column) => <th key={column.path.join('.')}>{column.label}</th>)}</tr></thead>
            <tbody>
              {rows.data.data.map((record) => (
                <tr key={record.id} data-record={record.id}>
                  {columns.map(({ path, label }, index) => {
                    const value = <ValueView field={fieldAt(model, name, path)} value={valueAt(record, path)} record={record} link={index > 0} />;
                    return <td key={path.join('.')} data-label={label} data-column={path.join('.')}>{index === 0 ? <Link to="/o/$object/r/$id" params={{ object: name, id: record.id }}>{value}</Link> : value}</td>;
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}

const sortOf = (view: ViewModel): string | undefined => view.sort.map((one) => `${one.descending ? '-' : ''}${one.path.join('.')}`).join(',') || undefined;
