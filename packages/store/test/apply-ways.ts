/** The two ways in which a tenant gets another Model: one made elsewhere, or the stack with another layer of its own. */
import { compileStack, intentsOf, type SourceFile } from '@tenon/model/compiler';
import type { Model } from '@tenon/model';
import { expect } from 'vitest';
import { applyMigration, applyPlan, createTenant, fileMap, planMigration, planTenant, readDraft, replaceDraft, sourceFiles, type FileMap, type Store } from '../src/index.ts';
import { changedIntents } from '../src/tenant/versions.ts';
import { applyModels } from './apply-models.ts';

export interface Live { readonly hash: string; readonly version: number }

export interface Way {
  readonly tenant: string;
  /** States that the tenant is moved between, in every direction. */
  readonly models: readonly Model[];
  create(store: Store): Promise<void>;
  /** What an administrator does first. */
  prepare(store: Store, state: number): Promise<void>;
  /** Columns in which values of a third of the people are, wherever they are kept just now. */
  readonly held: readonly string[];
  /** Everything else that is written with a version agrees with the version that is live. */
  expectWhole(store: Store, before: Live, after: Live): Promise<void>;
}

const plain: Way = {
  tenant: 'kills', models: applyModels, held: ['remark', '~remark'],
  create: async (store) => void await createTenant(store, { slug: 'kills', name: 'Kills', model: applyModels[0]! }),
  prepare: async () => undefined,
  expectWhole: async () => undefined,
};

const file = (path: string, document: object): SourceFile => ({ path, text: JSON.stringify(document) });
const base: readonly SourceFile[] = [
  file('package.json', { name: '@test/base', version: '1.0.0', private: true, tenon: { engine: '>=0.1', namespace: 'base', label: 'Base', locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } }),
  file('objects/person.json', { label: 'Person', plural: 'People', title: 'code', fields: {
    code: { type: 'text', label: 'Code', required: true }, home: { type: 'text', label: 'Home' }, age: { type: 'integer', label: 'Age' }, remark: { type: 'text', label: 'Remark' },
  } }),
];
const layer = (overlay: object, ...more: readonly SourceFile[]): readonly SourceFile[] => [
  file('package.json', { name: '@tenant/layered', version: '1.0.0', private: true, tenon: { namespace: 'x', label: 'Layered', extends: { '@test/base': '>=1.0.0' } } }),
  file('overlays/object.person.json', { extends: 'object/person', ...overlay }), ...more,
];
const layers: readonly (readonly SourceFile[])[] = [
  layer({ add: { 'fields/x_note': { type: 'text', label: 'Note', index: true }, 'fields/x_rank': { type: 'integer', label: 'Rank' } }, why: { 'fields/x_note': 'Calls.' } }),
  layer({ add: { 'fields/x_memo': { type: 'text', label: 'Memo', was: 'x_note' }, 'fields/x_older': { type: 'integer', label: 'Older', formula: 'age + 1' } }, set: { 'fields/home/label': 'Town' } }),
  layer({ add: { 'fields/x_rank': { type: 'text', label: 'Rank' }, 'fields/x_visits': { type: 'references', label: 'Visits', to: 'x_visit' } }, set: { 'fields/home/index': true } },
    file('objects/x_visit.json', { label: 'Visit', plural: 'Visits', title: 'place', fields: { place: { type: 'text', label: 'Place', required: true } } })),
];
const layeredModels = layers.map((files) => {
  const { value, diagnostics } = compileStack([{ files: base }, { files }]);
  if (!value) throw new Error(JSON.stringify(diagnostics));
  return value;
});

interface Kept { readonly version: number; readonly hash: string; readonly layers: readonly unknown[] | null; readonly files: FileMap | null; readonly plan: string | null }

const layered: Way = {
  tenant: 'layered', models: layeredModels, held: ['x_note', 'x_memo', '~x_note', '~x_memo'],
  create: async (store) => void await createTenant(store, { slug: 'layered', name: 'Layered', model: layeredModels[0]!, packages: [base], files: layers[0]! }),
  prepare: async (store, state) => void await replaceDraft(store, 'layered', fileMap(layers[state]!), { by: 'ann' }),
  expectWhole: async (store, before, after) => {
    const ask = async <R extends object>(sql: string) => (await store.database.owner.query<R>(sql)).rows;
    const versions = await ask<Kept>(`SELECT version, hash, layers, files, plan FROM tenon.model_versions WHERE tenant = 'layered' ORDER BY version DESC LIMIT 2`);
    const [live, earlier] = versions;
    expect(live).toMatchObject({ version: after.version, hash: after.hash });
    expect(compileStack([{ files: base }, { files: sourceFiles(live!.files!) }]).value!.hash).toBe(after.hash);
    const draft = await readDraft(store, 'layered');
    expect(draft).toMatchObject({ baseVersion: after.version, changed: after.version === before.version });
    const intents = (kept: Kept | undefined) => intentsOf(sourceFiles(kept!.files!));
    const changes = await ask<{ address: string }>(`SELECT version, address, op FROM tenon.layer_changes WHERE tenant = 'layered' AND version >= ${after.version} ORDER BY address, op`);
    const wanted = after.version === 1 ? [] : changedIntents(intents(earlier), intents(live)).map(({ address, op, after: is }) => ({ version: after.version, address, op: is ? op : 'reset' }));
    const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect(changes.toSorted(byText)).toEqual(wanted.toSorted(byText));
  },
};

export const ways = [plain, layered] as const;

/** In the process that may be killed at any moment. */
export async function applyState(store: Store, { tenant, models }: Way, state: number): Promise<void> {
  if (tenant === plain.tenant) return void await applyMigration(store, await planMigration(store, tenant, models[state]!), { consent: true });
  const { files } = await readDraft(store, tenant);
  const plan = await planTenant(store, { tenant, files });
  await applyPlan(store, { tenant, files }, { id: plan.id, consent: true, by: 'ann' });
}
