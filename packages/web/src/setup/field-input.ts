/**
 * What is typed in the drawer of a field, and the edits of the layer that it comes to.
 *
 * In:   the field as it stands in the draft, or none for a new one; what was typed.
 * Out:  edits: an element of the layer's own is put in whole, of another layer's only the keys that differ.
 * Texts: the document has the text of the package's first language; another language has its own in the locale.
 */
import type { ClientModel, FieldModel, FieldType } from '@tenon/model';
import type { Language } from '../app/language.tsx';
import { tenantNamespace } from './layer-tag.tsx';
import type { Intent } from './intents.ts';
import type { LayerEdit } from './metadata.ts';

export interface OptionRow {
  readonly key: number;
  readonly label: string;
  readonly value: string;
  readonly color?: string;
}
export interface FieldInput {
  readonly labels: Readonly<Record<Language, string>>;
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly hidden: boolean;
  readonly help: string;
  readonly shared: boolean;
  readonly options: readonly OptionRow[];
  readonly list?: string;
  readonly to?: string;
  /** `<layout>#tabs/<tab>/sections/<section>`; empty where no layout is to have it. */
  readonly section: string;
  /** The field that it follows; empty for the end. */
  readonly after: string;
  readonly why: string;
}

type Json = Readonly<Record<string, unknown>>;

/** What the drawer begins with. */
export interface Subject {
  readonly object: string;
  readonly source: ClientModel;
  /** The field in the draft; none: a new one. */
  readonly field: FieldModel | undefined;
  /** The same in the effective document. */
  readonly value: Json;
  /** What the layers below say of it; none where they have no such field. */
  readonly below: Json | undefined;
  readonly intents: readonly Intent[];
}

export const isOwn = (name: string): boolean => name.startsWith(`${tenantNamespace}_`);
const fieldAddress = (object: string, name: string): string => `object/${object}#fields/${name}`;

export const languagesOf = (source: ClientModel): { readonly first: Language; readonly other: Language } =>
  source.package.locales[0]?.startsWith('zh') ? { first: 'zh-CN', other: 'en' } : { first: 'en', other: 'zh-CN' };

/** One text in all languages stands in the reader's own, so that another language can be given its own. */
function labelsOf({ object, source, field }: Subject, language: Language): FieldInput['labels'] {
  const { first, other } = languagesOf(source);
  const label = field?.label ?? '';
  const translated = field && source.locales[other]?.[`${fieldAddress(object, field.name)}/label`];
  const [own, foreign] = translated !== undefined ? [label, translated] : language === first ? [label, ''] : ['', label];
  return { [first]: own, [other]: foreign } as Record<Language, string>;
}

export function begin(subject: Subject, place: Pick<FieldInput, 'section' | 'after'>, language: Language): FieldInput {
  const { field, value, intents } = subject;
  const labels = labelsOf(subject, language);
  const options = value['options'];
  const shared = typeof options === 'string';
  const own = shared || !options ? [] : Object.entries(options as Readonly<Record<string, Json>>);
  const base = {
    labels, name: field?.name ?? '', type: field?.type ?? ('text' as const), required: value['required'] === true, hidden: field?.hidden === true, help: field?.help ?? '', shared,
    options: own.map(([name, one], key): OptionRow => ({ key, label: String(one['label'] ?? name), value: name, ...(typeof one['color'] === 'string' ? { color: one['color'] } : {}) })),
    ...(shared ? { list: options.slice('options/'.length) } : {}), ...(typeof value['to'] === 'string' ? { to: value['to'] } : {}),
    why: '',
  };
  return { ...base, ...(field ? placeOf(field.name, intents) : place) };
}

const placed = (name: string, intents: readonly Intent[]): readonly Intent[] => intents.filter(({ address, op }) => op === 'add' && address.startsWith('layout/') && address.endsWith(`/fields/${name}`));

/** Where the layer itself has put the field. */
function placeOf(name: string, intents: readonly Intent[]): Pick<FieldInput, 'section' | 'after'> {
  const [spot] = placed(name, intents);
  if (!spot) return { section: '', after: '' };
  const move = intents.find(({ address, op }) => op === 'move' && address === spot.address)?.value as { readonly after?: string } | undefined;
  return { section: spot.address.slice('layout/'.length, -`/fields/${name}`.length), after: move?.after ?? '' };
}

/** A name from a label of Latin letters; without any, the next number that is free. */
export function nameFrom(label: string, taken: Readonly<Record<string, unknown>>): string {
  const plain = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 38);
  if (plain && `x_${plain}` in taken) return numbered(`x_${plain.slice(0, 34)}_`, taken, 2);
  return plain ? `x_${plain}` : numbered('x_field_', taken, 1);
}

function numbered(start: string, taken: Readonly<Record<string, unknown>>, from: number): string {
  let number = from;
  while (`${start}${number}` in taken) number += 1;
  return `${start}${number}`;
}

/** A value of a choice from its label. */
export function valueFrom(label: string, taken: readonly string[]): string {
  const known = Object.fromEntries(taken.map((value) => [value, true]));
  const plain = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '').slice(0, 36);
  if (plain && !(plain in known)) return plain;
  return numbered(plain ? `${plain}_` : 'option_', known, plain ? 2 : 1);
}

export const hasOptions = (type: FieldType): boolean => type === 'select' || type === 'multi_select';
export const hasTarget = (type: FieldType): boolean => type === 'reference' || type === 'references';

/** The edits of a new field, or of one that is changed. */
export function editsOf(subject: Subject, input: FieldInput, start: FieldInput): readonly LayerEdit[] {
  const why = input.why.trim() ? { why: input.why.trim() } : {};
  const edits = isOwn(input.name) || !subject.field ? ownEdits(subject, input, start) : keyEdits(subject, input, start);
  return edits.map((edit) => (edit.op === 'reset' ? edit : { ...edit, ...why }));
}

