/** A rule in the words of the page. */
import type { FieldModel, Model } from '@tenon/model';
import type { Language } from '../app/language.tsx';
import { formatDate, formatNumber, optionOf } from '../fields/format.ts';
import { labelOf } from '../list/columns.ts';
import { familyOf, filterField, type Day, type Operator, type Period, type Rule } from './rule.ts';
import type { FilterSay } from './say.ts';
import type { FilterWord } from './words/en.ts';

const dayWords: Partial<Record<Operator, FilterWord>> = { is: 'dayIs', lt: 'dayLt', lte: 'dayLte', gt: 'dayGt', gte: 'dayGte' };

/** Days are before and after, numbers less and more. */
export function operatorWord(field: FieldModel, op: Operator): FilterWord {
  const family = familyOf(field);
  return (family === 'date' || family === 'datetime' || family === 'time' ? dayWords[op] : undefined) ?? op;
}

export function dayWord(day: Day, language: Language, say: FilterSay): string {
  if (typeof day === 'string') return formatDate(day, language);
  if (day.days === 0) return say('today');
  if (day.days === -1) return say('yesterday');
  if (day.days === 1) return say('tomorrow');
  return day.days < 0 ? say('daysAgo', { count: -day.days }) : say('daysAhead', { count: day.days });
}

/** The one before, the present one, the next. */
const periods = {
  week: ['lastWeek', 'thisWeek', 'nextWeek'], month: ['lastMonth', 'thisMonth', 'nextMonth'], quarter: ['lastQuarter', 'thisQuarter', 'nextQuarter'], year: ['lastYear', 'thisYear', 'nextYear'],
} as const;

export function periodWord(period: Period, say: FilterSay): string {
  if ('last' in period) return say('lastDays', { count: period.last });
  if ('next' in period) return say('nextDays', { count: period.next });
  return say(periods[period.unit][period.shift + 1]!);
}

/** `Status is one of Draft, Submitted`. Titles of records are given by who knows them. */
export function describeRule(model: Model, object: string, rule: Rule, language: Language, say: FilterSay, titleOf: (id: string) => string): { readonly label: string; readonly said: string } {
  const field = filterField(model, object, rule.path);
  const label = labelOf(model, object, rule.path);
  if (!field) return { label, said: '' };
  const family = familyOf(field);
  const one = (value: Day): string => {
    if (typeof value === 'object' || family === 'date' || family === 'datetime') return dayWord(value, language, say);
    if (family === 'number') return formatNumber(field, value);
    if (family === 'record' || family === 'records') return titleOf(value);
    return optionOf(field, value)?.label ?? value;
  };
  const { value, op } = rule;
  const word = say(operatorWord(field, op));
  if (value === null) return { label, said: word };
  if (typeof value === 'boolean') return { label, said: say(value ? 'yes' : 'no') };
  if (op === 'within') return { label, said: periodWord(value as Period, say) };
  if (op === 'between') return { label, said: (value as readonly Day[]).map(one).join(' – ') };
  if (Array.isArray(value)) return { label, said: `${op === 'oneOf' || op === 'hasAny' ? '' : `${word} `}${value.map(one).join(', ')}` };
  return { label, said: `${op === 'is' ? '' : `${word} `}${one(value as Day)}` };
}
