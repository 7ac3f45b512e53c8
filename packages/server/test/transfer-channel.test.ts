/** Every object of the demo's package that may be exported and imported: what goes out and comes in again changes nothing, in both languages. */
import { hasErrors } from '@tenon/diagnostics';
import type { ImportResult } from '@tenon/sdk';
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { loadData } from '@tenon/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesOf, ended, openPlace, upload, type Place } from './transfer-place.ts';

let place: Place;
const objects: string[] = [];
/** Whom the demo's records belong to. */
const logins = ['rep@demo'];
beforeAll(async () => {
  const { value: model, diagnostics } = compilePackage(await readPackage(new URL('../../../metadata/channel-sales', import.meta.url).pathname));
  if (!model || hasErrors(diagnostics)) throw new Error(JSON.stringify(diagnostics));
  const admin = Object.values(model.roles).find((role) => role.admin)!.name;
  place = await openPlace(model, { ann: [admin], ...Object.fromEntries(logins.map((login) => [login, []])) });
  const scope = await place.store.models.activeModel('shop');
  await loadData(place.store, scope, model.data, { sets: ['demo'], userId: place.users['ann']! });
  objects.push(...Object.values(model.objects).filter(({ name, partOf, system }) => !partOf && !system && model.roles[admin]!.objects[name]?.export && model.roles[admin]!.objects[name]?.update !== undefined).map(({ name }) => name));
});
afterAll(() => place.close());

it('goes out and comes in again', async () => {
  const model = (await place.store.models.activeModel('shop')).model;
  let moved = 0;
  for (const [i, name] of objects.entries()) {
    const [format, locale] = [i % 2 ? 'csv' : 'xlsx', i % 4 < 2 ? 'en' : 'zh-CN'] as const;
    const ann = place.as('ann', locale);
    const count = (await ann.list(name, { limit: 1, count: true })).count!;
    if (count === 0) continue;
    // References by whatever tells their records apart.
    const columns = Object.values(model.objects[name]!.fields).flatMap((field) => {
      if (field.name !== 'id' && (field.system || field.formula || ['children', 'file', 'image', 'json', 'rich_text', 'geo', 'autonumber'].includes(field.type))) return [];
      if (field.type === 'address') return ['region', 'detail', 'postcode'].map((part) => `${field.name}.${part}`);
      if (field.type !== 'reference' && field.type !== 'references') return [field.name];
      const key = Object.values(model.objects[field.to!]!.fields).find((one) => one.unique && !one.system);
      return key ? [`${field.name}.${key.name}`] : [];
    });
    const out = await ended(ann, await ann.export(name, { format, columns: columns.map((path) => ({ path, label: path })) }));
    expect([name, out.problem, out.done]).toEqual([name, null, count]);
    const file = await upload(place, 'ann', `x.${format}`, await bytesOf(place, 'ann', out.file!));
    const { columns: found } = await ann.previewImport(name, { file });
    const back = await ended(ann, await ann.import(name, { file, mapping: found.map(({ suggested }) => suggested), mode: 'update', key: ['id'], dryRun: false }));
    const { errors, created, updated, unchanged } = back.result as ImportResult;
    expect([name, locale, format, back.problem, errors.slice(0, 3), { created, updated, unchanged }]).toEqual([name, locale, format, null, [], { created: 0, updated: 0, unchanged: count }]);
    moved += count;
  }
  expect(moved).toBeGreaterThan(500);
}, 240_000);
