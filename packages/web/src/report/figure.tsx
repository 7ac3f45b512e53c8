/** A report's answer in the form that was asked for: a chart, large figures, or a table; and the way from each figure to its records. */
import { useNavigate } from '@tanstack/react-router';
import type { ChartModel, ReportModel } from '@tenon/model';
import type { ReportAnswer } from '@tenon/sdk';
import { Button, Skeleton } from 'antd';
import { Component, useCallback, useEffect, useMemo, type ReactNode } from 'react';
import { ProblemAlert } from '../app/problem-view.tsx';
import { Chart } from './chart.tsx';
import { drillFilter, type ReportRow } from './drill.ts';
import { NumberTiles } from './number-tiles.tsx';
import { groupsOf, pictureOf } from './picture.ts';
import type { Days } from './periods.ts';
import { ReportTable } from './report-table.tsx';
import { useNameOf, useReport } from './use-report.ts';
import { useReportSay } from './words.ts';

interface Props {
  readonly report: ReportModel;
  readonly chart: ChartModel;
  readonly label: string;
  /** What was chosen, as a condition. */
  readonly filter: string | undefined;
  /** The same for the time before, to compare with. */
  readonly former?: { readonly filter: string | undefined; readonly days: Days } | undefined;
  readonly as: 'chart' | 'table';
  /** Small, beside others. */
  readonly within?: boolean;
  /** Figures of a row, in a table. */
  readonly columns?: number;
}

/** What the figure asks for: only the groups that it shows. */
export const figureQuery = (report: ReportModel, chart: ChartModel, filter: string | undefined) => ({ filter, by: groupsOf(report, chart) });

export function Figure(props: Props) {
  const { report, chart, filter, former, as, within = false } = props;
  const draws = as === 'chart' && chart.kind !== 'number' && chart.kind !== 'table';
  // The library comes beside the figures, not after them; where it cannot be had, the chart itself will say so.
  useEffect(() => { if (draws) import('./chart-engine.ts').catch(() => undefined); }, [draws]);
  const asked = useReport(report.name, figureQuery(report, chart, filter));
  const compares = chart.kind === 'number' && former !== undefined;
  const before = useReport(compares ? report.name : undefined, figureQuery(report, chart, former?.filter));
  if (asked.isPending) return <div className="figure-wait"><Skeleton active title={false} paragraph={{ rows: chart.kind === 'number' ? 2 : within ? 5 : 8 }} /></div>;
  if (asked.error && !asked.data) return <FigureProblem error={asked.error} retry={() => void asked.refetch()} />;
  const compared = compares && before.data ? { answer: before.data, days: former.days } : undefined;
  return <FigureGuard key={String(asked.dataUpdatedAt)} retry={() => void asked.refetch()}><Answer {...props} within={within} answer={asked.data!} compared={compared} busy={asked.isPlaceholderData} /></FigureGuard>;
}

interface AnswerProps extends Props {
  readonly within: boolean;
  readonly answer: ReportAnswer;
  readonly compared: { readonly answer: ReportAnswer; readonly days: Days } | undefined;
  readonly busy: boolean;
}

function Answer({ report, chart, label, filter, as, within, columns, answer, compared, busy }: AnswerProps) {
  const say = useReportSay();
  const name = useNameOf(report);
  const open = useDrill(report, filter);
  const picture = useMemo(() => pictureOf(report, chart, answer.rows, { name, others: say('others') }), [report, chart, answer, name, say]);
  const pick = useCallback((series: number, at: number) => {
    const one = picture?.series[series];
    if (one) open(one.rows[at] ?? rowOfNothing(picture!.by.name, picture!.categories[at]?.value), one.metric.name);
  }, [picture, open]);
  if (chart.kind === 'number') return <div className={busy ? 'figure-busy' : undefined}><NumberTiles report={report} label={label} metrics={chart.metrics} answer={answer} former={compared} onPick={(metric) => open({}, metric)} /></div>;
  if (answer.rows.length === 0) return <Nothing />;
  const table = as === 'table' || !picture;
  return (
    <div className={`figure${busy ? ' figure-busy' : ''}`}>
      {table ? <ReportTable report={report} answer={answer} metrics={within ? chart.metrics : undefined} ranked={within && chart.kind === 'table'} {...(columns === undefined ? {} : { columns })} onPick={open} /> : <Chart picture={picture} label={label} onPick={pick} />}
    </div>
  );
}

/** Of a month in which nothing happened. */
const rowOfNothing = (by: string, value: unknown): ReportRow | undefined => (value === undefined ? undefined : { [by]: value });

/** Goes to the list with exactly the records behind a figure. */
export function useDrill(report: ReportModel, chosen: string | undefined): (row: ReportRow | undefined, metric: string | undefined) => void {
  const navigate = useNavigate();
  return useCallback((row, metric) => {
    if (!row) return;
    const filter = drillFilter(report, chosen, row, metric);
    void navigate({ to: '/o/$object/$view', params: { object: report.object, view: 'any' }, search: filter === undefined ? {} : { filter } });
  }, [navigate, report, chosen]);
}

export function Nothing() {
  const say = useReportSay();
  return <div className="figure-nothing" data-state="empty"><b>{say('nothing')}</b><span className="muted small">{say('nothingHint')}</span></div>;
}

export function FigureProblem({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const say = useReportSay();
  return <div className="figure-problem" data-state="failed"><ProblemAlert error={error} /><Button size="small" data-action="retry" onClick={retry}>{say('retry')}</Button></div>;
}

/** Where one figure cannot be drawn, the others are. */
class FigureGuard extends Component<{ readonly retry: () => void; readonly children: ReactNode }, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};
  static getDerivedStateFromError = (error: unknown) => ({ error });

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return <FigureProblem error={error} retry={() => { this.setState({ error: undefined }); this.props.retry(); }} />;
  }
}
