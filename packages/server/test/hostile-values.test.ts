/**
 * Wrong values in every field of every object, and random bodies: refused with the field's name, or taken; never a 5xx.
 *
 * What is refused changes nothing. The seed of the random bodies is printed; FC_SEED=<n> draws the same ones again, FC_RUNS=<n> so many of them.
 */
import fc from 'fast-check';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { few, readChannel } from './walk/channel.ts';
import { openPlace, type Place } from './walk/place.ts';

const slug = 'demo';
const missing = '018f0000-0000-7000-8000-000000000000';
const runs = Number(process.env['FC_RUNS'] ?? 120);
const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let place: Place;
let model: Model;
const ids: Record<string, readonly string[]> = {};
beforeAll(async () => {
  const channel = await readChannel();
  ({ model } = channel);
  place = await openPlace([{ slug, model, users: channel.users, data: few(model) }]);
  for (const object of Object.keys(model.objects)) ids[object] = (await place.rows(slug, object)).map((row) => row.id);
  process.stdout.write(`hostile-values: FC_SEED=${seed}\n`);
});
afterAll(() => place?.close());

const ask = (options: InjectOptions): Promise<LightMyRequestResponse> => place.ask(`admin@demo/${slug}`, options);
const at = (object: string, ...more: string[]): string => ['/api/objects', object, ...more].join('/');

const text = ['a\0b', '\ud800', 'x\udfffy', 'x'.repeat(200_001), 5, true, {}, [], [['x']]];
const number = ['NaN', 'Infinity', '-Infinity', '1e308', '1e-5', '0x10', '1_000', '١', '', ' 1', '1 ', '+1', '.5', '5.', '--1', '9'.repeat(41), `0.${'1'.repeat(61)}`, '9'.repeat(100_000), 1e308, -1e308, 1e-300, 2 ** 63, true, {}, [], '\0', '1\0'];
const moment = ['now', 'today', 'infinity', '-infinity', 'epoch', '2026-02-30', '2026-13-01', '0000-01-01', '10000-01-01', '2026-1-1', '2026-01-01 BC', '', 0, 20260101, true, {}, [], '2026-01-01\0', '２０２６-01-01', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00', '2026-01-01T00:00:00+99:00'];
const id = ['x', '', missing.slice(1), `${missing}x`, `{${missing}}`, missing.replaceAll('-', ''), "' or 1=1", 5, true, [], {}, { id: 'x' }, { id: {} }, { id: [missing] }, '\0', '\ud800'];
const wrong: Readonly<Record<string, readonly unknown[]>> = {
  text, long_text: text, email: [...text, 'x', 'a@b@c', 'a b@c.d'], phone: [...text, 'call me'], url: [...text, 'javascript:alert(1)', 'ftp://x', '//x', 'http://'],
  integer: [...number, '1', 1.5], decimal: number, money: number, quantity: number, percent: number,
  boolean: ['true', 'false', 0, 1, '', {}, []], date: moment, datetime: [...moment, '2026-01-01'], time: ['25:00', '24:00:00', 'now', '12:60', '1:1', 0, {}, '12:00\0'],
  date_range: ['2026-01-01', [], 5, { from: '2026-02-01', to: '2026-01-01' }, { from: 'infinity' }, { x: 1 }, { from: {} }, { from: '2026-02-30' }], select: ['nope', '', 5, {}, [], '__proto__', 'constructor', 'x\0', '\ud800'],
  multi_select: ['x', [5], [['x']], [{}], ['nope'], {}, Array.from({ length: 2_000 }, () => 'x'), ['\0']], reference: id, references: ['x', missing, [5], ['x'], [[]], {}, [{}], Array.from({ length: 2_000 }, () => missing)],
  children: ['x', 5, {}, [5], ['x'], [null], [[]], [{ id: 'x' }], [{ nope: 1 }], Array.from({ length: 1_001 }, () => ({}))], address: ['x', 5, [], { zip: 1 }, { detail: {} }, { detail: '\0' }, { region: 'x'.repeat(501) }], geo: ['x', [], { lat: 91, lng: 0 }, { lat: 'x', lng: 0 }, { lat: 0 }, { lat: 0, lng: 0, x: 0 }],
  json: [{ a: '\0' }, { a: '\ud800' }, { '\0': 1 }, nested(40), Array.from({ length: 20_001 }, () => 0)], rich_text: [{ a: '\0' }, nested(40)], file: id, image: id, autonumber: ['X-1', 5, {}],
};

function nested(levels: number): unknown {
  return Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
}

/** A refusal that names the field. */
function expectAt(label: unknown, field: string, answer: LightMyRequestResponse): void {
  const problem = answer.json<{ status: number; code: string; errors?: { field: string }[] }>();
  expect([label, answer.statusCode, answer.headers['content-type']]).toEqual([label, 422, 'application/problem+json; charset=utf-8']);
  expect([label, problem.errors?.some((one) => one.field === field || one.field.startsWith(`${field}/`)), answer.body.slice(0, 300)]).toEqual([label, true, expect.any(String)]);
}

const brief = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60);
const main = (): ObjectModel[] => Object.values(model.objects).filter((object) => !object.partOf && !object.system);
/** Some of the values, beginning elsewhere for each field, so that all of them are met. */
const some = (values: readonly unknown[], from: number, count: number): readonly unknown[] => Array.from({ length: Math.min(count, values.length) }, (_, i) => values[(from + i) % values.length]);

