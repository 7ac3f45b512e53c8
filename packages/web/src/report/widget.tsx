/** One part of a dashboard: its name, what can be done with it, and its figure or records. Each is loaded, fails and is refreshed on its own. */
import { EllipsisOutlined, ReloadOutlined, RightOutlined, TableOutlined, BarChartOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DashboardModel, Model, WidgetModel } from '@tenon/model';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { fieldAt } from '../fields/paths.ts';
import { both, conditionOf, isMoment } from './choices.ts';
import type { Chosen } from './chosen.ts';
import { Figure, figureQuery } from './figure.tsx';
import { daysOf, formerDays, readPeriod, withinDays, type Days, type Period } from './periods.ts';
import { figureKey, useToday } from './use-report.ts';
import { ViewWidget } from './view-widget.tsx';
import { useReportSay } from './words.ts';

interface Props {
  readonly dashboard: DashboardModel;
  readonly widget: WidgetModel;
  readonly chosen: Chosen;
}

const charts: ReadonlySet<string> = new Set(['bar', 'column', 'line', 'area', 'pie', 'funnel']);

export const periodOf = (filter: DashboardModel['filters'][string], chosen: Chosen): Period => readPeriod(chosen[filter.name]) ?? filter.default ?? 'all';

/** What the dashboard's choices come to for the widget; `shifted`: with the time before in place of the period. */
function conditionFor(model: Model, object: string, { dashboard, widget, chosen }: Props, today: string, shifted?: Days): string | undefined {
  return both(...Object.entries(widget.filters).map(([name, path]) => {
    const filter = dashboard.filters[name];
    if (filter?.kind !== 'period') return conditionOf(model, object, path, chosen[name] ?? '', today);
    return withinDays(path.join('.'), isMoment(fieldAt(model, object, path)), shifted ?? daysOf(periodOf(filter, chosen), today));
  }));
}

export function Widget(props: Props) {
  const { widget, dashboard, chosen } = props;
  const { model } = useEngine();
  const today = useToday();
  const [table, setTable] = useState(false);
  const report = widget.report === undefined ? undefined : model.reports?.[widget.report];
  const view = widget.view === undefined ? undefined : model.views[widget.view];
  const object = report?.object ?? view?.object;
  if (object === undefined) return null;
  const filter = conditionFor(model, object, props, today);
  const chart = widget.chart ?? report?.chart;
  const period = Object.keys(widget.filters).map((name) => dashboard.filters[name]).find((one) => one?.kind === 'period');
  const days = period && formerDays(periodOf(period, chosen), today);
  return (
    <section className={`panel widget widget-${widget.height} widget-of-${chart?.kind ?? 'view'}`} style={{ '--span': widget.width } as React.CSSProperties} data-widget={widget.name} role="group" aria-label={widget.label}>
      <WidgetHead {...props} table={table} onTable={chart && charts.has(chart.kind) ? setTable : undefined} queryKey={report && chart ? figureKey(report.name, figureQuery(report, chart, filter).filter, figureQuery(report, chart, filter).by) : figureKey('view', view?.name)} />
      <div className="widget-body">
        {report && chart ? <Figure report={report} chart={chart} label={widget.label} filter={filter} former={days && { days, filter: conditionFor(model, object, props, today, days) }} as={table ? 'table' : 'chart'} within columns={widget.width <= 4 ? 2 : widget.width <= 6 ? 3 : 6} /> : null}
        {view ? <ViewWidget view={view} filter={filter} height={widget.height} width={widget.width} /> : null}
      </div>
    </section>
  );
}

interface HeadProps extends Props {
  readonly table: boolean;
  readonly onTable: ((table: boolean) => void) | undefined;
  readonly queryKey: readonly unknown[];
}

function WidgetHead({ widget, table, onTable, queryKey }: HeadProps) {
  const say = useReportSay();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [menu, setMenu] = useState(false);
  const state = menu ? queries.getQueryCache().find({ queryKey, exact: false })?.state : undefined;
  const at = state?.dataUpdatedAt ? new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(state.dataUpdatedAt) : undefined;
  const items: MenuProps['items'] = [
    ...(onTable ? [{ key: 'table', icon: table ? <BarChartOutlined /> : <TableOutlined />, label: say(table ? 'showChart' : 'showTable'), onClick: () => onTable(!table) }] : []),
    { key: 'refresh', icon: <ReloadOutlined />, label: say('refresh'), onClick: () => void queries.invalidateQueries({ queryKey }) },
    { key: 'open', icon: <RightOutlined />, label: <TargetLink widget={widget}>{say(widget.view ? 'openList' : 'openReport')}</TargetLink> },
    ...(at ? [{ type: 'divider' as const }, { key: 'at', disabled: true, label: <span className="small">{say('updatedAt', { time: at })}</span> }] : []),
  ];
  return (
    <header className="widget-head">
      <h2><TargetLink widget={widget}>{widget.label}</TargetLink></h2>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight" onOpenChange={setMenu}>
        <Button type="text" size="small" icon={<EllipsisOutlined />} aria-label={say('more', { label: widget.label })} data-action="widget-menu" />
      </Dropdown>
    </header>
  );
}

/** To the report on its own page, or the list of the view. */
function TargetLink({ widget, children }: { readonly widget: WidgetModel; readonly children: React.ReactNode }) {
  if (widget.report !== undefined) return <Link to="/r/$report" params={{ report: widget.report }}>{children}</Link>;
  const [object = '', ...view] = (widget.view ?? '').split('.');
  return <Link to="/o/$object/$view" params={{ object, view: view.join('.') }}>{children}</Link>;
}
