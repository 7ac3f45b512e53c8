/**
 * What a rehearsal foretells is what is found when the change has been applied: the same records are refused when they are saved as
 * they are, and the same records can be read by the users of each role.
 */
import { isFailure } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { applyMigration, createTenant, createUser, loadData, openStore, planMigration, rehearse, runOperation, type Principal, type Rehearsal, type RuleKind, type Store } from '../src/index.ts';
import { onSnapshot } from '../src/database.ts';
import { rehearseOn } from '../src/rehearsal/rehearse.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { modelFrom } from './package.ts';
import { upgrades, type Edit } from './rehearsal/corpus.ts';
import { data, documents, people, type Documents } from './rehearsal/package.ts';

let database: FreshDatabase;
let store: Store;
let count = 0;

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
});

afterAll(async () => {
  await store?.close();
  await database?.drop();
});

function edited(all: Documents, { file, at, value }: Edit): Documents {
  const copy = structuredClone(all) as Record<string, object>;
  const path = at?.split('/') ?? [];
  const node = path.slice(0, -1).reduce<Record<string, unknown>>((inner, step) => inner[step] as Record<string, unknown>, copy[file] as Record<string, unknown>);
  const [target, name] = at === undefined ? [copy as Record<string, unknown>, file] : [node, path.at(-1)!];
  if (value === undefined) delete target[name];
  else target[name] = value;
  return copy;
}

const modelWith = (edits: readonly Edit[], base = documents): Model => modelFrom('@test/field', edits.reduce(edited, base));

interface Tenant { readonly slug: string; readonly users: readonly Principal[] }

async function tenantWith(model: Model): Promise<Tenant> {
  count += 1;
  const slug = `r${count}`;
  await createTenant(store, { slug, name: slug, model });
  await loadData(store, await store.models.activeModel(slug), data);
  const users: Principal[] = [];
  for (const { login, roles, attributes } of people) {
    const own: Record<string, string> = {};
    for (const [name, [table, code]] of Object.entries(attributes)) own[name] = (await rows<{ id: string }>(slug, `select id from "${table}" where code = '${code}'`))[0]!.id;
    const userId = await createUser(store, slug, { login, name: login, roles, attributes: own });
    users.push({ kind: 'user', tenant: slug, userId, name: login, roles, attributes: own, locale: 'en' });
  }
  return { slug, users };
}

async function rows<R>(slug: string, sql: string): Promise<readonly R[]> {
  const client = await store.database.owner.connect();
  try {
    await client.query(`set search_path to t_${slug}`);
    return (await client.query(sql)).rows as R[];
  } finally {
    await client.query('reset search_path');
    client.release();
  }
}

async function apply(slug: string, model: Model): Promise<void> {
  await applyMigration(store, await planMigration(store, slug, model), { consent: true });
  store.models.forget(slug);
}

type Record_ = Readonly<Record<string, unknown>> & { readonly id: string };

async function list(slug: string, object: string, who: Principal): Promise<readonly Record_[]> {
  const scope = await store.models.activeModel(slug);
  return (JSON.parse((await runOperation(store, scope, { kind: 'list', object, limit: 200 }, who)).body) as { data: Record_[] }).data;
}

/** Who may do everything. */
const chiefOf = ({ users }: Tenant): Principal => users.find(({ roles }) => roles.includes('chief'))!;

/** Saves every record as it is, with its children, and counts the records that each rule refuses, as `object.rule`. */
async function refusedOnSaving(tenant: Tenant, model: Model): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  const scope = await store.models.activeModel(tenant.slug);
  for (const object of Object.values(model.objects).filter(({ partOf, system }) => !partOf && !system)) {
    const children = Object.values(object.fields).filter(({ type }) => type === 'children').map(({ name }) => name);
    for (const { id } of await list(tenant.slug, object.name, chiefOf(tenant))) {
      const body = JSON.parse((await runOperation(store, scope, { kind: 'get', object: object.name, id, select: givenOf(model, object.name, children) }, chiefOf(tenant))).body) as Record_;
      const { id: _, version: __, ...values } = body;
      for (const key of await problemsOf(tenant, object.name, id, values)) found[key] = (found[key] ?? 0) + 1;
    }
  }
  return found;
}