describe('a wrong value', () => {
  it('in any field of any object is refused with the name of the field, and changes nothing', async () => {
    const before = await place.digest(slug);
    let turn = 0;
    for (const object of main()) {
      for (const field of Object.values(object.fields)) {
        const values = field.system || field.formula ? [1, 'x', null, {}] : (wrong[field.type] ?? []);
        for (const value of some(values, (turn += 3), 4)) expectAt([object.name, field.name, brief(value)], field.name, await ask({ method: 'POST', url: at(object.name), payload: { [field.name]: value } }));
        const [record] = ids[object.name]!;
        for (const value of some(values, (turn += 3), 1)) {
          if (record && !field.system) expectAt(['PATCH', object.name, field.name, brief(value)], field.name, await ask({ method: 'PATCH', url: at(object.name, record), payload: { [field.name]: value } }));
        }
      }
    }
    expect(await place.digest(slug)).toEqual(before);
  });

  it('in a row of children and in an item of many is refused with its whole path', async () => {
    const before = await place.digest(slug);
    let turn = 0;
    const rows = Object.values(model.objects).filter((object) => object.partOf && !model.objects[object.partOf.object]!.partOf);
    for (const object of rows) {
      const { object: parent, field: name, by } = object.partOf!;
      for (const field of Object.values(object.fields).filter((one) => one.name !== by && !one.system)) {
        for (const value of some(field.formula ? [1, 'x'] : (wrong[field.type] ?? []), (turn += 3), 3)) {
          const row = { [field.name]: value };
          expectAt([parent, name, field.name, brief(value)], `${name}/1/${field.name}`, await ask({ method: 'POST', url: at(parent), payload: { [name]: [{}, row] } }));
          expectAt(['bulk', parent, name, field.name, brief(value)], `items/0/${name}/0/${field.name}`, await ask({ method: 'POST', url: at(parent, 'bulk'), payload: { items: [{ kind: 'create', values: { [name]: [row] } }] } }));
        }
      }
    }
    expect(await place.digest(slug)).toEqual(before);
  });
});

/** Numbers, texts and structures that are near to what is right, or far from it. */
const oddities = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary', maxLength: 20 }), fc.double(), fc.maxSafeInteger(), fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String), fc.constant(null),
  fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString()), fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom(...number, ...moment, ...id, '\ud800', '__proto__', missing), fc.boolean(),
);

/** A value that the field might take. */
function likely(field: FieldModel): fc.Arbitrary<unknown> {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: 10 ** 6 })).map(([whole, part]) => `${whole}.${String(part).slice(0, field.scale ?? 2)}`);
  switch (field.type) {
    case 'integer': return fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0, max: 90 }) }, { weight: 1, arbitrary: fc.integer() }, { weight: 1, arbitrary: fc.maxSafeInteger() });
    case 'decimal': case 'money': case 'quantity': case 'percent': return fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 100 }).map(String) }, { weight: 1, arbitrary: decimal }, { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 31n }).map(String) });
    case 'boolean': return fc.boolean();
    case 'date': return fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    case 'datetime': return fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true }).map((date) => date.toISOString());
    case 'select': return fc.constantFrom(...(field.options ?? [{ value: 'x' }]).map((option) => option.value));
    case 'multi_select': return fc.subarray((field.options ?? []).map((option) => option.value));
    case 'reference': return fc.oneof({ weight: 30, arbitrary: fc.constantFrom(...(ids[field.to!]!.length > 0 ? ids[field.to!]!.slice(0, 5) : [null])) }, { weight: 1, arbitrary: fc.constant(missing) });
    case 'references': return fc.subarray(ids[field.to!]!.slice(0, 5));
    case 'children': return fc.array(bodyOf(model.objects[field.of!]!), { maxLength: 3 });
    case 'json': return fc.jsonValue({ maxDepth: 4 });
    case 'email': return fc.nat().map((n) => `a${n}@example.com`);
    case 'phone': return fc.nat().map((n) => `+86 ${n}`);
    case 'url': return fc.webUrl();
    case 'time': return fc.constantFrom('08:30', '23:59:59');
    case 'address': return fc.record({ region: fc.string({ maxLength: 20 }), detail: fc.string({ maxLength: 20 }) });
    case 'date_range': return fc.constantFrom({ from: '2026-01-01', to: null }, { from: null, to: '2026-01-01' }, { from: '0001-01-01', to: '9999-12-31' }, null);
    default: return field.pattern ? fc.stringMatching(new RegExp(field.pattern)) : fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(field.maxLength ?? 10, 10) });
  }
}

