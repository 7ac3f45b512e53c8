/** A tenant's own layer in the database: drafts, plans, versions, blame, packages that come and go. */
import { isFailure } from '@tenon/diagnostics';
import { compileStack, rebaseLayer, type SourceFile } from '@tenon/model/compiler';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  applyPlan, blameTenant, createTenant, createUser, diffVersions, discardDraft, editDraft, exportLayer, findTenant, listVersions, openStore, planTenant, readDraft, replaceDraft,
  returnToVersion, runOperation, stackFor, tablesDrift, type PlanInput, type Principal, type Store,
} from '../src/index.ts';
import { layeredDocument } from '../src/tenant/blame.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';

type Documents = Readonly<Record<string, object | string>>;
const filesOf = (documents: Documents): readonly SourceFile[] =>
  Object.entries(documents).map(([path, document]) => ({ path, text: typeof document === 'string' ? document : JSON.stringify(document) }));

const order = {
  label: 'Order', plural: 'Orders', title: 'no', search: ['no'],
  fields: {
    no: { type: 'text', label: 'No', required: true, unique: true },
    remark: { type: 'text', label: 'Remark' },
    amount: { type: 'money', label: 'Amount', scale: 2, currency: 'CNY' },
    status: { type: 'select', label: 'Status', required: true, options: { draft: { label: 'Draft' }, sent: { label: 'Sent' } } },
  },
  lifecycle: { field: 'status', initial: 'draft', transitions: { send: { label: 'Send', from: ['draft'], to: 'sent', guards: { has_no: { check: "no != ''", message: 'No number.' } } }, reopen: { label: 'Reopen', from: ['sent'], to: 'draft' } } },
};

/** The base package; `change` makes another version of its order. */
const base = (version = '1.0.0', change: (copy: typeof order) => void = () => undefined, more: Documents = {}): readonly SourceFile[] => {
  const copy = structuredClone(order);
  change(copy);
  return filesOf({
    'package.json': { name: '@test/base', version, author: 'Bea', private: true, tenon: { engine: '>=0.1', namespace: 'base', label: 'Base', locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } },
    'objects/order.json': copy,
    'roles/boss.json': { label: 'Boss', admin: true, otherObjects: { create: true, read: true, update: true, delete: true, export: true, actions: '*' } },
    ...more,
  });
};
const variant = (version = '1.0.0', more: Documents = {}): readonly SourceFile[] => filesOf({
  'package.json': { name: '@test/fresh', version, private: true, tenon: { namespace: 'fresh', label: 'Fresh', extends: { '@test/base': '>=1.0.0' } } },
  'overlays/object.order.json': { extends: 'object/order', add: { 'fields/fresh_batch': { type: 'text', label: 'Batch' } } },
  'objects/fresh_lot.json': { label: 'Lot', plural: 'Lots', title: 'code', fields: { code: { type: 'text', label: 'Code', required: true, unique: true } } },
  ...more,
});

let database: FreshDatabase;
let store: Store;
beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

let count = 0;
const userIds = new Map<string, string>();
async function newTenant(...packages: readonly (readonly SourceFile[])[]): Promise<string> {
  const slug = `t${++count}`;
  const layers = packages.length > 0 ? packages : [base()];
  const { value, diagnostics } = compileStack(layers.map((files) => ({ files })));
  if (!value) throw new Error(JSON.stringify(diagnostics));
  await createTenant(store, { slug, name: `Tenant ${slug}`, model: value, packages: layers, by: 'setup' });
  userIds.set(slug, await createUser(store, slug, { login: 'ann', name: 'Ann', roles: ['boss'] }));
  return slug;
}

const by = 'ann';
const field = (name: string, more: object = {}) => ({ op: 'add' as const, at: `object/order#fields/${name}`, value: { type: 'text', label: name, ...more } });

