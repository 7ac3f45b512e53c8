/**
 * Counts the records that the users of a role may read by it, together: before, after, gained and lost.
 *
 * Users whose conditions come to the same are asked for once: only the attributes count that a condition reads.
 */
import type { Formula, Model } from '@tenon/model';
import type pg from 'pg';
import { ident, join, render, sql, verbatim, type Sql } from '../expression/fragment.ts';
import { Joins, Names } from '../expression/scope.ts';
import { quoteName } from '../names.ts';
import { Access } from '../operation/access.ts';
import type { Principal } from '../operation/operation.ts';
import type { AccessChange, Judged, RecordCounts } from './access.ts';
import type { Scene } from './ask.ts';
import { attributesRead } from './changed.ts';

/** A user who may sign in. */
export type Reader = Principal;

/** More different conditions than this make no statement. */
const readersMax = 500;

export async function readersOf(client: pg.ClientBase, tenant: string, schema: string): Promise<readonly Reader[]> {
  const found = await client.query<{ id: string; name: string; locale: string | null; roles: string[]; attributes: Record<string, string | null> }>(
    `SELECT u.id, u.name, u.locale, c.roles, c.attributes FROM tenon.credentials c JOIN ${quoteName(schema)}."user" u ON u.id = c.user_id WHERE c.tenant = $1 AND u.active ORDER BY u.id`, [tenant]);
  return found.rows.map(({ id, name, locale, roles, attributes }): Reader =>
    ({ kind: 'user', tenant, userId: id, name, roles, attributes, locale: locale === 'zh-CN' ? 'zh-CN' : 'en' }));
}

export interface Sides {
  /** Over the tables as they are. */
  readonly before: Model;
  /** Over those of the scene. */
  readonly scene: Scene;
  readonly readers: readonly Reader[];
  readonly created: ReadonlySet<string>;
  /** Names of the objects of the earlier Model. */
  readonly known: ReadonlySet<string>;
}

/** The change with its records, or with the reason why they are not counted. */
export async function withRecords({ change, counts }: Judged, sides: Sides): Promise<AccessChange> {
  if (!counts) return change;
  if (sides.created.has(change.object) || !sides.known.has(change.object)) return { ...change, uncounted: 'newObject' };
  const own = sides.readers.filter(({ roles }) => roles.includes(change.role));
  const [before, after] = [readable(sides.before, change, own, sides.scene.now), readable(sides.scene.model, change, own, sides.scene.now)];
  const reason = [before, after].find((side): side is 'noUsers' | 'tooManyUsers' => typeof side === 'string');
  if (reason) return { ...change, uncounted: reason };
  return { ...change, records: await countOf(sides.scene, before as Sql, after as Sql) };
}

/** The ids of the records that they may read. Who they are does not matter where the condition does not ask. */
function readable(model: Model, { role, object }: AccessChange, readers: readonly Reader[], now: string): Sql | 'noUsers' | 'tooManyUsers' {
  const names = new Names();
  const joins = new Joins(names);
  const context = { timeZone: model.package.timeZone, now, names };
  const from = (condition: Sql): Sql => sql`select ${ident('r', 'id')} as id from ${ident(object)} ${ident('r')}${joins.clause()} where ${condition}`;
  const nobody: Reader = { kind: 'system', tenant: '', userId: '', name: '', roles: [role], attributes: {}, locale: 'en' };
  const grant = new Access(model, nobody).recordGrant(object, 'read');
  if (grant === undefined || grant === true) return from(verbatim(String(grant === true)));
  const some = readersOfCondition(grant, readers, nobody);
  if (some.length === 0) return 'noUsers';
  if (some.length > readersMax) return 'tooManyUsers';
  const conditions = some.map((reader) => sql`(${new Access(model, { ...reader, roles: [role] }).condition(object, 'read', 'r', context, joins) ?? verbatim('true')})`);
  return from(join(conditions, ' or '));
}

/** One reader for all to whom the condition says the same. */
function readersOfCondition({ expr }: Formula, readers: readonly Reader[], nobody: Reader): readonly Reader[] {
  const attributes = [...new Set(attributesRead(expr))];
  if (attributes.length === 0) return [nobody];
  const valuesOf = ({ userId, name, locale, attributes: own }: Reader): string => JSON.stringify(attributes.map((each) => ({ ...own, id: userId, name, locale })[each] ?? null));
  return [...new Map(readers.map((reader) => [valuesOf(reader), reader])).values()];
}

/** Both in one statement; the head belongs to the new shape alone. */
async function countOf({ client, head }: Scene, before: Sql, after: Sql): Promise<RecordCounts> {
  const counts = sql`select count(b.id)::int as before, count(a.id)::int as after, count(a.id) filter (where b.id is null)::int as gained, count(b.id) filter (where a.id is null)::int as lost`;
  const { text, values } = render(sql`${counts} from (${before}) b full join (${verbatim(head)}${after}) a on a.id = b.id`);
  return (await client.query<RecordCounts & pg.QueryResultRow>(text, [...values])).rows[0]!;
}