/** The fields of an object that are written by people. */
function givenOf(model: Model, object: string, children: readonly string[]): string {
  const own = (name: string): string[] => Object.values(model.objects[name]!.fields).filter((field) => !field.system && !field.formula && field.type !== 'children').map((field) => field.name);
  const rowsOf = (name: string): string[] => own(model.objects[object]!.fields[name]!.of!).map((field) => `${name}.${field}`);
  return [...own(object), ...children.flatMap((name) => [`${name}.id`, ...rowsOf(name)])].join(',');
}

async function problemsOf(tenant: Tenant, object: string, id: string, values: Record<string, unknown>): Promise<readonly string[]> {
  const scope = await store.models.activeModel(tenant.slug);
  const error: unknown = await runOperation(store, scope, { kind: 'update', object, id, values }, chiefOf(tenant)).then(() => undefined, (reason: unknown) => reason);
  if (error === undefined) return [];
  if (!isFailure(error)) throw error;
  // A rule may be told at several fields of a record, but each row of its children counts.
  const told = error.problems.map(({ field, code, params }) => {
    const [, child, at, last] = /^(\w+)\/(\d+)\/(\w*)$/.exec(field) ?? [];
    const of = child === undefined ? object : scope.model.objects[object]!.fields[child]!.of!;
    return [`${at ?? ''} ${code}`, `${of}.${code === 'VAL120' ? String(params?.['rule']) : (last ?? field)}`] as const;
  });
  return [...new Map(told.map(([at, key]) => [`${at} ${key}`, key])).values()];
}

/** What each role's users can read, together, as `role object`. */
async function readable(tenant: Tenant, model: Model): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const role of Object.values(model.roles)) {
    const own = tenant.users.filter(({ roles }) => roles.includes(role.name));
    // A condition that asks nobody is the same for everybody.
    const asked = own.length > 0 ? own : [{ ...tenant.users[0]!, attributes: {} }];
    for (const object of Object.keys(model.objects).filter((name) => model.objects[name]!.partOf === undefined)) {
      const ids = await Promise.all(asked.map((user) => list(tenant.slug, object, { ...user, roles: [role.name] }).catch((error: unknown) => {
        if (isFailure(error)) return [];
        throw error;
      })));
      found.set(`${role.name} ${object}`, new Set(ids.flat().map(({ id }) => id)));
    }
  }
  return found;
}

function readersFound(before: ReadonlyMap<string, ReadonlySet<string>>, after: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [had, has] = [before.get(key) ?? new Set<string>(), after.get(key) ?? new Set<string>()];
    const [gained, lost] = [has.difference(had).size, had.difference(has).size];
    return gained + lost > 0 ? [`${key}: ${had.size} → ${has.size}, +${gained} -${lost}`] : [];
  }).sort();
}

const readersForetold = ({ access }: Rehearsal, model: Model): readonly string[] =>
  access.flatMap(({ role, object, records }) => (records && records.gained + records.lost > 0 && !model.objects[object]?.partOf ? [`${role} ${object}: ${records.before} → ${records.after}, +${records.gained} -${records.lost}`] : [])).sort();

function rulesForetold({ validations }: Rehearsal): Readonly<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const { object, name, failing } of validations) found[`${object}.${name}`] = (found[`${object}.${name}`] ?? 0) + failing;
  return found;
}

async function countsBy(slug: string, sql: Readonly<Record<string, string>>): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries(await Promise.all(Object.entries(sql).map(async ([key, text]) => [key, (await rows<{ n: number }>(slug, text))[0]!.n] as const)));
}

const kindsForetold = new Set<RuleKind>();