/** Plans and applies, as an administrator who agrees to everything. */
async function apply(input: PlanInput, more: { reason?: string } = {}): Promise<number> {
  const plan = await planTenant(store, input);
  expect(plan.blocked, JSON.stringify(plan.diagnostics)).toEqual([]);
  const { version } = await applyPlan(store, input, { id: plan.id, consent: true, by, ...more });
  store.models.forget(input.tenant);
  return version;
}
const publish = async (tenant: string, reason?: string): Promise<number> => apply({ tenant, files: (await readDraft(store, tenant)).files }, reason ? { reason } : {});

async function run(tenant: string, input: Parameters<typeof runOperation>[2]): Promise<Record<string, unknown>> {
  const scope = await store.models.activeModel(tenant);
  const principal: Principal = { kind: 'user', tenant, userId: userIds.get(tenant)!, name: 'Ann', roles: ['boss'], attributes: {}, locale: 'en' };
  return JSON.parse((await runOperation(store, scope, input, principal)).body) as Record<string, unknown>;
}
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
};

const modelHash = async (tenant: string): Promise<string> => (await findTenant(store, tenant)).modelHash;

describe('a draft', () => {
  it('is what is live until somebody edits it', async () => {
    const tenant = await newTenant();
    expect(await readDraft(store, tenant)).toMatchObject({ revision: 0, baseVersion: 1, files: [], changed: false, checked: { whole: true, diagnostics: [] } });
  });

  it('is edited, checked, planned, applied and served', async () => {
    const tenant = await newTenant();
    const edited = await editDraft(store, tenant, [field('x_tax')], { by });
    expect(edited).toMatchObject({ revision: 1, changed: true, checked: { whole: true, diagnostics: [] } });
    expect((await run(tenant, { kind: 'list', object: 'order' }))['data']).toEqual([]);
    await expect(run(tenant, { kind: 'create', object: 'order', values: { no: 'A', x_tax: '13' } })).rejects.toMatchObject({ code: 'VAL101', problems: [{ field: 'x_tax', code: 'VAL102' }] });
    const plan = await planTenant(store, { tenant, files: edited.files });
    expect(plan).toMatchObject({ fromVersion: 1, blocked: [], diagnostics: [], layers: [{ name: '@test/base', from: '1.0.0', to: '1.0.0' }] });
    expect(plan.changes.map(({ kind, address }) => [kind, address])).toContainEqual(['added', 'object/order#fields/x_tax']);
    expect(plan.tables.some(({ words }) => words.includes('x_tax'))).toBe(true);
    expect(await publish(tenant, 'the tax office')).toBe(2);
    expect(await run(tenant, { kind: 'create', object: 'order', values: { no: 'A', x_tax: '13' } })).toMatchObject({ x_tax: '13' });
    expect(await readDraft(store, tenant)).toMatchObject({ baseVersion: 2, changed: false });
    expect(await tablesDrift(store, tenant)).toEqual([]);
  });

  it('with a mistake is kept and says so, and is not applied', async () => {
    const tenant = await newTenant();
    const wrong = await editDraft(store, tenant, [{ op: 'add', at: 'object/order#validations/x_rule', value: { check: 'nope > 1', message: 'No.' } }], { by });
    expect(wrong.checked.whole).toBe(false);
    expect(wrong.checked.diagnostics[0]).toMatchObject({ severity: 'error', place: { file: 'overlays/object.order.json' } });
    const plan = await planTenant(store, { tenant, files: wrong.files });
    expect(plan.blocked.map(({ code }) => code)).toEqual(['STO136']);
    expect(await refusal(applyPlan(store, { tenant, files: wrong.files }, { id: plan.id, by }))).toBe('STO136');
    const right = await editDraft(store, tenant, [{ op: 'set', at: 'object/order#validations/x_rule', value: { check: 'amount > 1', message: 'No.' } }, { op: 'reset', at: 'object/order#validations/x_rule' }], { by });
    expect(right.checked.diagnostics).toEqual([]);
  });

  it('is as it was after an edit that is impossible', async () => {
    const tenant = await newTenant();
    const before = await editDraft(store, tenant, [field('x_one')], { by });
    expect(await refusal(editDraft(store, tenant, [field('x_two'), { op: 'add', at: 'nothing/at_all#x', value: 1 }], { by }))).toBe('STO134');
    expect(await readDraft(store, tenant)).toEqual(before);
  });

  it('of two editors takes only the change of the one who saw it as it is', async () => {
    const tenant = await newTenant();
    const { revision } = await editDraft(store, tenant, [field('x_one')], { by });
    await editDraft(store, tenant, [field('x_two')], { by: 'bob', revision });
    expect(await refusal(editDraft(store, tenant, [field('x_three')], { by, revision }))).toBe('STO133');
    expect(await refusal(discardDraft(store, tenant, { by, revision }))).toBe('STO133');
    // Edits that do not name a revision are made to whatever is there, all of them.
    await Promise.all(['x_a', 'x_b', 'x_c'].map((name) => editDraft(store, tenant, [field(name)], { by })));
    expect((await readDraft(store, tenant)).checked.intents.map(({ address }) => address).filter((address) => address.includes('#fields/'))).toEqual(
      ['x_a', 'x_b', 'x_c', 'x_one', 'x_two'].map((name) => `object/order#fields/${name}`));
  });

  it('goes back to what is live; its revisions go on', async () => {
    const tenant = await newTenant();
    await editDraft(store, tenant, [field('x_one')], { by });
    expect(await discardDraft(store, tenant, { by })).toMatchObject({ revision: 2, changed: false, files: [] });
    expect(await refusal(editDraft(store, tenant, [field('x_two')], { by, revision: 1 }))).toBe('STO133');
  });

  it('takes no file that could do harm on a disk or in the database', async () => {
    const tenant = await newTenant();
    for (const path of ['../x.json', '/x.json', 'a/../../x.json', '.git/config', 'a//b.json', 'a\\b.json', 'a b.json', '', `${'a'.repeat(201)}.json`]) expect([path, await refusal(replaceDraft(store, tenant, { [path]: '{}' }, { by }))]).toEqual([path, 'STO139']);
    for (const text of ['\0', '\ud800']) expect(await refusal(replaceDraft(store, tenant, { 'package.json': text }, { by }))).toBe('STO139');
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`objects/x_${i}.json`, '{}']));
    expect(await refusal(replaceDraft(store, tenant, many, { by }))).toBe('STO137');
    expect(await refusal(replaceDraft(store, tenant, { 'package.json': 'x'.repeat(4_000_001) }, { by }))).toBe('STO140');
    expect(await readDraft(store, tenant)).toMatchObject({ revision: 0 });
  });

  it('shows each document with the layer of its parts, and without a layer', async () => {
    const tenant = await newTenant(base(), variant());
    const { files } = await editDraft(store, tenant, [field('x_tax'), { op: 'set', at: 'object/order#fields/remark/label', value: 'Note' }], { by });
    const { value, layers } = await layeredDocument(store, await stackFor(store, tenant, { files }), 'object/order');
    expect(layers).toEqual({ '': 'base', 'fields/fresh_batch': 'fresh', 'fields/x_tax': 'x', 'fields/remark/label': 'x' });
    expect(value).toMatchObject({ fields: { remark: { label: 'Note' }, x_tax: { type: 'text' } } });
    const without = await layeredDocument(store, await stackFor(store, tenant, { files, without: 'tenant' }), 'object/order');
    expect(without.value).toMatchObject({ fields: { remark: { label: 'Remark' }, fresh_batch: { label: 'Batch' } } });
    expect(Object.keys((await layeredDocument(store, await stackFor(store, tenant, { files, without: '@test/fresh' }), 'object/order')).layers)).not.toContain('fields/fresh_batch');
    expect(await refusal(layeredDocument(store, await stackFor(store, tenant, { files }), 'object/nothing'))).toBe('STO141');
    expect(await refusal(stackFor(store, tenant, { without: '@test/none' }))).toBe('STO138');
  });
});

