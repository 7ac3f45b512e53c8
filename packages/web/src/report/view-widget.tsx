/** The first records of a view, within a dashboard. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ViewModel, WidgetModel } from '@tenon/model';
import { Skeleton } from 'antd';
import { client } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { rightAligned } from '../fields/format.ts';
import { fieldAt, pathSet, shownPath, valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { both } from './choices.ts';
import { FigureProblem } from './figure.tsx';
import { figureKey } from './use-report.ts';

const rowsOf: Readonly<Record<WidgetModel['height'], number>> = { small: 3, medium: 7, large: 11 };

interface Props {
  readonly view: ViewModel;
  readonly filter: string | undefined;
  readonly height: WidgetModel['height'];
  readonly width: number;
}

export function ViewWidget({ view, filter: chosen, height, width }: Props) {
  const { model } = useEngine();
  const navigate = useNavigate();
  const say = useSay();
  const object = model.objects[view.object]!;
  const columns = view.columns.slice(0, width >= 8 ? 7 : width >= 6 ? 5 : width >= 5 ? 4 : 3);
  const { paths, put } = pathSet();
  for (const { path } of columns) put(shownPath(model, view.object, path), path.join('.'));
  for (const { path } of columns) for (const beside of [fieldAt(model, view.object, path)?.currency, fieldAt(model, view.object, path)?.unit]) if (beside && 'path' in beside && path.length === 1) put(beside.path.join('.'), beside.path[0]!);
  const query = {
    select: [...paths].join(','), filter: both(view.filter?.source, chosen), limit: rowsOf[height],
    sort: view.sort.map(({ path, descending }) => `${descending ? '-' : ''}${path.join('.')}`).join(','),
  };
  const asked = useQuery({ queryKey: figureKey('view', view.name, query), queryFn: () => client.list(view.object, query) });
  if (asked.isPending) return <div className="figure-wait"><Skeleton active title={false} paragraph={{ rows: rowsOf[height] }} /></div>;
  if (asked.error) return <FigureProblem error={asked.error} retry={() => void asked.refetch()} />;
  if (asked.data.data.length === 0) return <div className="figure-nothing" data-state="empty"><span className="muted">{say('emptyList', { objects: inSentence(object.plural) })}</span></div>;
  const open = (id: string) => void navigate({ to: '/o/$object/r/$id', params: { object: object.name, id } });
  return (
    <div className="report-scroll">
      <table className="report-table view-table">
        <thead><tr>{columns.map(({ path, label }) => <th key={path.join('.')} scope="col" className={rightAligned(fieldAt(model, object.name, path)) ? 'num' : undefined}>{label}</th>)}</tr></thead>
        <tbody>
          {asked.data.data.map((record) => (
            <tr key={record.id} className="view-row" onClick={() => open(record.id)}>
              {columns.map(({ path }, at) => {
                const field = fieldAt(model, object.name, path);
                const shown = <ValueView field={field} value={valueAt(record, path)} record={record} link={false} />;
                return <td key={path.join('.')} className={rightAligned(field) ? 'num' : undefined}>{at === 0 ? <button type="button" className="report-link" onClick={() => open(record.id)}>{shown}</button> : shown}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