function ownEdits(subject: Subject, input: FieldInput, start: FieldInput): readonly LayerEdit[] {
  const at = fieldAddress(subject.object, input.name);
  const position = !subject.field && input.section === '' && input.after ? { after: input.after } : {};
  const whole: LayerEdit = { op: 'add', at, value: fieldValue(subject, input), ...position };
  return [whole, ...labelEdits(subject, input), ...placeEdits(subject, input, start)];
}

function fieldValue(subject: Subject, input: FieldInput): Json {
  const { required: _r, help: _h, hidden: _d, options: _o, to: _t, ...kept } = subject.field?.type === input.type ? subject.value : {};
  const boolean = input.type === 'boolean';
  return {
    ...kept, type: input.type, label: textOf(subject, input),
    ...(input.help.trim() ? { help: input.help.trim() } : {}),
    ...(input.required ? { required: true } : {}), ...(boolean && input.required ? { default: 'false' } : {}), ...(input.hidden ? { hidden: true } : {}),
    ...(hasOptions(input.type) ? { options: input.shared ? `options/${input.list ?? ''}` : optionsValue(input.options) } : {}),
    ...(hasTarget(input.type) ? { to: input.to } : {}),
  };
}

const optionsValue = (rows: readonly OptionRow[]): Json => Object.fromEntries(rows.map(({ label, value, color }) => [value, { label: label.trim(), ...(color ? { color } : {}) }]));

/** The text of the document: in its first language, else what there is. */
function textOf({ source }: Subject, { labels }: FieldInput): string {
  const { first, other } = languagesOf(source);
  return labels[first].trim() || labels[other].trim();
}

function labelEdits(subject: Subject, input: FieldInput): readonly LayerEdit[] {
  const { other } = languagesOf(subject.source);
  const at = `locale/${other}#${fieldAddress(subject.object, input.name)}/label`;
  const text = input.labels[other].trim();
  if (text && text !== textOf(subject, input)) return [{ op: 'set', at, value: text }];
  return subject.intents.some(({ address }) => address === at) ? [{ op: 'reset', at }] : [];
}

function placeEdits({ object, source, intents }: Subject, input: FieldInput, start: FieldInput): readonly LayerEdit[] {
  const before = placed(input.name, intents).map(({ address }): LayerEdit => ({ op: 'reset', at: address }));
  if (input.section === start.section && input.after === start.after && before.length > 0) return [];
  if (!input.section) return before;
  const [chosen, path] = [input.section.slice(0, input.section.indexOf('#')), input.section.slice(input.section.indexOf('#') + 1)];
  // A screen that only shows records has the field at the same place, where it has such a place.
  const layouts = Object.values(source.layouts).filter((layout) => layout.object === object && (layout.name === chosen || (!layout.use.includes('form') && layout.use.includes('detail'))));
  const columns = source.layouts[chosen]?.tabs.flatMap((tab) => tab.sections.filter((section) => `tabs/${tab.name}/sections/${section.name}` === path))[0]?.columns ?? 1;
  const value = broad.has(input.type) && columns > 1 ? { span: columns } : {};
  const added = layouts.filter((layout) => layout.tabs.some((tab) => tab.sections.some((section) => `tabs/${tab.name}/sections/${section.name}` === path))).map((layout): LayerEdit => {
    const there = layout.tabs.some((tab) => tab.sections.some((section) => section.fields.some(({ field }) => field === input.after)));
    return { op: 'add', at: `layout/${layout.name}#${path}/fields/${input.name}`, value, ...(input.after && there ? { after: input.after } : {}) };
  });
  return [...before, ...added];
}

const broad = new Set<FieldType>(['long_text', 'rich_text']);

/** Of another layer's field only what differs; what the layers below say anyway is not said again. */
function keyEdits(subject: Subject, input: FieldInput, start: FieldInput): readonly LayerEdit[] {
  const at = fieldAddress(subject.object, input.name);
  const edit = (key: string, value: unknown, empty: unknown): readonly LayerEdit[] => {
    const below = subject.below?.[key] ?? empty;
    const said = subject.intents.some(({ address }) => address === `${at}/${key}`);
    if (value === below) return said ? [{ op: 'reset', at: `${at}/${key}` }] : [];
    return [value === empty && key === 'help' ? { op: 'unset', at: `${at}/${key}` } : { op: 'set', at: `${at}/${key}`, value }];
  };
  return [
    ...(input.help.trim() === start.help ? [] : edit('help', input.help.trim(), '')),
    ...(input.required === start.required ? [] : edit('required', input.required, false)),
    ...(input.hidden === start.hidden ? [] : edit('hidden', input.hidden, false)),
    ...changedLabels(subject, input, start),
  ];
}

/** A new text in the first language silences the translations below: the other language's is said again. */
function changedLabels(subject: Subject, input: FieldInput, start: FieldInput): readonly LayerEdit[] {
  const { other } = languagesOf(subject.source);
  const at = `${fieldAddress(subject.object, input.name)}/label`;
  const text = textOf(subject, input);
  const [changed, translated] = [text !== subject.field?.label, input.labels[other].trim() !== start.labels[other]];
  if (!changed && !translated) return [];
  const said = subject.intents.some(({ address }) => address === at);
  const own: readonly LayerEdit[] = !changed ? [] : text === subject.below?.['label'] ? (said ? [{ op: 'reset', at }] : []) : [{ op: 'set', at, value: text }];
  const typed = input.labels[other].trim();
  return [...own, ...(!changed && typed ? [{ op: 'set', at: `locale/${other}#${at}`, value: typed } as const] : labelEdits(subject, input))];
}
