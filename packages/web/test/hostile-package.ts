/**
 * A package all of whose words are hostile, in both languages: every label, help, message and description is one of them.
 *
 * In:   an empty folder.
 * Out:  its documents: one object with every type of text, rows, a lifecycle, views of each kind, reports, a dashboard and a module.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { texts } from './hostile-strings.ts';

type Json = Readonly<Record<string, unknown>>;

let next = 0;
/** The next of them, so that all have been somewhere in the end. */
const word = (): string => texts[(next += 1) % texts.length]!;
const named = (more: Json = {}): Json => ({ label: word(), ...more });
const field = (type: string, more: Json = {}): Json => ({ type, label: word(), help: word(), ...more });
const choices = (values: readonly string[]): Json => Object.fromEntries(values.map((value, i) => [value, { label: texts[i % texts.length]!, color: ['gray', 'blue', 'green', 'gold', 'orange', 'red', 'purple', 'cyan'][i % 8] }]));
const each = <T>(names: readonly string[], make: (name: string) => T): Readonly<Record<string, T>> => Object.fromEntries(names.map((name) => [name, make(name)]));

/** One choice for every string. */
export const kinds = texts.map((_, i) => `k${i}`);
const shown = ['name', 'note', 'link', 'mail', 'call', 'place', 'extra', 'body', 'kind', 'tags', 'unit', 'size', 'cur', 'amount', 'day', 'span', 'parent', 'others', 'paper', 'picture', 'status'];

const thing = (): Json => ({
  label: word(), plural: word(), description: word(), help: texts.slice(0, 40).join('\n\n'), icon: 'box', title: 'name', search: ['name', 'note'], owner: true,
  recordTypes: { plain: named({ description: word() }), fancy: named({ description: word() }) },
  fields: {
    name: field('text', { required: true }), note: field('long_text'), link: field('url'), mail: field('email'), call: field('phone'), place: field('address'), extra: field('json'), body: field('rich_text'),
    kind: field('select', { options: choices(kinds) }), tags: field('multi_select', { options: choices(kinds.slice(40)) }), unit: field('text'), size: field('quantity', { unit: 'unit' }), cur: field('text'), amount: field('money', { currency: 'cur' }),
    day: field('date'), span: field('date_range'), parent: field('reference', { to: 'thing' }), others: field('references', { to: 'thing' }), paper: field('file'), picture: field('image'),
    code: field('text', { pattern: '^[A-Z]*$', patternMessage: word() }), told: field('text', { formula: "'<b>' & name & '</b>'" }),
    status: field('select', { options: choices(['draft', 'open', 'shut']) }), rows: field('children', { of: 'part', by: 'thing' }),
  },
  validations: { sane: { check: "name != 'refuse me'", message: word(), at: 'name' } },
  lifecycle: {
    field: 'status', initial: 'draft',
    transitions: {
      begin: named({ from: ['draft'], to: 'open', confirm: word(), requires: ['note'] }), stop: named({ from: ['draft', 'open'], to: 'shut', tone: 'danger', confirm: word() }),
      never: named({ from: ['draft', 'open'], to: 'shut', guards: { nobody: { check: "name == 'refuse me'", message: word() } } }),
    },
  },
  states: { shut: { final: true, frozen: 'all' } },
});

const part = (): Json => ({
  label: word(), plural: word(), title: 'name', partOf: 'thing',
  fields: { thing: field('reference', { to: 'thing', required: true, onDelete: 'cascade' }), name: field('text', { required: true }), note: field('long_text'), kind: field('select', { options: choices(kinds) }) },
});

const report = (value: string, chart: Json, more: Json = {}): Json => ({
  label: word(), description: word(), object: 'thing', dimensions: { by: named({ value }), ...more }, limit: 200,
  metrics: { things: named({ value: 'count()' }), worth: named({ value: 'sum(size)' }) }, sort: ['by'], chart: { by: 'by', metrics: ['things'], ...chart }, filters: ['kind', 'parent', 'name'],
});