/** Mostly right; here and there with one field that is not, or with strangers. */
function bodyOf(object: ObjectModel): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.values(object.fields).filter((field) => !field.system && !field.formula && field.type !== 'autonumber' && field.name !== object.partOf?.by && field.name !== object.lifecycle?.field);
  const known = fc.record(Object.fromEntries(fields.map((field) => [field.name, likely(field)])), { requiredKeys: fields.filter((field) => field.required).map((field) => field.name) });
  const odd = fc.tuple(known, fc.constantFrom(...Object.keys(object.fields)), oddities).map(([body, name, value]) => ({ ...body, [name]: value }));
  const strange = fc.dictionary(fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom(...Object.keys(object.fields), 'toString', '', '\ud800')), oddities, { maxKeys: 3 });
  return fc.oneof({ weight: 6, arbitrary: known }, { weight: 2, arbitrary: odd }, { weight: 1, arbitrary: strange });
}

const requestOf = (object: ObjectModel): fc.Arbitrary<InjectOptions> => {
  const values = bodyOf(object);
  const record = fc.constantFrom(...(ids[object.name] ?? []).slice(0, 3), missing);
  const action = fc.constantFrom(...Object.keys(object.lifecycle?.transitions ?? {}), 'nope');
  const item = fc.oneof(
    values.map((one) => ({ kind: 'create', values: one })), fc.record({ kind: fc.constant('update'), id: record, values }), fc.record({ kind: fc.constant('act'), id: record, action, values }),
    fc.record({ kind: fc.constant('delete'), id: fc.constant(missing) }), fc.record({ kind: oddities, id: oddities, values: oddities, version: oddities }),
  );
  return fc.oneof(
    values.map((payload): InjectOptions => ({ method: 'POST', url: at(object.name), payload })), fc.tuple(record, values).map(([one, payload]): InjectOptions => ({ method: 'PATCH', url: at(object.name, one), payload })),
    fc.tuple(record, action, fc.oneof(values.map((one) => ({ values: one })), fc.dictionary(fc.constantFrom('values', 'version', 'reason', 'x'), oddities))).map(([one, verb, payload]): InjectOptions => ({ method: 'POST', url: at(object.name, one, 'actions', encodeURIComponent(verb)), payload })),
    fc.oneof(fc.array(item, { maxLength: 4 }).map((items) => ({ items })), fc.dictionary(fc.constantFrom('items', 'reason', 'x'), oddities)).map((payload): InjectOptions => ({ method: 'POST', url: at(object.name, 'bulk'), payload })),
  );
};

describe('a random body', () => {
  it.each(['dealer', 'sku', 'sales_order', 'payment', 'promotion', 'price_book', 'stock_move', 'credit_profile', 'catalog_rule', 'currency_rate'])('for %s is taken or refused, never a fault; what is refused changes nothing', async (name) => {
    let [taken, refused] = [0, 0];
    let before = await place.digest(slug);
    await fc.assert(fc.asyncProperty(requestOf(model.objects[name]!), async (options) => {
      const { statusCode, headers, body } = await ask({ ...options, payload: JSON.stringify(options.payload), headers: { 'content-type': 'application/json' } });
      expect([statusCode, body]).toEqual([expect.toSatisfy((status: number) => status < 500), expect.any(String)]);
      if (statusCode < 400) {
        taken += 1;
        before = await place.digest(slug);
      } else {
        refused += 1;
        expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
        expect(JSON.parse(body)).toMatchObject({ code: expect.stringMatching(/^[A-Z]{3}\d{3}$/), status: statusCode });
        if (refused % 10 === 0) expect(await place.digest(slug)).toEqual(before);
      }
    }), { seed, numRuns: runs });
    expect(await place.digest(slug)).toEqual(before);
    expect(refused).toBeGreaterThan(0);
    process.stdout.write(`hostile-values: ${name}: ${taken} taken, ${refused} refused\n`);
  });
});
