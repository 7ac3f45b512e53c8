/** Changes of the package, as data: edits of documents by path, and what they ask of the records that are there. */
import { documents } from './package.ts';

export interface Edit {
  readonly file: string;
  /** Path of the element, with slashes; absent for the whole document. */
  readonly at?: string;
  /** Absent to take the element away. */
  readonly value?: unknown;
}

export interface Upgrade {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** Made before, so that something is set aside when the change comes. */
  readonly first?: readonly Edit[];
  /** The migration is refused for these rows: counted by SQL of the test's own, by `object.name`. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Rules that a writer is asked only for values that change: counted likewise. */
  readonly unasked?: Readonly<Record<string, string>>;
}

const shop = (at: string, value?: unknown): Edit => ({ file: 'objects/shop.json', at, value });
const visit = (at: string, value?: unknown): Edit => ({ file: 'objects/visit.json', at, value });
const line = (at: string, value?: unknown): Edit => ({ file: 'objects/visit_line.json', at, value });
const role = (name: string, at: string, value?: unknown): Edit => ({ file: `roles/${name}.json`, at, value });

export const upgrades: readonly Upgrade[] = [
  { name: 'nothing for the records', edits: [shop('fields/note/label', 'Remark'), shop('fields/extra', { type: 'text' })] },
  { name: 'a validation', edits: [shop('validations', { has_phone: { check: "phone != null or level != 'gold'", message: 'Phone?' }, few_seats: { check: 'seats < 9', message: 'Too many.', at: 'seats' } })] },
  { name: 'a validation over children and a reference', edits: [visit('validations/has_lines', { check: "any(lines) or shop.level == 'none'", message: 'Lines?' }), line('validations', { dear: { check: 'price < 11', message: 'Too dear.', at: 'price' } })] },
  { name: 'a validation over a formula that says something else', edits: [visit('validations/total_is_small/check', 'total < 60'), line('fields/amount/formula', 'round(qty * price * 2, 2)')] },
  { name: 'an unchanged validation over another formula', edits: [line('fields/amount/formula', 'round(qty * price * 5000, 2)')] },
  { name: 'a new stored formula and a rule about it', edits: [shop('fields/score', { type: 'integer', formula: "if(level == 'gold', seats * 2, seats)", stored: true }), shop('validations', { score_is_small: { check: 'score < 12', message: 'Too high.', at: 'seats' } })] },
  { name: 'a field that becomes required', edits: [shop('fields/note/required', true), shop('fields/tags/required', true)] },
  { name: 'a range that becomes required', edits: [shop('fields/valid/required', true)], refused: { 'shop.valid': 'select count(*)::int as n from shop where valid_from is null and valid_to is null' } },
  { name: 'required fields that are new, with and without a default', edits: [shop('fields/grade', { type: 'select', required: true, options: { x: {}, y: {} }, default: "'x'" }), shop('fields/mail', { type: 'email', required: true })] },
  { name: 'a rule about a new field with a default', edits: [shop('fields/floor', { type: 'integer', default: '1' }), shop('validations', { high: { check: "floor > 1 or kind == 'a'", message: 'Higher.' } })] },
  { name: 'a renamed field and rules about it', edits: [shop('fields/places', { type: 'integer', was: 'seats' }), shop('fields/seats'), shop('validations', { few: { check: 'places != 3', message: 'Not three.', at: 'places' } })] },
  { name: 'a pattern and bounds of dates', edits: [shop('fields/phone/pattern', '^[+]49 [0-5]$'), shop('fields/opened/min', 'date(2014, 1, 1)')], unasked: { 'shop.phone': `select count(*)::int as n from shop where phone !~ '^[+]49 [0-5]$'`, 'shop.opened': `select count(*)::int as n from shop where opened < '2014-01-01'` } },
  { name: 'choices that depend on others', edits: [shop('fields/kind/options', { a: { when: ['gold', 'silver'] }, b: {} }), { file: 'objects/shop.json', at: 'fields/kind', value: { type: 'select', options: 'options/kind' } }, { file: 'options/kind.json', value: { label: 'Kind', dependsOn: 'options/level', values: { a: { when: ['gold', 'silver'] }, b: {} } } }, shop('fields/level', { type: 'select', options: 'options/level' }), { file: 'options/level.json', value: { label: 'Level', values: { gold: {}, silver: {}, none: {} } } }] },
  { name: 'a choice that is no longer offered', edits: [shop('fields/level/options/none', { inactive: true })] },
  { name: 'least and most children', edits: [visit('fields/lines/min', 1), visit('fields/lines/max', 2)] },
  { name: 'another type and a rule about it', edits: [shop('fields/seats', { type: 'text' }), shop('fields/limit', { type: 'decimal', scale: 0 }), shop('validations', { one_digit: { check: 'len(seats) == 1', message: 'One digit.', at: 'seats' } })] },
  { name: 'a field that comes back, with a rule about it', first: [shop('fields/note')], edits: [shop('fields/note', { type: 'text' }), shop('validations', { short: { check: 'len(note) < 20', message: 'Shorter.', at: 'note' } })] },
  { name: 'bounds of a number', edits: [shop('fields/limit/max', 500), shop('fields/seats/min', 2)], refused: { 'shop.limit': 'select count(*)::int as n from shop where "limit" > 500', 'shop.seats': 'select count(*)::int as n from shop where seats < 2' } },
  { name: 'a reference to other records', edits: [shop('fields/near/to', 'visit'), shop('fields/near/required', true)] },
  { name: 'a length', edits: [shop('fields/note/maxLength', 30), shop('fields/phone/minLength', 6)], refused: { 'shop.phone': 'select count(*)::int as n from shop where length(phone) < 6', 'shop.note': 'select count(*)::int as n from shop where length(note) > 30' } },
  { name: 'choices that are gone', edits: [shop('fields/level/options', { gold: {}, silver: {} }), shop('fields/marks/options', { new: {}, big: {} })], refused: { 'shop.level': `select count(*)::int as n from shop where level = 'none'`, 'shop.marks': `select count(*)::int as n from shop where 'old' = any(marks)` } },
  { name: 'a key and a unique field', edits: [shop('fields/name/unique', true), shop('keys', { one_a: { fields: ['level'], when: "kind == 'a'" } })], refused: { 'shop.name': 'select count(*)::int as n from shop s where exists (select from shop o where o.name = s.name and o.id <> s.id)', 'shop.one_a': `select count(*)::int as n from shop s where kind = 'a' and exists (select from shop o where o.level = s.level and o.id <> s.id and o.kind = 'a')` } },
  { name: 'a narrower condition', edits: [role('seller', 'objects/shop/read', 'area == user.area'), role('partner', 'objects/visit/read', "shop == user.shop and done and shop.level == 'gold'")] },
  { name: 'a wider condition', edits: [role('partner', 'objects/shop/read', "record == user.shop or level == 'none'"), role('seller', 'objects/visit/read', true)] },
  { name: 'an object gained and one lost', edits: [role('partner', 'objects/area', { read: true, otherFields: 'read' }), role('seller', 'objects/visit')] },
  { name: 'a condition that asks nobody', edits: [role('auditor', 'objects/visit/read', "done or shop.level == 'silver'")] },
  { name: 'a condition over a field that is computed otherwise', edits: [shop('fields/cheap', { type: 'boolean', formula: "level != 'gold'", stored: true }), role('partner', 'objects/shop/read', 'cheap')] },
  { name: 'a new role and one that goes', edits: [{ file: 'roles/reader.json', value: { label: 'Reader', objects: { shop: { read: "kind == 'b'", otherFields: 'read' } } } }, { file: 'roles/auditor.json' }] },
  { name: 'a role that includes another', edits: [role('auditor', 'includes', ['partner']), role('auditor', 'userAttributes', {})] },
  { name: 'a formula in the query and a rule about it', edits: [visit('fields/mean', { type: 'decimal', formula: 'avg(lines.price)', stored: false }), visit('validations', { total_is_small: { check: 'total < 100000', message: 'Too much.' }, mean_is_small: { check: 'mean < 8 or mean == null', message: 'Too much.' } })] },
  { name: 'fewer decimal places under a rule', edits: [line('fields/qty', { type: 'decimal', scale: 0 }), visit('validations/total_is_small/check', 'total < 80')] },
  { name: 'an object and its role, and a reference to it', edits: [{ file: 'objects/team.json', value: { label: 'Team', title: 'name', fields: { name: { type: 'text', required: true, unique: true } }, validations: { never: { check: 'false', message: 'Never.' } } } }, shop('fields/team', { type: 'reference', to: 'team' }), role('seller', 'objects/shop/read', 'team == null and under(area, user.area)'), role('seller', 'objects/team', { read: true }), role('chief', 'objects/team', { create: true, read: true, update: true })] },
  { name: 'texts that are no numbers', edits: [shop('fields/size', { type: 'integer' })], refused: { 'shop.size': `select count(*)::int as n from shop where size !~ '^[0-9]+$'` } },
  { name: 'a rule over a tree and a pattern of texts', edits: [shop('fields/code', { type: 'text', required: true, unique: true }), line('fields/what', { type: 'text', maxLength: 200, pattern: '^Line [0-9]$' }), shop('validations', { north: { check: "under(area, area.parent) or area.code == 'all'", message: 'Where?' } })] },
  {
    name: 'an object that comes back with its records',
    first: [{ file: 'objects/visit_line.json' }, visit('fields/lines'), visit('fields/total'), visit('validations')],
    edits: [
      { file: 'objects/visit.json', value: { ...documents['objects/visit.json'], validations: { small: { check: 'total < 30', message: 'Too much.' } } } },
      { file: 'objects/visit_line.json', value: { ...documents['objects/visit_line.json'], validations: { dear: { check: 'price < 11', message: 'Too dear.' } } } },
    ],
  },
];
