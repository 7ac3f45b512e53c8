/** A dashboard: what it is narrowed by stands in the address, so that a link shows the same. */
import { ReloadOutlined, StarFilled, StarOutlined } from '@ant-design/icons';
import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { DashboardModel, FieldModel, Model } from '@tenon/model';
import { Button } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { usePins, useVisited } from '../app/visited.ts';
import { fieldAt } from '../fields/paths.ts';
import { Choices } from './choices-row.tsx';
import { choose, type Chosen } from './chosen.ts';
import { PeriodChoice } from './period-choice.tsx';
import { figureKey, useRefresh } from './use-report.ts';
import { ValueChoice } from './value-choice.tsx';
import { periodOf } from './widget.tsx';
import { WidgetGrid } from './widget-grid.tsx';
import { useReportSay } from './words.ts';

export function DashboardPage({ name, chosen }: { readonly name: string; readonly chosen: Chosen }) {
  const dashboard = useEngine().model.dashboards?.[name];
  useVisited(dashboard && { kind: 'dashboard', name, title: dashboard.label });
  return dashboard ? <Dashboard dashboard={dashboard} chosen={chosen} /> : <ProblemView error={{ status: 404 }} />;
}

function Dashboard({ dashboard, chosen }: { readonly dashboard: DashboardModel; readonly chosen: Chosen }) {
  const navigate = useNavigate();
  const say = useReportSay();
  const put = (next: Chosen) => void navigate({ to: '/d/$dashboard', params: { dashboard: dashboard.name }, search: Object.keys(next).length > 0 ? { f: next } : {}, replace: true });
  return (
    <div className="dashboard" data-dashboard={dashboard.name}>
      <DashboardHead dashboard={dashboard} />
      <DashboardChoices dashboard={dashboard} chosen={chosen} put={put} />
      {dashboard.widgets.length === 0 ? <p className="panel figure-nothing">{say('noWidgets')}</p> : <WidgetGrid dashboard={dashboard} chosen={chosen} />}
    </div>
  );
}

function DashboardHead({ dashboard }: { readonly dashboard: DashboardModel }) {
  const say = useReportSay();
  const refresh = useRefresh();
  const phone = usePhone();
  const { pinned, toggle } = usePins();
  const place = { kind: 'dashboard' as const, name: dashboard.name, title: dashboard.label };
  return (
    <div className="page-head report-head">
      <div className="report-title"><h1>{dashboard.label}</h1>{dashboard.description ? <span className="muted">{dashboard.description}</span> : null}</div>
      <span className="grow" />
      {phone ? null : <Updated />}
      <Button icon={pinned(place) ? <StarFilled /> : <StarOutlined />} aria-label={say(pinned(place) ? 'unpin' : 'pin')} title={say(pinned(place) ? 'unpin' : 'pin')} data-action="pin" onClick={() => toggle(place)} />
      <Button icon={<ReloadOutlined />} aria-label={say('refresh')} data-action="refresh" onClick={refresh}>{phone ? null : say('refresh')}</Button>
    </div>
  );
}

/** When the figures that stand here were asked for: the earliest of them. */
function Updated() {
  const say = useReportSay();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const busy = useIsFetching({ queryKey: figureKey() }) > 0;
  const times = queries.getQueryCache().findAll({ queryKey: figureKey(), type: 'active' }).map(({ state }) => state.dataUpdatedAt).filter((at) => at > 0);
  if (busy || times.length === 0) return null;
  return <span className="muted small">{say('updatedAt', { time: new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(Math.min(...times)) })}</span>;
}

interface ChoicesProps {
  readonly dashboard: DashboardModel;
  readonly chosen: Chosen;
  readonly put: (next: Chosen) => void;
}

function DashboardChoices({ dashboard, chosen, put }: ChoicesProps) {
  const { model } = useEngine();
  // The period first: on a phone it is the one that stands there.
  const filters = Object.values(dashboard.filters).toSorted((a, b) => Number(b.kind === 'period') - Number(a.kind === 'period'));
  if (filters.length === 0) return null;
  return (
    <Choices count={Object.keys(chosen).length} clear={() => put({})}>
      {filters.map((filter) => {
        if (filter.kind === 'period') return <PeriodChoice key={filter.name} name={filter.name} label={filter.label} value={periodOf(filter, chosen)} onChange={(period) => put(choose(chosen, filter.name, period === filter.default ? undefined : period))} />;
        const field = narrowedBy(model, dashboard, filter.name);
        return field ? <ValueChoice key={filter.name} name={filter.name} label={filter.label} field={field} value={chosen[filter.name]} onChange={(value) => put(choose(chosen, filter.name, value))} /> : null;
      })}
    </Choices>
  );
}

/** The field behind a choice of values: that of the first widget which it narrows. */
function narrowedBy(model: Model, dashboard: DashboardModel, name: string): FieldModel | undefined {
  for (const { report, view, filters } of dashboard.widgets) {
    const path = filters[name];
    const object = report === undefined ? model.views[view ?? '']?.object : model.reports?.[report]?.object;
    const field = path && object !== undefined ? fieldAt(model, object, path) : undefined;
    if (field) return field;
  }
  return undefined;
}