describe('what is foretold is found', () => {
  it.each(upgrades.map((upgrade) => [upgrade.name, upgrade] as const))('%s', async (_, { first = [], edits, refused, unasked = {} }) => {
    const tenant = await tenantWith(modelWith([]));
    if (first.length > 0) await apply(tenant.slug, modelWith(first));
    const before = modelWith(first);
    const after = modelWith([...first, ...edits]);
    const foretold = await rehearse(store, tenant.slug, before, after);
    for (const { kind, examples, failing } of foretold.validations) {
      kindsForetold.add(kind);
      expect(examples.length).toBe(Math.min(failing, 5));
    }
    if (refused) {
      await expect(apply(tenant.slug, after)).rejects.toSatisfy((error) => isFailure(error) && error.code === 'STO103');
      expect(rulesForetold(foretold)).toEqual(await countsBy(tenant.slug, refused));
      return;
    }
    const readBefore = await readable(tenant, before);
    await apply(tenant.slug, after);
    expect(readersForetold(foretold, after)).toEqual(readersFound(readBefore, await readable(tenant, after)));
    expect(rulesForetold(foretold)).toEqual({ ...(await refusedOnSaving(tenant, after)), ...(await countsBy(tenant.slug, unasked)) });
  });

  it('for every sort of rule', () => {
    const kinds: readonly RuleKind[] = ['validation', 'key', 'unique', 'type', 'required', 'min', 'max', 'minLength', 'maxLength', 'pattern', 'options', 'when', 'minRows', 'maxRows'];
    expect(kinds.filter((kind) => !kindsForetold.has(kind))).toEqual([]);
  });
});

/** Everything that a rehearsal could leave behind. */
const remains = () => rows<{ schemas: string; relations: string; locks: string; open: string }>(probed.slug, `select
  (select string_agg(nspname, ',' order by nspname) from pg_namespace where nspname !~ '^pg_') as schemas, (select count(*) from pg_class) as relations,
  (select count(*) from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace where l.database = (select oid from pg_database where datname = current_database()) and n.nspname like 't\\_%') as locks,
  (select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%') as open`);
let probed: Tenant;

const changes: readonly Edit[] = [
  { file: 'objects/shop.json', at: 'fields/places', value: { type: 'integer', was: 'seats' } }, { file: 'objects/shop.json', at: 'fields/seats' },
  { file: 'objects/shop.json', at: 'fields/size', value: { type: 'integer' } }, { file: 'objects/shop.json', at: 'fields/phone/required', value: true },
  { file: 'objects/extra.json', value: { label: 'Extra', title: 'name', fields: { name: { type: 'text', required: true, unique: true }, shop: { type: 'reference', to: 'shop' } }, validations: { never: { check: 'false', message: 'Never.' } } } },
  { file: 'objects/visit.json', at: 'fields/total/formula', value: 'sum(lines.amount) + 1' }, { file: 'objects/visit.json', at: 'validations/total_is_small/check', value: 'total < 2' },
  { file: 'roles/partner.json', at: 'objects/shop', value: { read: true, otherFields: 'read', fields: { limit: 'mask', name: 'mask', places: 'none' }, export: true } },
  { file: 'roles/seller.json', at: 'objects/shop', value: { read: 'record.area == user.area' } }, { file: 'roles/seller.json', at: 'objects/visit/actions', value: [] },
];

