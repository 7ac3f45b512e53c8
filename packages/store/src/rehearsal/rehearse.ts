/**
 * Foretells what a new Model would mean for a tenant's own data, without changing or locking any of it.
 *
 * In:   the tenant, the Model that it has and the one wanted.
 * Out:  the records that would break a rule, and who would see what; all as of one moment.
 * The tables get the shape of the new Model only in the statements that ask (`shape.ts`), inside one transaction that can change
 * nothing and is rolled back: writers wait for nothing, and nothing can be left behind.
 */
import { inNamesOf, type Model } from '@tenon/model';
import type pg from 'pg';
import { onSnapshot } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import { quoteName } from '../names.ts';
import { changedFields, type FieldKeys } from '../schema/changed.ts';
import { planOn, type MigrationPlan } from '../schema/plan.ts';
import { tablesOf } from '../schema/tables.ts';
import { tenantRow } from '../tenant/rows.ts';
import { accessChanges, type AccessChange } from './access.ts';
import { failingOf, type Failing, type Scene } from './ask.ts';
import { rehearsalModel } from './changed.ts';
import { readersOf, withRecords } from './readers.ts';
import { shapesOf, type Shapes } from './shape.ts';

export interface Rehearsal {
  /** Rules that records would break; those that hold for all are not told. */
  readonly validations: readonly Failing[];
  readonly access: readonly AccessChange[];
}

/** `migration` is the plan of the same change, where it is known already. */
export function rehearse(store: StoreHandle, tenant: string, before: Model, after: Model, migration?: Pick<MigrationPlan, 'changes'>): Promise<Rehearsal> {
  return onSnapshot(store.database, (client) => rehearseOn(client, store, tenant, { before, after, ...(migration ? { migration } : {}) }));
}

export interface Wanted {
  readonly before: Model;
  readonly after: Model;
  readonly migration?: Pick<MigrationPlan, 'changes'>;
}

/** The same in a transaction of the caller, which sees one moment. */
export async function rehearseOn(client: pg.ClientBase, store: StoreHandle, tenant: string, { before, after, migration }: Wanted): Promise<Rehearsal> {
  const { schema } = await tenantRow(client, tenant);
  const { changes } = migration ?? (await planOn(client, store, tenant, after));
  const shapes = shapesOf(schema, changes.map(({ step }) => step), tablesOf(after, { trigrams: store.trigrams }));
  const old = inNamesOf(before, after);
  const changed = changedFields(old, after, shapes.remade);
  const { now } = (await client.query<{ now: Date | string }>('SELECT now() AS now')).rows[0]!;
  const scene: Scene = { client, head: shapes.head, model: rehearsalModel(after, changed), now: new Date(now).toISOString() };
  const readers = await readersOf(client, tenant, schema);
  await client.query(`SET LOCAL search_path TO ${quoteName(schema)}, pg_catalog`);
  const validations: Failing[] = [];
  for (const object of Object.values(scene.model.objects)) {
    if (!shapes.created.has(object.name)) validations.push(...(await failingOf(scene, object, { before: old, after: scene.model, changed, misfits: shapes.misfits })));
  }
  return { validations, access: await accessIn(scene, { before, old, after, changed, shapes }, readers) };
}

interface Compared { readonly before: Model; readonly old: Model; readonly after: Model; readonly changed: FieldKeys; readonly shapes: Shapes }

async function accessIn(scene: Scene, { before, old, after, changed, shapes }: Compared, readers: Parameters<typeof withRecords>[1]['readers']): Promise<readonly AccessChange[]> {
  const known = new Set(Object.keys(before.objects));
  const found: AccessChange[] = [];
  for (const judged of accessChanges(old, after, changed)) found.push(await withRecords(judged, { before, scene, readers, created: shapes.created, known }));
  return found.filter(({ verbs, actions, fields, records, uncounted }) => [...Object.values(verbs), ...Object.values(actions), ...Object.values(fields)].some((each) => each.length > 0)
    || (records ? records.gained + records.lost > 0 : uncounted !== undefined && uncounted !== 'newObject'));
}