describe('a plan', () => {
  it('is refused when it is not the one that was shown, and done once', async () => {
    const tenant = await newTenant();
    const { files } = await editDraft(store, tenant, [field('x_one')], { by });
    const shown = await planTenant(store, { tenant, files });
    const { files: more } = await editDraft(store, tenant, [field('x_two')], { by });
    expect(await refusal(applyPlan(store, { tenant, files: more }, { id: shown.id, by }))).toBe('STO101');
    expect(await applyPlan(store, { tenant, files }, { id: shown.id, by })).toEqual({ version: 2, fresh: true });
    expect(await applyPlan(store, { tenant, files }, { id: shown.id, by })).toEqual({ version: 2, fresh: false });
    // The draft went on meanwhile: it follows the new version.
    expect(await readDraft(store, tenant)).toMatchObject({ baseVersion: 2, changed: true });
    const { files: followed } = await readDraft(store, tenant);
    const next = await planTenant(store, { tenant, files: followed });
    expect(await publish(tenant)).toBe(3);
    expect(await refusal(applyPlan(store, { tenant, files: followed }, { id: next.id, by }))).toBe('not refused');
    await editDraft(store, tenant, [field('x_three')], { by });
    await publish(tenant);
    expect(await refusal(applyPlan(store, { tenant, files: followed }, { id: next.id, by }))).toBe('STO101');
  });

  it('of two at once is done by one', async () => {
    const tenant = await newTenant();
    const inputs = ['x_one', 'x_two'].map((name): PlanInput => ({ tenant, files: filesOf({
      'package.json': { name: '@tenant/t', version: '1.0.0', private: true, tenon: { namespace: 'x', label: 'T', extends: { '@test/base': '*' } } },
      'overlays/object.order.json': { extends: 'object/order', add: { [`fields/${name}`]: { type: 'text', label: name } } },
    }) }));
    const plans = await Promise.all(inputs.map((input) => planTenant(store, input)));
    const done = await Promise.all(inputs.map((input, i) => refusal(applyPlan(store, input, { id: plans[i]!.id, by }))));
    expect(done.toSorted()).toEqual(['STO101', 'not refused']);
    expect(await tablesDrift(store, tenant)).toEqual([]);
  });

  it('of the same twice is the same plan', async () => {
    const tenant = await newTenant();
    const { files } = await editDraft(store, tenant, [field('x_one')], { by });
    expect((await planTenant(store, { tenant, files })).id).toBe((await planTenant(store, { tenant, files: [...files].reverse() })).id);
  });
});