describe('a rehearsal', () => {
  beforeAll(async () => {
    probed = await tenantWith(modelWith([]));
  });

  test('tells which values do not fit a new type, and shows five of the records', async () => {
    const { validations } = await rehearse(store, probed.slug, modelWith([]), modelWith(changes));
    const of = (kind: string) => validations.filter((one) => one.kind === kind);
    expect(of('type').map(({ address, failing, examples }) => [address, failing, examples.length])).toEqual([['object/shop#fields/size/type', 9, 5]]);
    expect(of('required').map(({ address, failing, examples }) => [address, failing, examples.map(({ title }) => title)])).toEqual([['object/shop#fields/phone/required', 4, ['Shop 0', 'Shop 3', 'Shop 6', 'Shop 9']]]);
    expect(of('validation').map(({ address, failing }) => [address, failing])).toEqual([['object/visit#validations/total_is_small', 11]]);
  });

  test('tells verbs, actions and fields of each role, and of child objects with their parent', async () => {
    const { access } = await rehearse(store, probed.slug, modelWith([]), modelWith(changes));
    const of = (role: string, object: string) => access.find((one) => one.role === role && one.object === object);
    expect(of('partner', 'shop')).toMatchObject({
      verbs: { gained: ['export'], lost: [], changed: ['read'] }, records: { before: 3, after: 12, gained: 9, lost: 0 },
      fields: {
        gained: [{ name: 'limit', from: 'none', to: 'mask' }, { name: 'phone', from: 'mask', to: 'read' }],
        lost: [{ name: 'name', from: 'read', to: 'mask' }, { name: 'places', from: 'read', to: 'none' }],
      },
    });
    expect(of('seller', 'shop')).toMatchObject({ verbs: { gained: [], lost: ['update'], changed: ['read'] } });
    expect(of('chief', 'extra')).toBeUndefined();
  });

  test('follows the parent', async () => {
    const after = modelWith([{ file: 'roles/auditor.json', at: 'objects/visit/read', value: true }]);
    const { access } = await rehearse(store, probed.slug, modelWith([]), after);
    const [visits, lines] = await Promise.all(['visit', 'visit_line'].map(async (table) => (await rows<{ n: number }>(probed.slug, `select count(*)::int as n from ${table}`))[0]!.n));
    const found = Object.fromEntries(access.map(({ object, records }) => [object, records]));
    expect(found).toMatchObject({ visit: { before: 5, after: visits, lost: 0 }, visit_line: { after: lines, lost: 0 } });
    expect(found['visit_line']!.before).toBe((await rows<{ n: number }>(probed.slug, 'select count(*)::int as n from visit_line l join visit v on v.id = l.visit where v.done'))[0]!.n);
  });

  test('says why records of a role without users are not counted', async () => {
    const { access } = await rehearse(store, probed.slug, modelWith([]), modelWith([{ file: 'roles/auditor.json', at: 'objects/visit/read', value: 'created_by == user.id' }]));
    expect(access.map(({ role, object, uncounted, records }) => [role, object, uncounted, records])).toEqual([['auditor', 'visit', 'noUsers', undefined], ['auditor', 'visit_line', 'noUsers', undefined]]);
  });

  test('is empty where nothing changes', async () => {
    expect(await rehearse(store, probed.slug, modelWith([]), modelWith([]))).toEqual({ validations: [], access: [] });
  });

  test('leaves nothing behind', async () => {
    const before = await remains();
    await rehearse(store, probed.slug, modelWith([]), modelWith(changes));
    expect(await remains()).toEqual(before);
  });

  test('lets writers work, and is let by them', async () => {
    const writer = new pg.Client({ connectionString: database.url });
    await writer.connect();
    try {
      // Rows that are locked and changed, and not committed, when the rehearsal begins; it sees what was.
      await writer.query(`set lock_timeout = '2s'; set search_path to t_${probed.slug}`);
      await writer.query(`begin; update shop set phone = null; select 1 from visit for update`);
      const during = await rehearse(store, probed.slug, modelWith([]), modelWith(changes));
      expect(during.validations.find(({ kind }) => kind === 'required')?.failing).toBe(4);
      await writer.query('rollback');
      // A snapshot of the rehearsal's kind is held open: whatever a writer asks for is given, and the locks are those of a reader.
      await onSnapshot(store.database, async (client) => {
        await rehearseOn(client, store, probed.slug, { before: modelWith([]), after: modelWith(changes) });
        const held = await client.query<{ mode: string }>(`select distinct mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation'`);
        expect(held.rows).toEqual([{ mode: 'AccessShareLock' }]);
        await writer.query('begin; update shop set phone = phone; insert into area (id, version, created_at, updated_at, code, name) values (gen_random_uuid(), 1, now(), now(), $$zz$$, $$Z$$); delete from visit_line; alter table shop alter column phone set statistics 50; rollback');
        expect((await client.query('select pg_current_xact_id_if_assigned() as id')).rows).toEqual([{ id: null }]);
      });
    } finally {
      await writer.end();
    }
  });
});
