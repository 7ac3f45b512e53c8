/** `tenon dev` with a variant on the whole package of the demo: what is saved in either is served, by the same process, and what is broken is told. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { channelSales, signIn, startTenon, tenon, type Running } from './tenon.ts';

let database: FreshDatabase;
let work: string;
/** Of the package; the variant is beside it. */
let folder: string;
let variant: string;
let dev: Running;
let ask: Awaited<ReturnType<typeof signIn>>;
let dealerText: string;

const file = (path: string): string => join(folder, path);
const read = (path: string): any => JSON.parse(readFileSync(file(path), 'utf8'));
const save = (path: string, value: unknown): void => writeFileSync(file(path), typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`);
const dealerFields = async (): Promise<Record<string, any>> => (await ask('/api/model')).body.objects.dealer.fields;

beforeAll(async () => {
  database = await freshDatabase();
  work = mkdtempSync(join(tmpdir(), 'tenon-dev-'));
  chmodSync(work, 0o755);
  [folder, variant] = [join(work, 'channel-sales'), join(work, 'variant')];
  cpSync(channelSales, folder, { recursive: true });
  mkdirSync(join(variant, 'overlays'), { recursive: true });
  writeFileSync(join(variant, 'package.json'), JSON.stringify({ name: '@test/variant', version: '1.0.0', private: true, tenon: { engine: '>=0.1', namespace: 'v', label: 'Variant', extends: { '@tenon/channel-sales': '*' } } }));
  dealerText = readFileSync(file('objects/dealer.json'), 'utf8');
  dev = startTenon(['dev', variant, '--no-web'], { DATABASE_URL: database.url });
  const [, url] = await dev.says(/ready at (http:\S+)/);
  await dev.says(/Watching .*, \.\.\/channel-sales\/\n/);
  ask = await signIn(url!, 'admin@demo');
});
afterAll(async () => {
  const ended = await dev.end('SIGTERM');
  await database.drop();
  rmSync(work, { recursive: true, force: true });
  expect(ended).toEqual({ code: 0, signal: null });
});

describe('tenon dev', () => {
  it('serves a field that is saved', async () => {
    expect((await ask('/api/objects/dealer?select=motto&limit=1')).status).toBe(400);
    const dealer = JSON.parse(dealerText);
    dealer.fields.motto = { type: 'text', label: 'Motto', maxLength: 60 };
    save('objects/dealer.json', dealer);
    const [, timing] = await dev.says(/version \d+, (planned in \d+, applied in \d+ ms)\n[^]*new column dealer\.motto/);
    expect(timing).toBeTruthy();

    const [first] = (await ask("/api/objects/dealer?filter=code == 'D001'&select=id,version,code,motto")).body.data;
    expect(first).toMatchObject({ code: 'D001', motto: null });
    const copy = (await ask(`/api/objects/dealer/${first.id}?select=name,legal_name,type,company,region,channel,level,currency,payment_term,manager`)).body;
    const made = await ask('/api/objects/dealer', { method: 'POST', body: JSON.stringify({ ...copy, id: undefined, version: undefined, code: 'D900', motto: 'Onward' }) });
    expect([made.status, made.body.motto ?? made.body]).toEqual([201, 'Onward']);
    expect((await ask("/api/objects/dealer?filter=motto == 'Onward'&select=code")).body.data).toMatchObject([{ code: 'D900' }]);
    expect((await ask(`/api/objects/dealer/${first.id}`, { method: 'PATCH', headers: { 'if-match': `"${first.version}"` }, body: JSON.stringify({ motto: 'x'.repeat(61) }) })).status).toBe(422);

    expect((await dealerFields())['motto']).toMatchObject({ type: 'text', label: 'Motto', maxLength: 60 });
    expect(JSON.stringify((await ask('/api/openapi.json')).body)).toContain('"motto"');
    const [main] = (await ask('/api/model')).body.layouts['dealer.default'].tabs;
    expect(main.sections.at(-1)).toMatchObject({ rest: true, fields: [{ field: 'motto' }] });
  });

  it('serves what is saved in the layer above', async () => {
    const overlay = join(variant, 'overlays/object.dealer.json');
    writeFileSync(overlay, JSON.stringify({ extends: 'object/dealer', set: { 'fields/motto/label': 'Our motto' }, add: { 'fields/v_slogan': { type: 'text', label: 'Slogan' } } }));
    await dev.says(/version \d+, [^]*new column dealer\.v_slogan/);
    const { motto, v_slogan: slogan } = await dealerFields();
    expect([motto.label, slogan.label]).toEqual(['Our motto', 'Slogan']);
    rmSync(overlay);
    await dev.says(/version \d+, /);
    expect((await dealerFields())['motto'].label).toBe('Motto');
  });

  it('shows it where a view and a layout name it', async () => {
    const view = read('views/dealer.all.json');
    view.columns.motto = {};
    save('views/dealer.all.json', view);
    await dev.says(/version \d+, /);
    const layout = read('layouts/dealer.default.json');
    layout.tabs.main.sections.base.fields.motto = {};
    save('layouts/dealer.default.json', layout);
    await dev.says(/version \d+, /);
    const { views, layouts } = (await ask('/api/model')).body;
    expect(views['dealer.all'].columns.map((column: any) => column.path.join('.'))).toContain('motto');
    const { sections } = layouts['dealer.default'].tabs[0];
    expect(sections[0].fields).toContainEqual({ field: 'motto' });
    expect(sections.some(({ rest }: any) => rest)).toBe(false);
  });

  it('tells a broken save with its place, goes on with what it has, and takes the repair', async () => {
    const dealer = read('objects/dealer.json');
    const text = readFileSync(file('objects/dealer.json'), 'utf8');
    save('objects/dealer.json', text.replace('"motto": {', '"motto": '));
    await dev.says(/\.\.\/channel-sales\/objects\/dealer\.json:\d+:\d+: error MET101[^]*errors, planned in \d+ ms; the tenant keeps what it has/);
    expect((await dealerFields())['motto']).toMatchObject({ label: 'Motto' });

    save('objects/dealer.json', { ...dealer, fields: { ...dealer.fields, shout: { type: 'text', label: 'Shout', formula: 'upper(moto)' } } });
    const [said] = await dev.says(/error EXP201[^]*the tenant keeps what it has/);
    expect(said).toContain('Did you mean motto?');
    expect(await dealerFields()).not.toHaveProperty('shout');

    save('objects/dealer.json', { ...dealer, fields: { ...dealer.fields, shout: { type: 'text', label: 'Shout', formula: 'upper(motto)' } } });
    await dev.says(/version \d+, /);
    expect((await ask("/api/objects/dealer?filter=shout == 'ONWARD'&select=code,shout")).body.data).toMatchObject([{ code: 'D900', shout: 'ONWARD' }]);
  });

  it('loads rows that are saved, and says what is wrong with them', async () => {
    const brands = read('data/21-brand.json');
    const [row] = brands.rows;
    save('data/21-brand.json', { ...brands, rows: [...brands.rows, { ...row, code: 'NEW1', name: 'Newcomer' }] });
    await dev.says(/no change of the model, rows of 21-brand loaded/);
    expect((await ask("/api/objects/brand?filter=code == 'NEW1'&select=name")).body.data).toMatchObject([{ name: 'Newcomer' }]);
    save('data/21-brand.json', { ...brands, rows: [...brands.rows, { ...row, code: 'NEW2', nmae: 'Slip' }] });
    await dev.says(/data\/21-brand\.json:\d+:\d+: error MET402[^]*the tenant keeps what it has/);
    save('data/21-brand.json', brands);
    await dev.says(/rows of 21-brand loaded/);
  });

  it('does not lose data unasked; applied beside it, the change is served', async () => {
    save('objects/dealer.json', dealerText);
    save('views/dealer.all.json', readFileSync(join(channelSales, 'views/dealer.all.json'), 'utf8'));
    save('layouts/dealer.default.json', readFileSync(join(channelSales, 'layouts/dealer.default.json'), 'utf8'));
    await dev.says(/not applied[^]*column dealer\.motto is set aside[^]*tenon apply \S*channel-sales --tenant demo --consent\n/);
    expect(await dealerFields()).toHaveProperty('motto');
    const { status, stdout } = tenon(['apply', folder, '--tenant', 'demo', '--consent'], { DATABASE_URL: database.url });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/demo is at version \d+\n$/)]);
    await expect.poll(async () => Object.hasOwn(await dealerFields(), 'motto')).toBe(false);
  });
});
