/** The shapes of objects, views, apps and the package: which keys hold elements with names, and what is told of an element that comes. */
import type { Group, Raw, Shape } from './walk.ts';
import { print } from './print.ts';
import { nouns, typeName, words, type Words } from './words.ts';

const byKey = (_: Raw, key: string): string => key;
const byName = (raw: Raw, key: string): string => (typeof raw['name'] === 'string' ? raw['name'] : key);
const text = (value: unknown): Words => words(print(value) ?? '', print(value) ?? '');

export const optionGroup: Group = { shape: { noun: nouns.option, silent: ['value'] }, name: (raw) => String(raw['value']), ordered: true };

const fieldBrief = (raw: Raw): Words => {
  const type = typeName(raw['type']);
  const formula = print(raw['formula']);
  const more = [...(raw['required'] === true ? [words('required', '必填')] : []), ...(formula ? [words(`= ${formula}`, `= ${formula}`)] : [])];
  return words([type, ...more].map(({ en }) => en).join(', '), [type, ...more].map((each) => each['zh-CN']).join('，'));
};

/** Keys of a field that the Model and the documents call otherwise. */
const fieldPaths = { minDate: 'min', maxDate: 'max', minRows: 'min', maxRows: 'max', numbering: 'pattern', optionsFrom: 'options', optionsBy: 'options' } as const;

/** The choices of a field are told apart, since lists are shared; where its values are kept follows from its formula. */
export const fieldShape: Shape = { noun: nouns.field, silent: ['name', 'options', 'storage', 'system'], brief: fieldBrief, at: fieldPaths };

const guards: Group = { shape: { noun: nouns.guard, silent: ['name'], brief: (raw) => text(raw['check']) }, name: byName, ordered: true };
const transitions: Group = {
  shape: { noun: nouns.transition, silent: ['name'], groups: { guards }, brief: (raw) => words(`${print(raw['from']) ?? ''} → ${String(raw['to'])}`, `${print(raw['from']) ?? ''} → ${String(raw['to'])}`) },
  name: byName, ordered: true,
};

export const objectShape: Shape = {
  noun: nouns.object, silent: ['name', 'fields', 'computed', 'system'],
  parts: { lifecycle: { noun: nouns.lifecycle, groups: { transitions } } },
  groups: {
    recordTypes: { shape: { noun: nouns.recordType }, name: byKey, ordered: true },
    validations: { shape: { noun: nouns.validation, silent: ['name'], brief: (raw) => text(raw['check']) }, name: byName, ordered: false },
    keys: { shape: { noun: nouns.key, silent: ['name'], brief: (raw) => text(raw['fields']) }, name: byName, ordered: false },
    indexes: { shape: { noun: nouns.index, silent: ['name'], brief: (raw) => text(raw['fields']) }, name: byName, ordered: false },
    states: { shape: { noun: nouns.state, brief: (raw) => text(raw['frozen']) }, name: byKey, ordered: false },
  },
};

const pathOf = (raw: Raw): string => (raw['path'] as readonly string[]).join('.');

export const viewShape: Shape = {
  noun: nouns.view, silent: ['name'],
  groups: { columns: { shape: { noun: nouns.column, silent: ['path'] }, name: pathOf, ordered: true } },
};

const items: Group = { shape: { noun: nouns.item, silent: ['name'] }, name: byName, ordered: true };
export const appShape: Shape = {
  noun: nouns.app, silent: ['name'],
  groups: { navigation: { shape: { noun: nouns.group, silent: ['name'], groups: { items } }, name: byName, ordered: true } },
};

const source = (raw: Raw): Words => text(raw['aggregate'] ?? raw['value'] ?? raw['formula']);
const chart: Shape = { noun: nouns.chart };
export const reportShape: Shape = {
  noun: nouns.report, silent: ['name'], parts: { chart },
  groups: {
    dimensions: { shape: { noun: nouns.dimension, silent: ['name'], brief: source }, name: byName, ordered: true },
    metrics: { shape: { noun: nouns.metric, silent: ['name'], brief: source, at: { aggregate: 'value' } }, name: byName, ordered: true },
  },
};

export const dashboardShape: Shape = {
  noun: nouns.dashboard, silent: ['name'],
  groups: {
    filters: { shape: { noun: nouns.filter, silent: ['name'] }, name: byName, ordered: true },
    widgets: { shape: { noun: nouns.widget, silent: ['name'], parts: { chart }, brief: (raw) => text(raw['report'] ?? raw['view']) }, name: byName, ordered: true },
  },
};

export const listShape: Shape = { noun: nouns.list, silent: ['name'] };

const packagePaths = { namespace: 'tenon/namespace', label: 'tenon/label', locales: 'tenon/locales', timeZone: 'tenon/timeZone', app: 'tenon/app', currency: 'tenon/currency' } as const;
export const packageShape: Shape = { noun: nouns.package, at: packagePaths };

export const layers: Group = { shape: { noun: nouns.layer, silent: ['hash'], brief: (raw) => text(raw['version']) }, name: byName, ordered: true };
export const modules: Group = { shape: { noun: nouns.module, silent: ['name', 'package'], brief: (raw) => text(raw['description']) }, name: byName, ordered: false };
