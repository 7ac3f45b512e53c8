/** What stands in a cell that nobody is typing in: text that is cheap to draw, since a grid has thousands. */
import type { FieldModel } from '@tenon/model';
import type { ReactNode } from 'react';
import type { Language } from '../../app/language.tsx';
import { formatDate, formatNumber, numeric, optionOf, plainText } from '../../fields/format.ts';
import { titleOf, valueAt } from '../../fields/paths.ts';
import { wallOf } from '../../fields/zone.ts';
import { readDecimal } from '../../fields/decimal-text.ts';
import { paragraphsOf } from '../../fields/paragraphs.ts';
import type { LiveContext } from '../live.ts';
import { isEmpty, type FormValues } from '../values.ts';

export interface CellView {
  readonly context: LiveContext;
  readonly language: Language;
  /** The reader's. */
  readonly timeZone: string;
  readonly yes: string;
}

/** The value as text, as it is shown and copied. */
export function cellText(field: FieldModel, value: unknown, around: unknown, { context, language, timeZone, yes }: CellView): string {
  if (isEmpty(value)) return '';
  if (numeric.has(field.type)) return readDecimal(String(value)) === String(value) ? formatNumber(field, value, around) : String(value);
  const target = context.model.objects[field.to ?? ''];
  const named = (id: unknown) => titleOf(target, context.known.get(String(id)) ?? id);
  switch (field.type) {
    case 'reference': return named(value);
    case 'references': return Array.isArray(value) ? value.map(named).join(', ') : '';
    case 'boolean': return value === true ? yes : '';
    case 'datetime': return wallOf(String(value), timeZone)?.slice(0, 16).replace('T', ' ') ?? String(value);
    case 'date_range': return [valueAt(value, ['from']), valueAt(value, ['to'])].map((end) => (end ? formatDate(end, language) : '…')).join(' – ');
    case 'rich_text': return paragraphsOf(value).text;
    case 'address': return ['region', 'detail', 'postcode'].map((part) => valueAt(value, [part])).filter(Boolean).join(' ');
    case 'time': return String(value).slice(0, 5);
    default: return plainText(field, value, language);
  }
}

export function cellContent(field: FieldModel, value: FormValues[string], text: string): ReactNode {
  if (field.type !== 'select' || text === '') return text;
  const color = optionOf(field, value)?.color;
  return <span className={`choice${color ? ` choice-${color}` : ''}`}>{text}</span>;
}
