/** What everything comes to: large figures, each with its change against the time before. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import type { MetricModel, ReportModel } from '@tenon/model';
import type { ReportAnswer } from '@tenon/sdk';
import { Tooltip } from 'antd';
import { useLanguage } from '../app/language.tsx';
import { fullText, tileText } from './figures.ts';
import { daysText, type Days } from './periods.ts';
import { shownMetrics, toneOf } from './report-table.tsx';
import { useReportSay } from './words.ts';

interface Props {
  readonly report: ReportModel;
  /** What stands above the tiles already. */
  readonly label: string;
  readonly metrics: readonly string[];
  readonly answer: ReportAnswer;
  readonly former: { readonly answer: ReportAnswer; readonly days: Days } | undefined;
  readonly onPick: (metric: string) => void;
}

export function NumberTiles({ report, label, metrics, answer, former, onPick }: Props) {
  const say = useReportSay();
  const { language } = useLanguage();
  return (
    <div className={former ? 'tiles tiles-compared' : 'tiles'}>
      {shownMetrics(report, metrics).map((metric, at) => (
        <div key={metric.name} className={at === 0 ? 'tile tile-first' : 'tile'} data-metric={metric.name}>
          {at === 0 && metric.label === label ? null : <span className="tile-label">{metric.label}</span>}
          <button type="button" className={`tile-value${toneOf(metric, answer.totals[metric.name])}`} title={fullText(metric, answer.totals[metric.name], language)} aria-label={say('tile', { label: metric.label, short: tileText(metric, answer.totals[metric.name], language), full: fullText(metric, answer.totals[metric.name], language) })} onClick={() => onPick(metric.name)}>
            {tileText(metric, answer.totals[metric.name], language)}
          </button>
          {former ? <Change metric={metric} now={answer.totals[metric.name]} before={former.answer.totals[metric.name]} days={former.days} said={at === 0} /> : null}
        </div>
      ))}
    </div>
  );
}

interface ChangeProps {
  readonly metric: MetricModel;
  readonly now: unknown;
  readonly before: unknown;
  readonly days: Days;
  /** Whether the time before is named; else it is in the hint. */
  readonly said: boolean;
}

function Change({ metric, now, before, days, said }: ChangeProps) {
  const say = useReportSay();
  const { language } = useLanguage();
  const period = daysText(days, language);
  const [to, from] = [Number(now ?? Number.NaN), Number(before ?? Number.NaN)];
  if (!Number.isFinite(to) || !Number.isFinite(from)) return null;
  const delta = to - from;
  // A share of nothing has no size; a percentage changes by points.
  const size = metric.format === 'percent' ? Math.abs(delta) : from === 0 ? undefined : Math.abs(delta / from) * 100;
  const still = delta === 0 || (size !== undefined && size < 0.05);
  const text = still ? '0%' : size === undefined ? say('isNew') : `${new Intl.NumberFormat(language, { maximumFractionDigits: size >= 100 ? 0 : 1 }).format(size)}%`;
  const tone = still || !metric.good ? '' : delta > 0 === (metric.good === 'up') ? ' tone-good' : ' tone-bad';
  return (
    <Tooltip title={`${period} · ${say('before', { value: fullText(metric, before, language) })}`}>
      <span className="tile-change small" data-change={still ? 'none' : delta > 0 ? 'up' : 'down'}>
        <b className={tone.trim()}>{still ? null : delta > 0 ? <ArrowUpOutlined aria-label="+" /> : <ArrowDownOutlined aria-label="−" />}{text}</b>{said ? <span className="muted"> {say('against', { period })}</span> : null}
      </span>
    </Tooltip>
  );
}