describe('versions', () => {
  it('tell what changed, who did it and why, and can be returned to', async () => {
    const tenant = await newTenant();
    const hashes = [await modelHash(tenant)];
    await editDraft(store, tenant, [{ ...field('x_tax'), why: 'The law.' }], { by });
    await publish(tenant, 'quarterly');
    hashes.push(await modelHash(tenant));
    await editDraft(store, tenant, [{ op: 'reset', at: 'object/order#fields/x_tax' }, { op: 'set', at: 'object/order#fields/remark/label', value: 'Note' }], { by });
    await publish(tenant);
    expect((await listVersions(store, tenant)).map(({ version, by: who, reason, layers }) => [version, who, reason, layers?.map((one) => one.name)])).toEqual([
      [3, 'ann', null, ['@test/base']], [2, 'ann', 'quarterly', ['@test/base']], [1, 'setup', null, ['@test/base']]]);
    expect((await listVersions(store, tenant))[1]?.summary?.words.map(({ en }) => en)).toContainEqual(expect.stringContaining('x_tax'));
    const diff = await diffVersions(store, tenant, 2, 3);
    expect(diff.changes.map(({ kind, address }) => [kind, address])).toEqual(expect.arrayContaining([['removed', 'object/order#fields/x_tax'], ['changed', 'object/order#fields/remark/label']]));
    expect(diff.intents).toEqual(expect.arrayContaining([
      { address: 'object/order#fields/x_tax', op: 'add', before: expect.objectContaining({ why: 'The law.' }) },
      { address: 'object/order#fields/remark/label', op: 'set', after: expect.objectContaining({ value: 'Note' }) }]));
    expect(await returnToVersion(store, tenant, 2, { by })).toMatchObject({ changed: true });
    expect(await publish(tenant, 'back')).toBe(4);
    expect(await modelHash(tenant)).toBe(hashes[1]);
    expect(await refusal(returnToVersion(store, tenant, 99, { by }))).toBe('STO132');
    expect(await refusal(diffVersions(store, tenant, 1, 99))).toBe('STO132');
  });

  it('say of each value where it comes from', async () => {
    const tenant = await newTenant(base(), variant());
    await editDraft(store, tenant, [{ op: 'set', at: 'object/order#fields/remark/label', value: 'Note', why: 'People call it so.' }], { by });
    await publish(tenant, 'words');
    await apply({ tenant, packages: [{ name: '@test/base', files: base('1.1.0') }] }, { reason: 'the new base' });
    const { value, steps } = await blameTenant(store, tenant, 'object/order#fields/remark/label');
    expect(value).toBe('Note');
    expect(steps).toMatchObject([
      { layer: '@test/base', namespace: 'base', version: '1.1.0', author: 'Bea', op: 'add', value: 'Remark', by: 'ann', why: 'the new base' },
      { namespace: 'x', kind: 'tenant', version: '2', op: 'set', value: 'Note', by: 'ann', why: 'People call it so.', at: expect.stringMatching(/^\d{4}-.*Z$/) }]);
    expect((await blameTenant(store, tenant, 'object/order#fields/fresh_batch')).steps).toMatchObject([{ layer: '@test/fresh', version: '1.0.0', by: 'setup' }]);
    expect(await refusal(blameTenant(store, tenant, 'object/nothing'))).toBe('STO141');
  });

  it('are exported, imported into an empty tenant, and exported the same byte for byte', async () => {
    const [from, to] = [await newTenant(), await newTenant()];
    await editDraft(store, from, [field('x_tax'), { op: 'set', at: 'object/order#fields/remark/label', value: '备注 “é”\n\u2028' }, { op: 'add', at: 'object/x_visit', value: { label: 'Visit', plural: 'Visits', title: 'name', fields: { name: { type: 'text', label: 'Name' } } } }], { by });
    await publish(from);
    const exported = await exportLayer(store, from);
    expect(Object.keys(exported)).toEqual(['objects/x_visit.json', 'overlays/object.order.json', 'package.json', 'tenon.lock.json']);
    await replaceDraft(store, to, exported, { by });
    await publish(to);
    expect(await exportLayer(store, to)).toEqual(exported);
    expect(await modelHash(to)).toBe(await modelHash(from));
  });
});

