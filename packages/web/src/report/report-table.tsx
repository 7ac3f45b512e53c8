/** The rows of a report as a table: names at the left, figures at the right, what everything comes to at the foot. */
import type { DimensionModel, MetricModel, ReportModel } from '@tenon/model';
import type { ReportAnswer } from '@tenon/sdk';
import { useLanguage } from '../app/language.tsx';
import type { ReportRow } from './drill.ts';
import { fullText } from './figures.ts';
import { useNameOf } from './use-report.ts';
import { useReportSay } from './words.ts';

interface Props {
  readonly report: ReportModel;
  readonly answer: ReportAnswer;
  /** The metrics in their order; all unless given. */
  readonly metrics?: readonly string[] | undefined;
  /** A bar of each row's share in the first metric, and the rank: for a small table that is read at a glance. */
  readonly ranked?: boolean;
  /** Figures of a row at most, where there is no room for all. */
  readonly columns?: number;
  readonly onPick: (row: ReportRow, metric: string | undefined) => void;
}

/** What an answer has columns for: it may have been asked for some of the dimensions only. */
export const shownDimensions = (report: ReportModel, { rows }: ReportAnswer): readonly DimensionModel[] =>
  Object.values(report.dimensions).filter(({ name }) => rows.length === 0 || Object.hasOwn(rows[0]!, name));

export const shownMetrics = (report: ReportModel, names: readonly string[] | undefined): readonly MetricModel[] =>
  (names && names.length > 0 ? names.flatMap((name) => report.metrics[name] ?? []) : Object.values(report.metrics));

export function ReportTable({ report, answer, metrics: names, ranked = false, columns = Number.POSITIVE_INFINITY, onPick }: Props) {
  const say = useReportSay();
  const { language } = useLanguage();
  const dimensions = shownDimensions(report, answer);
  const metrics = shownMetrics(report, names).slice(0, columns);
  const most = ranked ? Math.max(0, ...answer.rows.map((row) => Math.abs(Number(row[metrics[0]!.name] ?? 0)))) : 0;
  return (
    <div className="report-scroll">
      <table className={`report-table${ranked ? ' report-ranked' : ''}`}>
        <thead>
          <tr>
            {ranked ? <td className="report-rank" /> : null}
            {dimensions.map(({ name, label }) => <th key={name} scope="col">{label}</th>)}
            {metrics.map(({ name, label }) => <th key={name} scope="col" className="num">{label}</th>)}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row, at) => <Row key={at} {...{ row, at, report, dimensions, metrics, ranked, most, onPick }} />)}
        </tbody>
        {ranked || answer.rows.length === 0 ? null : (
          <tfoot>
            <tr>
              {dimensions.map(({ name }, at) => <td key={name}>{at === 0 ? say('total') : ''}</td>)}
              {metrics.map((metric) => <td key={metric.name} className="num" data-total={metric.name}>{fullText(metric, answer.totals[metric.name], language)}</td>)}
            </tr>
          </tfoot>
        )}
      </table>
      {answer.more && !ranked ? <p className="report-note muted small">{say('firstGroups', { count: answer.rows.length })}</p> : null}
    </div>
  );
}

interface RowProps extends Required<Pick<Props, 'report' | 'ranked' | 'onPick'>> {
  readonly row: ReportRow;
  readonly at: number;
  readonly dimensions: readonly DimensionModel[];
  readonly metrics: readonly MetricModel[];
  readonly most: number;
}

function Row({ row, at, report, dimensions, metrics, ranked, most, onPick }: RowProps) {
  const say = useReportSay();
  const name = useNameOf(report);
  const { language } = useLanguage();
  const label = dimensions.map((dimension) => name(dimension, row[dimension.name])).join(', ');
  const share = most > 0 ? Math.abs(Number(row[metrics[0]!.name] ?? 0)) / most : 0;
  return (
    <tr>
      {ranked ? <td className="report-rank muted">{at + 1}</td> : null}
      {dimensions.map((dimension, i) => (
        <td key={dimension.name} className={ranked && i === 0 ? 'report-bar-cell' : undefined}>
          {ranked && i === 0 ? <span className="report-bar" style={{ width: `${(share * 100).toFixed(1)}%` }} aria-hidden /> : null}
          {i === 0
            ? <button type="button" className="report-link" data-action="drill" aria-label={say('seeRecords', { label })} onClick={() => onPick(row, undefined)}>{name(dimension, row[dimension.name])}</button>
            : name(dimension, row[dimension.name])}
        </td>
      ))}
      {metrics.map((metric) => (
        <td key={metric.name} className={`num${toneOf(metric, row[metric.name])}`} data-metric={metric.name}>
          <button type="button" className="report-link" tabIndex={-1} aria-label={say('figureOf', { figure: fullText(metric, row[metric.name], language), label: `${label}, ${metric.label}` })} onClick={() => onPick(row, metric.name)}>{fullText(metric, row[metric.name], language)}</button>
        </td>
      ))}
    </tr>
  );
}

/** A change has a colour, as `percent(now - before, before)` is one; an amount or a share is no better for being large. */
export function toneOf({ good, formula }: MetricModel, value: unknown): string {
  const number = Number(value ?? 0);
  const expr = formula?.expr;
  const part = expr?.kind === 'call' && expr.name === 'percent' ? expr.args[0] : undefined;
  if (part?.kind !== 'binary' || part.op !== '-' || !good || !Number.isFinite(number) || number === 0) return '';
  return number > 0 === (good === 'up') ? ' tone-good' : ' tone-bad';
}
