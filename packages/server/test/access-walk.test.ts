/**
 * Every user × object × verb × route, against what the role documents say.
 *
 * A write that would be allowed is sent with a version that no record has, so that it is refused as stale and changes nothing.
 */
import { readFileSync } from 'node:fs';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from './walk/channel.ts';
import { openChannel, people, type ChannelPlace } from './walk/people.ts';
import type { Place, Row } from './walk/place.ts';
import type { Truth, Verb } from './walk/truth.ts';

const slug = 'demo';
const missing = '018f0000-0000-7000-8000-000000000000';
const stale = { 'if-match': '"999999999"' };

let channel: Channel;
let place: Place;
let rows: ChannelPlace['rows'];
let truths: ChannelPlace['truths'];
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  ({ channel, place, rows, truths } = await openChannel(slug));
  before = await place.digest(slug);
});
afterAll(() => place?.close());

const ask = (login: string, options: InjectOptions): Promise<LightMyRequestResponse> => place.ask(`${login}/${slug}`, options);
const at = (object: string, ...more: string[]): string => ['/api/objects', object, ...more].join('/');

/** Every page of a list, by its cursors. */
async function listAll(login: string, object: string, query: string): Promise<{ data: Row[]; counts: number[] }> {
  const found = { data: [] as Row[], counts: [] as number[] };
  for (let next: string | null = ''; next !== null;) {
    const page: LightMyRequestResponse = await ask(login, { url: `${at(object)}?limit=500&count=true${query}${next ? `&cursor=${next}` : ''}` });
    expect([object, page.statusCode]).toEqual([object, 200]);
    const body = page.json<{ data: Row[]; next: string | null; count: number }>();
    found.data.push(...body.data);
    found.counts.push(body.count);
    next = body.next;
  }
  return found;
}

const refusal = (response: LightMyRequestResponse) => ({ status: response.statusCode, body: response.body.replace(/"requestId":"[^"]*"/, '') });
const codeOf = (response: LightMyRequestResponse): string => (response.statusCode < 400 ? String(response.statusCode) : response.json<{ code: string }>().code);
const namesOf = (fields: readonly FieldModel[]): string[] => fields.map((field) => field.name).toSorted();

/** The keys of a record, and masked values that are masked. */
function expectFields(truth: Truth, object: string, row: Readonly<Record<string, unknown>>, withChildren: boolean): void {
  const there = truth.fields(object).filter((field) => field.type !== 'children' || (withChildren && truth.has(field.of!)));
  expect([object, Object.keys(row).toSorted()]).toEqual([object, namesOf(there)]);
  for (const field of there) {
    const value = row[field.name];
    if (truth.right(object, field) === 'mask' && value !== null) expect([object, field.name, value]).toEqual([object, field.name, expect.stringMatching(/^\*\*\*.{0,4}$/s)]);
  }
}

/** One record that the user may do this with, one that it only sees, one that is hidden. */
function samples(truth: Truth, verb: Verb, object: string): { allowed?: string; seen?: string; hidden?: string } {
  const seen = truth.records('read', object);
  const allowed = truth.records(verb, object);
  const found = {
    allowed: [...allowed].find((id) => seen.has(id)), seen: [...seen].find((id) => !allowed.has(id)), hidden: [...rows[object]!.keys()].find((id) => !seen.has(id)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, id]) => id !== undefined));
}