const documents = (): Readonly<Record<string, Json>> => ({
  'package.json': {
    name: '@hostile/pack', version: '1.0.0', private: true, description: word(), author: word(),
    tenon: { engine: '>=0.1', namespace: 'hostile', label: word(), locales: ['en', 'zh-CN'], timeZone: 'Asia/Shanghai', currency: 'CNY', app: 'main', modules: { side: named({ description: word(), objects: ['aside'] }) } },
  },
  'objects/thing.json': thing(), 'objects/part.json': part(),
  'objects/aside.json': { label: word(), plural: word(), title: 'name', fields: { name: field('text', { required: true }) } },
  'views/thing.all.json': { object: 'thing', label: word(), kind: 'list', default: true, columns: each(shown.slice(0, 19), () => named()), sort: ['created_at'], quickFilters: ['kind', 'parent', 'name'] },
  'views/thing.board.json': { object: 'thing', label: word(), kind: 'board', columns: { name: {}, kind: {}, tags: {}, link: {} }, group: 'status' },
  'views/thing.days.json': { object: 'thing', label: word(), kind: 'calendar', columns: { name: {}, kind: {} }, calendar: { start: 'span.from', end: 'span.to' } },
  'layouts/thing.main.json': {
    object: 'thing', label: word(), use: ['form', 'detail'], header: { fields: ['status', 'kind', 'link'] },
    tabs: {
      first: { label: word(), sections: { one: { label: word(), columns: 2, fields: each(shown.filter((name) => name !== 'status'), () => ({})) }, two: { label: word(), columns: 1, fields: { code: {}, told: {}, rows: { columns: ['name', 'note', 'kind'] } } } } },
      second: { label: word(), sections: {}, related: { below: { label: word(), object: 'thing', by: 'parent', columns: ['name', 'kind', 'link'] } } },
    },
  },
  'roles/hq_admin.json': { label: word(), description: word(), admin: true, otherObjects: { create: true, read: true, update: true, delete: true, export: true, actions: '*' } },
  'reports/by_name.json': report('name', { kind: 'bar' }), 'reports/by_kind.json': report('kind', { kind: 'pie' }), 'reports/by_parent.json': report('parent', { kind: 'column', metrics: ['things', 'worth'] }),
  'reports/by_day.json': report('startofmonth(day)', { kind: 'line', series: 'kind' }, { kind: named({ value: 'kind' }) }), 'reports/steps.json': report('status', { kind: 'funnel' }), 'reports/table.json': report('name', { kind: 'table' }),
  'dashboards/morning.json': {
    label: word(), description: word(), filters: { kind: named({ kind: 'value' }), when: named({ kind: 'period', default: 'all' }) },
    widgets: {
      names: named({ report: 'by_name', width: 6, filters: { kind: 'kind' } }), kinds: named({ report: 'by_kind', width: 6, filters: { kind: 'kind' } }), count: named({ report: 'table', chart: { kind: 'number', metrics: ['things', 'worth'] }, width: 6, height: 'small', filters: { when: 'day' } }),
      parents: named({ report: 'by_parent', width: 6 }), days: named({ report: 'by_day', width: 6 }), steps: named({ report: 'steps', width: 6 }), list: named({ view: 'thing.all', width: 12 }),
    },
  },
  'apps/main.json': {
    label: word(), icon: 'box', home: { dashboard: 'morning' },
    navigation: { all: named({ items: { things: named({ object: 'thing' }), board: named({ object: 'thing', view: 'board' }), asides: named({ object: 'aside' }), morning: named({ dashboard: 'morning' }), names: named({ report: 'by_name' }) } }) },
  },
});

const folders: Readonly<Record<string, string>> = { objects: 'object', views: 'view', layouts: 'layout', roles: 'role', reports: 'report', dashboards: 'dashboard', apps: 'app' };
const spoken: ReadonlySet<string> = new Set(['label', 'plural', 'description', 'help', 'message', 'patternMessage', 'confirm']);

/** Every word of a document by its address, in the other language: other words of the same kind. */
function translated(address: string, value: unknown, path: readonly string[] = []): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    if (typeof inner === 'string') return spoken.has(key) ? [[at.length === 1 ? `${address}/${key}` : `${address}#${at.join('/')}`, word()] as const] : [];
    return translated(address, inner, at);
  });
}

export async function writeHostilePackage(folder: string): Promise<void> {
  const all = documents();
  const words = Object.entries(all).flatMap(([file, document]) => {
    const [kind = '', name = ''] = file.replace(/\.json$/, '').split('/');
    return folders[kind] ? translated(`${folders[kind]}/${name}`, document) : [];
  });
  for (const [file, document] of Object.entries({ ...all, 'locales/zh-CN.json': Object.fromEntries(words) })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), JSON.stringify(document));
  }
}