describe('packages', () => {
  it('that move on keep what the tenant intended', async () => {
    const tenant = await newTenant();
    await editDraft(store, tenant, [field('x_tax'), { op: 'set', at: 'object/order#fields/remark/label', value: 'Note' }], { by });
    await publish(tenant);
    const next = base('1.1.0', ({ fields }) => Object.assign(fields, { remark: { ...fields.remark, label: 'Remarks' }, amount: { ...fields.amount, label: 'Sum' } }));
    const input: PlanInput = { tenant, packages: [{ name: '@test/base', files: next }] };
    const plan = await planTenant(store, input);
    expect(plan.layers).toEqual([{ name: '@test/base', from: '1.0.0', to: '1.1.0' }]);
    expect(plan.merges).toMatchObject([{ address: 'object/order#fields/remark/label', outcome: 'conflict', theirs: 'Remarks', mine: 'Note' }]);
    // A draft that somebody has begun meanwhile goes on from the new version.
    await editDraft(store, tenant, [field('x_later')], { by });
    await apply({ ...input, resolutions: { 'object/order#fields/remark/label': 'theirs' } });
    const { fields } = (await store.models.activeModel(tenant)).model.objects['order']!;
    expect(['remark', 'amount', 'x_tax', 'x_later'].map((name) => fields[name]?.label)).toEqual(['Remarks', 'Sum', 'x_tax', undefined]);
    const draft = await readDraft(store, tenant);
    expect(draft).toMatchObject({ baseVersion: 3, changed: true, checked: { whole: true } });
    // What was decided for what is live is decided for the draft.
    expect(draft.checked.merges.filter(({ outcome }) => outcome === 'conflict')).toEqual([]);
    await publish(tenant);
    const published = (await store.models.activeModel(tenant)).model.objects['order']!.fields;
    expect(['remark', 'x_later'].map((name) => published[name]?.label)).toEqual(['Remarks', 'x_later']);
    expect((await exportLayer(store, tenant))['overlays/object.order.json']).not.toContain('Note');
  });

  it('that disagree about amounts are not applied before somebody has decided, for the tenant’s layer and for a variant', async () => {
    const says = { extends: 'object/order', set: { 'fields/amount/currency': 'USD' } };
    const open = variant('1.0.0', { 'overlays/object.order.json': { ...says, add: { 'fields/fresh_batch': { type: 'text', label: 'Batch' } } } });
    const locked = rebaseLayer({ files: open }, compileStack([{ files: base() }, { files: open }]));
    const next = base('1.1.0', ({ fields }) => Object.assign(fields.amount, { currency: 'EUR' }));
    const [own, below] = [await newTenant(), await newTenant(base(), locked)];
    await editDraft(store, own, [{ op: 'set', at: 'object/order#fields/amount/currency', value: 'USD' }], { by });
    await publish(own);
    for (const [tenant, key] of [[own, ''], [below, '@test/fresh ']] as const) {
      const input: PlanInput = { tenant, packages: [{ name: '@test/base', files: next }] };
      const address = 'object/order#fields/amount/currency';
      const plan = await planTenant(store, input);
      expect(plan.blocked).toMatchObject([{ code: 'STO135', params: { what: `${key}${address}` } }]);
      expect(await refusal(applyPlan(store, input, { id: plan.id, consent: true, by }))).toBe('STO135');
      await apply({ ...input, resolutions: { [`${key}${address}`]: 'mine' } });
      expect((await store.models.activeModel(tenant)).model.objects['order']!.fields['amount']!.currency).toEqual({ code: 'USD' });
      expect((await readDraft(store, tenant)).checked.merges.filter(({ outcome }) => outcome === 'conflict')).toEqual([]);
    }
  });

  it('bring their rows with the version, or not the version either', async () => {
    const tenant = await newTenant();
    const rows = (row: object) => ({ 'data/10-order.json': { object: 'order', key: ['no'], mode: 'insert', rows: [row] } });
    await apply({ tenant, packages: [{ name: '@test/base', files: base('1.1.0', undefined, rows({ no: 'A-1' })) }] });
    expect(await run(tenant, { kind: 'list', object: 'order', select: 'no' })).toMatchObject({ data: [{ no: 'A-1' }] });
    const parent = { type: 'reference', label: 'Parent', to: 'order', tree: true };
    const input: PlanInput = { tenant, packages: [{ name: '@test/base', files: base('1.2.0', ({ fields }) => Object.assign(fields, { parent }), rows({ no: 'A-2', parent: { no: 'nowhere' } })) }] };
    const plan = await planTenant(store, input);
    expect(plan.blocked).toEqual([]);
    expect(await refusal(applyPlan(store, input, { id: plan.id, by }))).toBe('STO108');
    expect((await findTenant(store, tenant)).modelVersion).toBe(2);
    expect(await tablesDrift(store, tenant)).toEqual([]);
  });

  it('that are taken away and installed again leave model and data as they were', async () => {
    const tenant = await newTenant(base(), variant(), filesOf({
      'package.json': { name: '@test/other', version: '1.0.0', private: true, tenon: { namespace: 'other', label: 'Other', extends: { '@test/base': '>=1.0.0' } } },
      'overlays/object.order.json': { extends: 'object/order', add: { 'fields/other_mark': { type: 'text', label: 'Mark' } } },
    }));
    await editDraft(store, tenant, [{ op: 'set', at: 'object/order#fields/fresh_batch/label', value: 'Lot no.' }], { by });
    await publish(tenant);
    await run(tenant, { kind: 'create', object: 'order', values: { no: 'A', fresh_batch: 'B-7', other_mark: 'm' } });
    await run(tenant, { kind: 'create', object: 'fresh_lot', values: { code: 'L-1' } });
    const everything = async () => [await modelHash(tenant), (await run(tenant, { kind: 'list', object: 'order' }))['data'], (await run(tenant, { kind: 'list', object: 'fresh_lot' }))['data'], await exportLayer(store, tenant)];
    const before = await everything();
    const away: PlanInput = { tenant, packages: [{ name: '@test/fresh' }] };
    const plan = await planTenant(store, away);
    expect(plan.layers.find(({ name }) => name === '@test/fresh')).toEqual({ name: '@test/fresh', from: '1.0.0' });
    expect(plan.merges).toMatchObject([{ address: 'object/order#fields/fresh_batch/label', outcome: 'parked' }]);
    await apply(away);
    expect((await store.models.activeModel(tenant)).model.objects['fresh_lot']).toBeUndefined();
    expect(await refusal(planTenant(store, away))).toBe('STO138');
    await apply({ tenant, packages: [{ name: '@test/fresh', files: variant() }] });
    expect((await listVersions(store, tenant))[0]?.layers?.map(({ name }) => name)).toEqual(['@test/base', '@test/fresh', '@test/other']);
    expect(await everything()).toEqual(before);
  });

  it('of a tenant that was made before they were kept become known by applying them', async () => {
    const { value } = compileStack([{ files: base() }]);
    await createTenant(store, { slug: 'older', name: 'Older', model: value! });
    expect(await refusal(readDraft(store, 'older'))).toBe('STO131');
    expect(await refusal(planTenant(store, { tenant: 'older' }))).toBe('STO131');
    await apply({ tenant: 'older', packages: [{ name: '@test/base', files: base() }] });
    expect(await readDraft(store, 'older')).toMatchObject({ baseVersion: 2, changed: false });
    expect((await listVersions(store, 'older')).map(({ layers }) => layers?.length ?? null)).toEqual([1, null]);
  });
});

it('a database of an earlier release gets the tables that it lacks, and loses nothing', async () => {
  const earlier = await freshDatabase();
  try {
    const first = await openStore({ adminUrl: earlier.url });
    await createTenant(first, { slug: 'old', name: 'Old', model: compileStack([{ files: base() }]).value! });
    await first.database.owner.query(`DROP TABLE tenon.packages, tenon.drafts, tenon.layer_changes;
      ALTER TABLE tenon.model_versions DROP COLUMN layers, DROP COLUMN files, DROP COLUMN reason, DROP COLUMN summary, DROP COLUMN plan`);
    await first.close();
    const [one, other] = await Promise.all([openStore({ adminUrl: earlier.url }), openStore({ adminUrl: earlier.url })]);
    expect(await listVersions(one, 'old')).toMatchObject([{ version: 1, layers: null, summary: null }]);
    expect((await one.models.activeModel('old')).model.objects['order']).toBeDefined();
    await Promise.all([one.close(), other.close()]);
  } finally {
    await earlier.drop();
  }
});