describe.each(people)('%s', (login) => {
  const objects = (): string[] => Object.keys(channel.model.objects);

  it('lists, counts and totals its own records and fields', async () => {
    const truth = truths[login]!;
    for (const object of objects()) {
      const reads = truth.may('read', object);
      if (!reads) {
        const expected = truth.has(object) ? 'ACC102' : 'OPR101';
        for (const url of [at(object), `${at(object)}/aggregate`, at(object, missing), at(object, missing, 'history')]) expect([url, codeOf(await ask(login, { url }))]).toEqual([url, expected]);
        continue;
      }
      const { data, counts } = await listAll(login, object, '');
      const visible = truth.records('read', object);
      expect([object, data.map((row) => row.id).toSorted()]).toEqual([object, [...visible].toSorted()]);
      expect([object, new Set(counts)]).toEqual([object, new Set([visible.size])]);
      for (const row of data.slice(0, 20)) expectFields(truth, object, row, false);
      const total = await ask(login, { url: `${at(object)}/aggregate?aggregate=count(),min(id),max(id)` });
      expect([object, total.json()]).toEqual([object, { data: [{ group: [], values: [visible.size, [...visible].toSorted()[0] ?? null, [...visible].toSorted().at(-1) ?? null] }] }]);
      await expectGroups(login, truth, object);
    }
  });

  async function expectGroups(who: string, truth: Truth, object: string): Promise<void> {
    const field = truth.fields(object).find(({ name, type }) => ['select', 'reference'].includes(type) && truth.right(object, channel.model.objects[object]!.fields[name]!) !== 'mask');
    if (!field) return;
    const answer = await ask(who, { url: `${at(object)}/aggregate?group=${field.name}&aggregate=count()` });
    const expected = Map.groupBy(truth.records('read', object), (id) => rows[object]!.get(id)![field.name] ?? null);
    const { data } = answer.json<{ data: { group: unknown[]; values: number[] }[] }>();
    expect([object, new Map(data.map(({ group, values }) => [group[0], values[0]]))]).toEqual([object, new Map([...expected].map(([key, ids]) => [key, ids.length]))]);
  }

  it('finds by search what it may read, where it may read all that is searched', async () => {
    const truth = truths[login]!;
    for (const object of objects().filter((name) => truth.may('read', name))) {
      const { search, fields } = channel.model.objects[object]!;
      const open = search.length > 0 && search.every((name) => ['read', 'write'].includes(truth.right(object, fields[name]!)));
      const text = (row: Row): string => String(row['search_text'] ?? '');
      const sample = [...rows[object]!.values()].find((row) => !truth.records('read', object).has(row.id)) ?? [...rows[object]!.values()][0];
      const term = (sample ? text(sample).split(/\s/)[0] : '') || 'nothing';
      const answer = await ask(login, { url: `${at(object)}?limit=500&search=${encodeURIComponent(term)}` });
      if (!open) {
        expect([object, codeOf(answer)]).toEqual([object, 'OPR105']);
        continue;
      }
      const expected = [...truth.records('read', object)].filter((id) => text(rows[object]!.get(id)!).includes(term.toLowerCase())).slice(0, 500);
      expect([object, answer.json<{ data: Row[] }>().data.map((row) => row.id).toSorted()]).toEqual([object, expected.toSorted()]);
    }
  });

  it('opens a record and its history, and cannot tell a hidden one from a missing one', async () => {
    const truth = truths[login]!;
    for (const object of objects().filter((name) => truth.may('read', name))) {
      const { allowed, hidden } = samples(truth, 'read', object);
      const history = Object.values(channel.model.objects[object]!.fields);
      if (allowed) {
        expectFields(truth, object, (await ask(login, { url: at(object, allowed) })).json(), false);
        const { data } = (await ask(login, { url: at(object, allowed, 'history') })).json<{ data: { user: { id: string } | null; changes: object }[] }>();
        const open = new Set(history.filter((field) => ['read', 'write'].includes(truth.right(object, field))).map((field) => field.name));
        for (const entry of data) {
          expect([object, Object.keys(entry.changes).filter((name) => !open.has(name))]).toEqual([object, []]);
          if (entry.user) expect([object, truth.records('read', 'user').has(entry.user.id)]).toEqual([object, true]);
        }
      }
      if (!hidden) continue;
      for (const tail of [[], ['history']]) expect([object, refusal(await ask(login, { url: at(object, hidden, ...tail) }))]).toEqual([object, refusal(await ask(login, { url: at(object, missing, ...tail) }))]);
      const named = await ask(login, { url: `${at(object)}?filter=${encodeURIComponent(`id == '${hidden}'`)}&count=true` });
      expect([object, named.json()]).toEqual([object, { data: [], next: null, count: 0 }]);
    }
  });

  it('is given the records behind references, and children, only where it may read them', async () => {
    const truth = truths[login]!;
    for (const object of objects().filter((name) => truth.may('read', name))) {
      const linked = truth.fields(object).filter((field) => field.type === 'reference' || field.type === 'references' || field.type === 'children');
      for (const field of linked.filter((one) => !truth.has((one.to ?? one.of)!))) {
        expect([object, field.name, codeOf(await ask(login, { url: `${at(object)}?expand=${field.name}` }))]).toEqual([object, field.name, 'OPR104']);
      }
      const open = linked.filter((field) => truth.has((field.to ?? field.of)!) && truth.right(object, field) !== 'mask');
      for (let from = 0; from < open.length; from += 8) {
        const some = open.slice(from, from + 8);
        const { data } = (await ask(login, { url: `${at(object)}?limit=200&expand=${some.map((field) => field.name).join()}` })).json<{ data: Row[] }>();
        for (const row of data) for (const field of some) expectExpanded(truth, object, row, field);
      }
    }
  });

  function expectExpanded(truth: Truth, object: string, row: Row, field: FieldModel): void {
    const target = (field.to ?? field.of)!;
    const visible = truth.records('read', target);
    const found = [row[field.name]].flat().filter((one) => one !== null) as Row[];
    const behind = field.type === 'reference' ? [rows[object]!.get(row.id)![field.name]].filter((id) => id !== null)
      : field.type === 'children' ? [...rows[target]!.values()].filter((child) => child[field.by!] === row.id).map((child) => child.id) : found.map((one) => one.id);
    expect([object, field.name, found.map((one) => one.id).toSorted()]).toEqual([object, field.name, behind.filter((id) => visible.has(String(id))).toSorted()]);
    for (const one of found.slice(0, 2)) expectFields(truth, target, one, false);
  }

  it('changes, deletes and acts on what it may, and learns nothing of what is hidden', async () => {
    const truth = truths[login]!;
    for (const object of objects()) {
      const created = await ask(login, { method: 'POST', url: at(object), payload: { no_such_field: 1 } });
      expect([object, 'create', codeOf(created)]).toEqual([object, 'create', !truth.has(object) ? 'OPR101' : truth.may('create', object) ? 'VAL101' : 'ACC102']);
      for (const verb of ['update', 'delete'] as const) {
        const single = (id: string): InjectOptions => ({ method: verb === 'update' ? 'PATCH' : 'DELETE', url: at(object, id), headers: stale, ...(verb === 'update' ? { payload: {} } : {}) });
        const many = (id: string): InjectOptions => ({ method: 'POST', url: at(object, 'bulk'), payload: { items: [{ kind: verb, id, version: 999_999_999, ...(verb === 'update' ? { values: {} } : {}) }] } });
        for (const request of [single, many]) await expectWrite(login, truth, object, verb, truth.may(verb, object), request);
      }
      for (const action of Object.keys(channel.model.objects[object]!.lifecycle?.transitions ?? {})) {
        // An action asks for sight of the record, and for the right to change it where the role has that at all.
        const verb = truth.may('update', object) ? 'update' : 'read';
        const single = (id: string): InjectOptions => ({ method: 'POST', url: at(object, id, 'actions', action), payload: { version: 999_999_999 } });
        await expectWrite(login, truth, object, verb, truth.mayAct(object, action), single);
      }
    }
  });

  async function expectWrite(who: string, truth: Truth, object: string, verb: Verb, granted: boolean, request: (id: string) => InjectOptions): Promise<void> {
    const { allowed, seen, hidden } = samples(truth, verb, object);
    const code = async (id: string): Promise<unknown[]> => [request(id).method, request(id).url, codeOf(await ask(who, request(id)))];
    const expected = (id: string, told: string): unknown[] => [request(id).method, request(id).url, !truth.has(object) ? 'OPR101' : granted ? told : 'ACC102'];
    expect(await code(missing)).toEqual(expected(missing, 'ACC101'));
    if (allowed) expect(await code(allowed)).toEqual(expected(allowed, 'STO201'));
    if (seen) expect(await code(seen)).toEqual(expected(seen, 'ACC103'));
    if (hidden) expect([object, refusal(await ask(who, request(hidden)))]).toEqual([object, refusal(await ask(who, request(missing)))]);
  }

  it('is described in OpenAPI and in the model document as it is', async () => {
    const truth = truths[login]!;
    const model = (await ask(login, { url: '/api/model' })).json<{ objects: Record<string, ObjectModel>; access: Record<string, { create: boolean; update: boolean; delete: boolean; actions: string[] }> }>();
    const openApi = (await ask(login, { url: '/api/openapi.json' })).json<{ paths: Record<string, object>; components: { schemas: Record<string, { properties: object }> } }>();
    const shown = objects().filter((name) => truth.may('read', name) || truth.may('create', name));
    expect(Object.keys(model.objects).toSorted()).toEqual(shown.toSorted());
    for (const object of shown) {
      const there = namesOf(truth.fields(object).filter((field) => field.of === undefined || shown.includes(field.of)));
      expect([object, Object.keys(model.objects[object]!.fields).toSorted()]).toEqual([object, there]);
      expect([object, Object.keys(openApi.components.schemas[object]!.properties).toSorted()]).toEqual([object, there]);
      const actions = Object.keys(channel.model.objects[object]!.lifecycle?.transitions ?? {}).filter((action) => truth.mayAct(object, action));
      const { partOf, system } = channel.model.objects[object]!;
      const alone = !partOf && !system;
      const may = (verb: 'create' | 'update' | 'delete') => alone && truth.may(verb, object);
      expect([object, model.access[object]]).toMatchObject([object, { create: may('create'), update: may('update'), delete: may('delete'), actions: alone ? actions : [] }]);
      const single = Object.keys(openApi.paths[`${at(object)}/{id}`] ?? {});
      expect([object, single.toSorted()]).toEqual([object, ['get', ...(truth.may('update', object) ? ['patch'] : []), ...(truth.may('delete', object) ? ['delete'] : [])].toSorted()]);
      expect([object, Object.keys(openApi.paths).filter((path) => path.startsWith(`${at(object)}/{id}/actions/`)).map((path) => path.split('/').at(-1)).toSorted()]).toEqual([object, actions.toSorted()]);
    }
  });
});

