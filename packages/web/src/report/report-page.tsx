/** A report on a page of its own: what it can be narrowed by, its chart, its table, and the table as a file. */
import { DownloadOutlined, ReloadOutlined, StarFilled, StarOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import type { ReportModel } from '@tenon/model';
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { useLanguage } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { usePins, useVisited } from '../app/visited.ts';
import { fieldAt } from '../fields/paths.ts';
import { both, conditionOf, isDay, isMoment } from './choices.ts';
import { Choices } from './choices-row.tsx';
import { choose, type Chosen } from './chosen.ts';
import { csvText, download } from './csv.ts';
import { Figure, useDrill } from './figure.tsx';
import { isTime } from './figures.ts';
import { formerDays, readPeriod, withinDays } from './periods.ts';
import { ReportTable, shownDimensions, shownMetrics } from './report-table.tsx';
import { useNameOf, useRefresh, useReport, useToday } from './use-report.ts';
import { ValueChoice } from './value-choice.tsx';
import { useReportSay } from './words.ts';
import './report.css';

export function ReportPage({ name, chosen }: { readonly name: string; readonly chosen: Chosen }) {
  const report = useEngine().model.reports?.[name];
  useVisited(report && { kind: 'report', name, title: report.label });
  return report ? <Report report={report} chosen={chosen} /> : <ProblemView error={{ status: 404 }} />;
}

function Report({ report, chosen }: { readonly report: ReportModel; readonly chosen: Chosen }) {
  const { model } = useEngine();
  const today = useToday();
  const filter = both(...report.filters.map((path) => conditionOf(model, report.object, path, chosen[path.join('.')] ?? '', today)));
  const [as, setAs] = useState<'chart' | 'table'>(report.chart.kind === 'table' ? 'table' : 'chart');
  const grouped = Object.keys(report.dimensions).length > 0;
  return (
    <div className="report-page" data-report={report.name}>
      <ReportHead report={report} filter={filter} as={as} onAs={grouped && report.chart.kind !== 'table' ? setAs : undefined} />
      <ReportChoices report={report} chosen={chosen} />
      {as === 'chart' ? (
        <section className={`panel report-chart report-chart-${report.chart.kind}`}>
          <Figure report={report} chart={report.chart} label={report.label} filter={filter} former={formerOf(report, chosen, today, model)} as="chart" />
        </section>
      ) : null}
      {grouped ? <WholeTable report={report} filter={filter} /> : null}
    </div>
  );
}

/** The time before the one chosen, where the report can be narrowed by a day and it was. */
function formerOf(report: ReportModel, chosen: Chosen, today: string, model: ReturnType<typeof useEngine>['model']) {
  const path = report.filters.find((one) => isDay(fieldAt(model, report.object, one)) && chosen[one.join('.')] !== undefined);
  const period = path && readPeriod(chosen[path.join('.')]);
  const days = period && formerDays(period, today);
  if (!path || !days) return undefined;
  const others = report.filters.filter((one) => one !== path).map((one) => conditionOf(model, report.object, one, chosen[one.join('.')] ?? '', today));
  return { days, filter: both(withinDays(path.join('.'), isMoment(fieldAt(model, report.object, path)), days), ...others) };
}

function WholeTable({ report, filter }: { readonly report: ReportModel; readonly filter: string | undefined }) {
  const { data } = useReport(report.name, { filter });
  const open = useDrill(report, filter);
  if (!data || data.rows.length === 0) return null;
  return <section className="panel report-whole"><ReportTable report={report} answer={data} onPick={open} /></section>;
}

interface HeadProps {
  readonly report: ReportModel;
  readonly filter: string | undefined;
  readonly as: 'chart' | 'table';
  readonly onAs: ((as: 'chart' | 'table') => void) | undefined;
}

function ReportHead({ report, filter, as, onAs }: HeadProps) {
  const say = useReportSay();
  const refresh = useRefresh();
  const phone = usePhone();
  const { pinned, toggle } = usePins();
  const place = { kind: 'report' as const, name: report.name, title: report.label };
  const save = useCsv(report, filter);
  return (
    <div className="page-head report-head">
      <div className="report-title"><h1>{report.label}</h1>{report.description ? <span className="muted">{report.description}</span> : null}</div>
      <span className="grow" />
      {onAs ? <Segmented<'chart' | 'table'> aria-label={say('show')} value={as} onChange={onAs} options={[{ value: 'chart', label: say('chart') }, { value: 'table', label: say('table') }]} /> : null}
      <Button icon={pinned(place) ? <StarFilled /> : <StarOutlined />} aria-label={say(pinned(place) ? 'unpin' : 'pin')} title={say(pinned(place) ? 'unpin' : 'pin')} data-action="pin" onClick={() => toggle(place)} />
      <Button icon={<ReloadOutlined />} aria-label={say('refresh')} title={say('refresh')} data-action="refresh" onClick={refresh} />
      {save ? <Button icon={<DownloadOutlined />} data-action="export" aria-label={say('exportCsv')} title={say('exportCsv')} onClick={save}>{phone ? null : say('exportCsv')}</Button> : null}
    </div>
  );
}

/** The table as it stands, with figures as plain decimals. Only for who may export records of the object. */
function useCsv(report: ReportModel, filter: string | undefined): (() => void) | undefined {
  const { access } = useEngine();
  const { language } = useLanguage();
  const say = useReportSay();
  const name = useNameOf(report);
  const today = useToday();
  const { data } = useReport(report.name, { filter });
  return useMemo(() => {
    if (!data || data.rows.length === 0 || !access(report.object).export) return undefined;
    const [dimensions, metrics] = [shownDimensions(report, data), shownMetrics(report, undefined)];
    const figure = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
    const rows = data.rows.map((row) => [...dimensions.map((one) => (isTime(one.format) ? figure(row[one.name]) : name(one, row[one.name]))), ...metrics.map((one) => figure(row[one.name]))]);
    const total = [...dimensions.map((_, at) => (at === 0 ? say('total') : '')), ...metrics.map((one) => figure(data.totals[one.name]))];
    return () => download(`${report.label} ${today}.csv`, csvText([[...dimensions, ...metrics].map(({ label }) => label), ...rows, total]));
  }, [data, report, name, say, today, access, language]);
}

function ReportChoices({ report, chosen }: { readonly report: ReportModel; readonly chosen: Chosen }) {
  const { model } = useEngine();
  const navigate = useNavigate();
  const put = (next: Chosen) => void navigate({ to: '/r/$report', params: { report: report.name }, search: Object.keys(next).length > 0 ? { f: next } : {}, replace: true });
  const offered = report.filters.flatMap((path) => {
    const field = fieldAt(model, report.object, path);
    return field ? [{ name: path.join('.'), field }] : [];
  });
  if (offered.length === 0) return null;
  return (
    <Choices count={Object.keys(chosen).length} clear={() => put({})}>
      {offered.map(({ name, field }) => <ValueChoice key={name} name={name} label={field.label} field={field} value={chosen[name]} onChange={(value) => put(choose(chosen, name, value))} />)}
    </Choices>
  );
}
