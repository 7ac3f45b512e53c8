/**
 * The records that a caller refers to: one that it may not see is refused exactly as one that is not there.
 *
 * In:   the rows as they are given, without what is as it was.
 * Asked before anything of them is written, so that nothing that happens later can tell the two apart.
 */
import { failure, type FieldProblem } from '@tenon/diagnostics';
import type { ObjectModel } from '@tenon/model';
import { ident, join, render, sql, verbatim } from '../expression/fragment.ts';
import { Names, typed } from '../expression/scope.ts';
import type { Access } from './access.ts';
import { checkFiles, keptValue } from './file-values.ts';
import type { State } from './record-state.ts';
import type { Row } from './validate.ts';
import type { WriteContext } from './write-rows.ts';

export type Given = Pick<Row, 'object' | 'path' | 'values' | 'links'>;

interface Reference { readonly to: string; readonly id: string; readonly field: string; readonly path: string }

/** The row and all below it, as they are made. */
export const givenBy = (row: Row): readonly Given[] => [row, ...Object.values(row.children).flat().flatMap(givenBy)];

/** What a row changes of a record that is there: a reference that stays may lead to what is hidden. */
export function changedOf({ object, path, values, links }: Given, old: State): Given {
  const before = (name: string): readonly unknown[] => [keptValue(object.fields[name], old[name])].flat();
  return {
    object, path, values: Object.fromEntries(Object.entries(values).filter(([name, id]) => !before(name).includes(id))),
    links: Object.fromEntries(Object.entries(links).map(([name, ids]) => [name, ids.filter((id) => !before(name).includes(id))])),
  };
}

export async function checkReferences(given: readonly Given[], context: WriteContext): Promise<void> {
  const { tx, access, now } = context;
  await checkFiles(given, context);
  const asked = given.flatMap((row) => restricted(row, access));
  if (asked.length === 0) return;
  const names = new Names();
  const scope = access.sqlContext(now, {}, names);
  const parts = [...Map.groupBy(asked, (one) => one.to)].map(([to, some]) => {
    const row = names.next('g');
    const seen = access.condition(to, 'read', row, scope) ?? verbatim('true');
    return sql`select ${typed(to, 'text')} as "to", ${ident(row, 'id')} as id from ${ident(to)} ${ident(row)} where ${ident(row, 'id')} = any(${typed(some.map((one) => one.id), 'uuid[]')}) and (${seen})`;
  });
  const found = await tx.query<{ to: string; id: string }>({ ...render(join(parts, ' union all ')), prepared: true });
  const seen = new Set(found.map(({ to, id }) => `${to} ${id}`));
  const problems = asked.filter(({ to, id }) => !seen.has(`${to} ${id}`)).map(({ to, field, path }): FieldProblem =>
    ({ field: path, code: 'VAL117', params: { object: access.object(to) ? to : field } }));
  if (problems.length > 0) throw failure('VAL101', {}, problems.slice(0, 500));
}

/** The references of a row to objects of which the caller may not see every record. */
function restricted({ object, path, values, links }: Given, access: Access): readonly Reference[] {
  const hides = (name: string): string | undefined => {
    const to = targetOf(object, name);
    return to === undefined || access.recordGrant(to, 'read') === true ? undefined : to;
  };
  const reference = (name: string, id: unknown): readonly Reference[] => {
    const to = hides(name);
    return to === undefined || typeof id !== 'string' ? [] : [{ to, id, field: name, path: `${path}${name}` }];
  };
  return [
    ...Object.entries(values).flatMap(([name, id]) => reference(name, id)),
    ...Object.entries(links).flatMap(([name, ids]) => ids.flatMap((id) => reference(name, id))),
  ];
}

function targetOf(object: ObjectModel, name: string): string | undefined {
  const field = object.fields[name];
  return field?.type === 'reference' || field?.type === 'references' ? field.to : undefined;
}