describe('a dealer', () => {
  it('is told nothing of dealers outside of its subtree, in any answer to any list', async () => {
    const documents = JSON.parse(readFileSync(new URL('../../../metadata/channel-sales/data/13-dealer.json', import.meta.url), 'utf8')) as { rows: Record<string, unknown>[] };
    const parentOf = new Map(documents.rows.map((row) => [row['code'], (row['parent'] as { code?: string } | undefined)?.code]));
    const within = (code: unknown): boolean => code === 'D001' || (code !== undefined && within(parentOf.get(code as string)));
    const own = documents.rows.filter((row) => within(row['code'])).map((row) => row['code']);
    expect(own.length).toBeGreaterThan(1);
    expect((await listAll('dealer@demo', 'dealer', '')).data.map((row) => row['code']).toSorted()).toEqual(own.toSorted());
    const secrets = documents.rows.filter((row) => !own.includes(row['code'])).flatMap((row) => [row['legal_name'], row['uscc'], row['invoice_account']]).filter((text) => typeof text === 'string');
    expect(secrets.length).toBeGreaterThan(50);
    const truth = truths['dealer@demo']!;
    for (const object of Object.keys(channel.model.objects).filter((name) => truth.may('read', name))) {
      const expand = truth.fields(object).filter((field) => field.to && truth.has(field.to)).map((field) => field.name).slice(0, 20);
      const answer = await ask('dealer@demo', { url: `${at(object)}?limit=500&expand=${expand.join()}` });
      expect([object, secrets.filter((text) => answer.body.includes(text as string))]).toEqual([object, []]);
    }
  });

  it('has a history with changes of hidden fields, so that hiding them is shown', async () => {
    const truth = truths['dealer@demo']!;
    const kept = (await place.rows(slug, '_audit')).filter((entry) => truth.records('read', String(entry['object'])).has(String(entry['record_id'])));
    const hidden = kept.flatMap((entry) => Object.keys(entry['changes'] as object).filter((name) => truth.hidden(String(entry['object'])).some((field) => field.name === name)));
    expect([...new Set(hidden)]).toEqual(expect.arrayContaining(['status_reason', 'internal_note', 'override_reason']));
  });

  it('changed nothing by any of this', async () => {
    expect(await place.digest(slug)).toEqual(before);
  });
});
