/** A span of days: the usual ones by name, any other from a calendar, which comes when it is asked for. */
import { Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useLanguage } from '../app/language.tsx';
import type { QuickProps } from './quick-filters.tsx';
import type { Day, Period, Rule } from './rule.ts';
import { useFilterSay } from './say.ts';
import { dayWord, periodWord } from './describe.ts';

// A calendar is much code, and most are content with this month.
const RangeChoice = lazy(() => import('./range-choice.tsx').then((part) => ({ default: part.RangeChoice })));

const usual: readonly Period[] = [
  { unit: 'week', shift: 0 }, { unit: 'week', shift: -1 }, { unit: 'month', shift: 0 }, { unit: 'month', shift: -1 }, { unit: 'quarter', shift: 0 }, { unit: 'quarter', shift: -1 }, { unit: 'year', shift: 0 }, { unit: 'year', shift: -1 }, { last: 7 }, { last: 30 }, { last: 90 },
];

export function DayFilter({ id, path, field, rule, onChange }: QuickProps) {
  const say = useFilterSay();
  const { language } = useLanguage();
  const [calendar, setCalendar] = useState(false);
  const steps = path.split('.');
  const rules = new Map<string, { readonly label: string; readonly rule: Rule }>([
    ['today', { label: say('today'), rule: { kind: 'rule', path: steps, op: 'is', value: { days: 0 } } }],
    ['yesterday', { label: say('yesterday'), rule: { kind: 'rule', path: steps, op: 'is', value: { days: -1 } } }],
    ...usual.map((period) => [JSON.stringify(period), { label: periodWord(period, say), rule: { kind: 'rule', path: steps, op: 'within', value: period } }] as const),
  ]);
  const chosen = rule && [...rules].find(([, one]) => one.rule.op === rule.op && JSON.stringify(one.rule.value) === JSON.stringify(rule.value))?.[0];
  const other = rule && chosen === undefined ? rangeWords(rule, say, language) : undefined;
  const options = [...[...rules].map(([value, { label }]) => ({ value, label })), { value: 'calendar', label: say('customRange') }, ...(other ? [{ value: 'other', label: other }] : [])];
  return (
    <>
      <Select<string>
        id={id} allowClear prefix={field.label} placeholder={say('any')} aria-label={field.label} popupMatchSelectWidth={false} options={options} {...(rule ? { value: chosen ?? 'other' } : {})}
        onChange={(next) => { if (next === 'calendar') setCalendar(true); else onChange(next ? rules.get(next)?.rule : undefined); }}
      />
      {calendar ? (
        <Suspense fallback={null}>
          <RangeChoice label={field.label} value={endsOf(rule)} done={(ends) => { setCalendar(false); if (ends) onChange(ruleOfEnds(steps, ends)); }} />
        </Suspense>
      ) : null}
    </>
  );
}

export type Ends = readonly [from: string | undefined, to: string | undefined];

const exact = (day: unknown): string | undefined => (typeof day === 'string' ? day : undefined);

function endsOf(rule: Rule | undefined): Ends {
  const value = rule?.value;
  if (Array.isArray(value)) return [exact(value[0]), exact(value[1])];
  return [rule?.op === 'gte' || rule?.op === 'is' ? exact(value) : undefined, rule?.op === 'lte' || rule?.op === 'is' ? exact(value) : undefined];
}

function ruleOfEnds(path: readonly string[], [from, to]: Ends): Rule | undefined {
  if (from && to) return { kind: 'rule', path, op: 'between', value: [from, to] };
  if (from) return { kind: 'rule', path, op: 'gte', value: from };
  return to ? { kind: 'rule', path, op: 'lte', value: to } : undefined;
}

function rangeWords(rule: Rule, say: ReturnType<typeof useFilterSay>, language: ReturnType<typeof useLanguage>['language']): string {
  const words = (day: Day) => dayWord(day, language, say);
  if (Array.isArray(rule.value)) return (rule.value as readonly Day[]).map(words).join(' – ');
  if (rule.op === 'within') return periodWord(rule.value as Period, say);
  const said = words(rule.value as Day);
  return rule.op === 'gte' ? `≥ ${said}` : rule.op === 'lte' ? `≤ ${said}` : said;
}
