/** Shows the value of a field: tags for choices, links for references, aligned numbers, dates by locale. */
import type { FieldModel } from '@tenon/model';
import { Link } from '@tanstack/react-router';
import { Tag } from 'antd';
import { useEngine } from '../app/engine.tsx';
import { useLanguage, type Language, type Say } from '../app/language.tsx';
import { formatDate, formatMoment, formatNumber, numeric, optionOf } from './format.ts';
import { idOf, titleOf, valueAt } from './paths.ts';

interface Props {
  readonly field: FieldModel | undefined;
  readonly value: unknown;
  /** The record around the value, where currencies and units are found. */
  readonly record?: unknown;
  readonly link?: boolean;
}

export function ValueView({ field, value, record, link = true }: Props) {
  const { language, say } = useLanguage();
  const { model } = useEngine();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return <span className="muted">{say('empty')}</span>;
  if (!field) return <>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</>;
  if (numeric.has(field.type)) return <span className="num">{formatNumber(field, value, record)}</span>;
  if (field.type === 'reference') return <ReferenceView to={field.to} value={value} link={link} />;
  if (field.type === 'references') {
    const records = Array.isArray(value) ? value : [value];
    return <>{records.map((one, index) => <span key={idOf(one) ?? index}>{index > 0 ? ', ' : ''}<ReferenceView to={field.to} value={one} link={link} /></span>)}</>;
  }
  if (field.type === 'children') return <>{Array.isArray(value) ? value.map((one) => titleOf(model.objects[field.of ?? ''], one)).join(', ') : ''}</>;
  return <SimpleView field={field} value={value} language={language} say={say} />;
}

function ReferenceView({ to, value, link }: { readonly to: string | undefined; readonly value: unknown; readonly link: boolean }) {
  const { model } = useEngine();
  const target = to ? model.objects[to] : undefined;
  const id = idOf(value);
  const title = titleOf(target, value);
  if (!link || !target || !id || target.name === 'user' || target.partOf) return <>{title}</>;
  return <Link to="/o/$object/r/$id" params={{ object: target.name, id }} onClick={(event) => event.stopPropagation()}>{title}</Link>;
}

interface SimpleProps {
  readonly field: FieldModel;
  readonly value: unknown;
  readonly language: Language;
  readonly say: Say;
}

function SimpleView({ field, value, language, say }: SimpleProps) {
  switch (field.type) {
    case 'boolean': return <>{value ? say('yes') : say('no')}</>;
    case 'date': return <>{formatDate(value, language)}</>;
    case 'datetime': return <>{formatMoment(value, language)}</>;
    case 'date_range': return <>{[valueAt(value, ['from']), valueAt(value, ['to'])].map((end) => (end ? formatDate(end, language) : '…')).join(' – ')}</>;
    case 'select': return <Choice field={field} value={value} />;
    case 'multi_select': return <span className="tags">{(Array.isArray(value) ? value : [value]).map((one) => <OptionTag key={String(one)} field={field} value={one} />)}</span>;
    case 'email': return <a href={`mailto:${String(value)}`}>{String(value)}</a>;
    case 'url': return /^https?:/.test(String(value)) ? <a href={String(value)} target="_blank" rel="noreferrer">{String(value)}</a> : <>{String(value)}</>;
    case 'address': return <>{['region', 'detail', 'postcode'].map((part) => valueAt(value, [part])).filter(Boolean).map(textOf).join(' ')}</>;
    case 'geo': return <>{`${String(valueAt(value, ['lat']))}, ${String(valueAt(value, ['lng']))}`}</>;
    default: return <>{textOf(value)}</>;
  }
}

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(' / ') : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The state of a record is a tag; any other choice is quieter, a dot of its colour before its name. */
function Choice({ field, value }: { readonly field: FieldModel; readonly value: unknown }) {
  const { states } = useEngine();
  if (states.has(field)) return <OptionTag field={field} value={value} />;
  const option = optionOf(field, value);
  return <span className={`choice${option?.color ? ` choice-${option.color}` : ''}`}>{option?.label ?? String(value)}</span>;
}

const colors: Readonly<Record<string, string>> = { gray: 'default' };

export function OptionTag({ field, value }: { readonly field: FieldModel; readonly value: unknown }) {
  const option = optionOf(field, value);
  const color = option?.color ? colors[option.color] ?? option.color : undefined;
  return <Tag {...(color ? { color } : {})} variant="filled">{option?.label ?? String(value)}</Tag>;
}
