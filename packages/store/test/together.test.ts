/** What people do together, on a real PostgreSQL: files, attachments, comments, notes, preferences, and what becomes of them. */
import { isFailure, limits } from '@tenon/diagnostics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addComment, attach, bringAllEngineTables, createTenant, createUser, detach, driftOf, editComment, listAttachments, listComments, listNotifications, listPreferences, openFile, openStore,
  readNotifications, removeComment, runOperation, setPreference, tidyTenant, updateCredential, writeFile,
  type ActiveModel, type FileRef, type OperationInput, type Principal, type Store,
} from '../src/index.ts';
import { channel as bare } from './channel-model.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import type { FieldModel, Model } from '@tenon/model';

const field = (name: string, more: Partial<FieldModel>): FieldModel => ({ name, type: 'file', label: name, required: false, storage: 'column', ...more });
const withFields = (object: string, fields: readonly FieldModel[], more = {}) => ({ ...bare.objects[object]!, ...more, fields: { ...bare.objects[object]!.fields, ...Object.fromEntries(fields.map((one) => [one.name, one])) } });
const owner = field('owner', { type: 'reference', to: 'user' });
const model: Model = {
  ...bare, hash: 'f'.repeat(64),
  objects: {
    ...bare.objects,
    dealer: withFields('dealer', [field('photo', { type: 'image' }), field('secret', {}), field('sheet', { accept: ['.csv', 'application/pdf'], maxBytes: 2_000 })]),
    order: withFields('order', [owner], { owner: true }),
    order_line: withFields('order_line', [field('proof', {})]),
  },
  roles: {
    ...bare.roles,
    portal: { ...bare.roles['portal']!, objects: { ...bare.roles['portal']!.objects, dealer: { ...bare.roles['portal']!.objects['dealer']!, fields: { cost: 'none', bank: 'mask', secret: 'none' } } } },
  },
};

let database: FreshDatabase;
let store: Store;
let scope: ActiveModel;
const people: Record<string, Principal> = {};
let dealers: readonly string[];

beforeAll(async () => {
  database = await freshDatabase();
  store = await openStore({ adminUrl: database.url });
  await createTenant(store, { slug: 'together', name: 'Together', model });
  scope = await store.models.activeModel('together');
  for (const [login, roles] of [['ann', ['sales']], ['bob', ['sales']], ['cleo', ['clerk']], ['pia', ['portal']], ['pat', ['portal']]] as const) {
    const userId = await createUser(store, 'together', { login, name: `${login} name`, roles });
    people[login] = { kind: 'user', tenant: 'together', userId, name: `${login} name`, roles, attributes: {}, locale: 'en' };
  }
  dealers = await Promise.all(['D1', 'D2', 'D3'].map(async (code) => (await made('ann', { kind: 'create', object: 'dealer', values: { code, name: `Dealer ${code}` } })).id as string));
  for (const [login, at] of [['pia', 0], ['pat', 1]] as const) {
    people[login] = { ...people[login]!, attributes: { dealer: dealers[at]! } };
    await updateCredential(store, 'together', people[login].userId, { attributes: { dealer: dealers[at]! } });
  }
});
afterAll(async () => {
  await store?.close();
  await database?.drop();
});

const made = async (who: string, input: OperationInput): Promise<Record<string, unknown>> => JSON.parse((await runOperation(store, scope, input, people[who]!)).body) as Record<string, unknown>;
const rows = async <R>(text: string): Promise<R[]> => (await store.database.owner.query(`set search_path to t_together; ${text}`) as unknown as { rows: R[] }[])[1]!.rows;
const count = async (table: string): Promise<number> => (await rows<{ count: number }>(`select count(*)::int as count from "${table}"`))[0]!.count;
const code = async (work: Promise<unknown>): Promise<string> => work.then(() => 'none', (error: unknown) => (isFailure(error) ? [error.code, ...error.problems.map((one) => `${one.field}:${one.code}`)].join(' ') : String(error)));
const upload = (who: string, bytes: Uint8Array | string, { name = 'a.bin', type = 'application/octet-stream' } = {}): Promise<FileRef> => writeFile(store, scope, { name, type, userId: people[who]!.userId }, pieces(Buffer.from(bytes)));
async function* pieces(bytes: Buffer, size = 70_001): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const content = async (who: string, id: string): Promise<Buffer> => Buffer.concat(await Array.fromAsync((await openFile(store, scope, people[who]!, id)).content()));
const about = (id: string, object = 'dealer') => ({ object, id });
const notes = async (who: string) => (await listNotifications(store, scope, people[who]!, {})).data;

describe('files', () => {
  test('come out as they went in, whatever their size', async () => {
    for (const size of [0, 1, limits.fileChunkBytes - 1, limits.fileChunkBytes, limits.fileChunkBytes + 1, 3 * limits.fileChunkBytes + 17]) {
      const bytes = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 31 + size) % 256));
      const { id, size: told } = await upload('ann', bytes);
      expect([told, (await content('ann', id)).equals(bytes)]).toEqual([size, true]);
    }
  });

  test('that are too large, or break off, leave nothing', async () => {
    const before = [await count('_file'), await count('_file_chunk')];
    const large = writeFile(store, scope, { name: 'a', type: 'b', userId: people['ann']!.userId, bytesMax: 1_000 }, pieces(Buffer.alloc(1_001)));
    expect(await code(large)).toBe('REQ119');
    await expect(writeFile(store, scope, { name: 'a', type: 'b', userId: people['ann']!.userId, bytesMax: 1_000 }, pieces(Buffer.alloc(1_000)))).resolves.toMatchObject({ size: 1_000 });
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(600_000);
      throw new Error('broken off');
    }
    await expect(writeFile(store, scope, { name: 'a', type: 'b', userId: people['ann']!.userId }, broken())).rejects.toThrow('broken off');
    expect([await count('_file'), await count('_file_chunk')]).toEqual([before[0]! + 1, before[1]! + 1]);
  });

  test('are their uploader’s alone until a record has them, then whoever’s may read it there', async () => {
    const { id } = await upload('ann', 'x', { type: 'image/png' });
    const hidden = await upload('ann', 'y');
    for (const who of ['bob', 'pia', 'cleo']) expect([who, await code(openFile(store, scope, people[who]!, id))]).toEqual([who, 'ACC105']);
    await made('ann', { kind: 'update', object: 'dealer', id: dealers[0]!, values: { photo: id, secret: hidden } });
    const open = async (file: string) => Object.fromEntries(await Promise.all(Object.keys(people).map(async (who) => [who, await code(openFile(store, scope, people[who]!, file))])));
    expect(await open(id)).toEqual({ ann: 'none', bob: 'none', cleo: 'none', pia: 'none', pat: 'ACC105' });
    expect(await open(hidden.id)).toEqual({ ann: 'none', bob: 'none', cleo: 'none', pia: 'ACC105', pat: 'ACC105' });
    expect((await made('pia', { kind: 'get', object: 'dealer', id: dealers[0]! }))['photo']).toEqual({ id, name: 'a.bin', type: 'image/png', size: 1 });
    for (const strange of ['', 'x', id.toUpperCase().replace(/.$/, 'z'), dealers[0]!]) expect(await code(openFile(store, scope, people['ann']!, strange))).toBe('ACC105');
  });

  test('as values: checked for who may use them, for their type and size, at their field', async () => {
    const text = await upload('bob', 'x', { type: 'text/plain', name: 'a.png' });
    const svg = await upload('ann', '<svg/>', { type: 'image/svg+xml' });
    const update = (values: Record<string, unknown>) => code(made('ann', { kind: 'update', object: 'dealer', id: dealers[1]!, values }));
    expect(await update({ photo: text.id })).toBe('VAL101 photo:VAL129');
    expect(await update({ photo: svg.id })).toBe('VAL101 photo:VAL130');
    expect(await update({ photo: dealers[0]! })).toBe('VAL101 photo:VAL129');
    expect(await update({ photo: 'nope' })).toBe('VAL101 photo:VAL105');
    const csv = (name: string, size: number) => upload('ann', Buffer.alloc(size), { name, type: 'text/csv' });
    expect(await update({ sheet: (await csv('A.CSV', 2_000)).id })).toBe('none');
    expect(await update({ sheet: (await csv('a.csv', 2_001)).id })).toBe('VAL101 sheet:VAL131');
    expect(await update({ sheet: (await csv('a.csv.exe', 2)).id })).toBe('VAL101 sheet:VAL130');
    const line = await upload('bob', 'z');
    const order = { kind: 'create', object: 'order', values: { dealer: dealers[0]!, lines: [{ sku: 'A', qty: '1', price: '1', proof: line.id }] } } as const;
    expect(await code(made('ann', order))).toBe('VAL101 lines/0/proof:VAL129');
    const { id, lines } = await made('bob', order) as { id: string; lines: { id: string; proof: FileRef }[] };
    expect(lines[0]!.proof).toMatchObject({ id: line.id, size: 1 });
    expect(await code(openFile(store, scope, people['pia']!, line.id))).toBe('none');
    await made('bob', { kind: 'update', object: 'order', id, values: { lines: [{ id: lines[0]!.id, sku: 'B', proof: lines[0]!.proof }] } });
    expect(await code(openFile(store, scope, people['ann']!, line.id))).toBe('none');
    await made('bob', { kind: 'update', object: 'order', id, values: { lines: [] } });
    expect(await code(openFile(store, scope, people['bob']!, line.id))).toBe('ACC105');
  });

  test('that are left as they are keep the record as it is, and change with it in its history', async () => {
    const [first, second] = [await upload('ann', '1', { type: 'image/png', name: 'one.png' }), await upload('ann', '2', { type: 'image/png', name: 'two.png' })];
    await made('ann', { kind: 'update', object: 'dealer', id: dealers[2]!, values: { photo: first.id } });
    // Somebody who could not use it anew sends it back as it was shown.
    await made('bob', { kind: 'update', object: 'dealer', id: dealers[2]!, values: { photo: { ...first }, bank: 'B' } });
    await made('ann', { kind: 'update', object: 'dealer', id: dealers[2]!, values: { photo: second.id } });
    const { data } = await made('ann', { kind: 'history', object: 'dealer', id: dealers[2]! }) as unknown as { data: { changes: Record<string, unknown> }[] };
    expect(data.map(({ changes }) => Object.keys(changes))).toEqual([['photo'], ['bank'], ['photo'], ['code', 'name']].map((names) => expect.arrayContaining(names)));
    expect([data[0]!.changes, data[1]!.changes]).toEqual([{ photo: { old: first, new: second } }, { bank: { old: null, new: 'B' } }]);
    // So that it can be undone.
    await made('ann', { kind: 'update', object: 'dealer', id: dealers[2]!, values: { photo: first.id } });
    expect((await content('cleo', first.id)).toString()).toBe('1');
  });

  test('that nothing has referred to for a day are removed, by one node', async () => {
    const [loose, used, fresh] = [await upload('ann', '1'), await upload('ann', '2'), await upload('ann', '3')];
    await attach(store, scope, people['ann']!, about(dealers[0]!), used.id);
    await rows(`update _file set keep_until = now() - interval '1 second' where id in ('${loose.id}', '${used.id}')`);
    const other = await openStore({ adminUrl: database.url });
    const removed = await Promise.all([tidyTenant(store, scope), tidyTenant(other, await other.models.activeModel('together'))]);
    expect(removed.reduce((sum, { files }) => sum + files, 0)).toBe(1);
    await other.close();
    expect(await Promise.all([loose, used, fresh].map(({ id }) => code(openFile(store, scope, people['ann']!, id))))).toEqual(['ACC105', 'none', 'none']);
    expect(await rows(`select 1 from _file_chunk where file = '${loose.id}'`)).toEqual([]);
  });

  test('cannot be left about without end', async () => {
    const { id } = await upload('cleo', 'x');
    await rows(`update _file set size = ${limits.fileLooseBytesMax + 1} where id = '${id}'`);
    expect(await code(upload('cleo', 'x'))).toBe('OPR120');
    await rows(`update _file set size = ${limits.fileLooseBytesMax} where id = '${id}'`);
    expect(await code(upload('cleo', 'x'))).toBe('none');
  });
});

describe('attachments', () => {
  test('are put and taken away by who may change the record, had by who may read it, and in its history', async () => {
    const file = await upload('ann', 'contract', { name: '合同.pdf', type: 'application/pdf' });
    const one = await attach(store, scope, people['ann']!, about(dealers[1]!), file.id);
    expect(one).toMatchObject({ file, by: { id: people['ann']!.userId, name: 'ann name' }, removable: true });
    const seen = (who: string) => listAttachments(store, scope, people[who]!, about(dealers[1]!)).then((all) => all.map(({ file: { name }, removable }) => [name, removable]), (error: { code: string }) => error.code);
    expect([await seen('bob'), await seen('cleo'), await seen('pat'), await seen('pia')]).toEqual([[['合同.pdf', true]], [['合同.pdf', false]], [['合同.pdf', false]], 'ACC101']);
    for (const [who, told] of [['cleo', 'ACC102'], ['pat', 'ACC102'], ['pia', 'ACC102']] as const) {
      expect([who, await code(detach(store, scope, people[who]!, about(dealers[1]!), one.id))]).toEqual([who, who === 'pia' ? 'ACC101' : told]);
    }
    expect(await code(detach(store, scope, people['ann']!, about(dealers[0]!), one.id))).toBe('ACC107');
    await detach(store, scope, people['bob']!, about(dealers[1]!), one.id);
    expect([await code(openFile(store, scope, people['ann']!, file.id)), await seen('bob')]).toEqual(['ACC105', []]);
    const { data } = await made('cleo', { kind: 'history', object: 'dealer', id: dealers[1]! }) as unknown as { data: { kind: string; changes: unknown }[] };
    expect(data.slice(0, 2).map(({ kind, changes }) => [kind, changes])).toEqual([['detach', { $attachment: { old: file, new: null } }], ['attach', { $attachment: { old: null, new: file } }]]);
  });

  test('are refused for what has none, for files of others, and beyond the limit', async () => {
    const mine = await upload('ann', 'x');
    expect(await code(attach(store, scope, people['bob']!, about(dealers[0]!), mine.id))).toBe('ACC105');
    expect(await code(listAttachments(store, scope, people['ann']!, about(dealers[0]!, 'order_line')))).toBe('OPR116');
    expect(await code(listAttachments(store, scope, people['ann']!, about(dealers[0]!, 'nothing')))).toBe('OPR101');
    await rows(`insert into _attachment (id, object, record_id, file) select gen_random_uuid(), 'dealer', '${dealers[2]}', '${mine.id}' from generate_series(1, ${limits.attachmentsPerRecordMax - 1})`);
    expect(await code(attach(store, scope, people['ann']!, about(dealers[2]!), mine.id))).toBe('none');
    expect(await code(attach(store, scope, people['ann']!, about(dealers[2]!), mine.id))).toBe('OPR117');
    await rows(`delete from _attachment where object = 'dealer' and record_id = '${dealers[2]}'`);
  });
});

describe('comments', () => {
  test('tell those who are mentioned, the owner, and those who spoke before: whoever of them may read the record', async () => {
    const order = await made('ann', { kind: 'create', object: 'order', values: { dealer: dealers[0]!, lines: [{ sku: 'A', qty: '1', price: '1' }] } }) as { id: string; no: string };
    const [, , , bob, cleo, pia, pat] = [0, 0, 0, ...['bob', 'cleo', 'pia', 'pat'].map((who) => people[who]!.userId)] as string[];
    const first = await addComment(store, scope, people['bob']!, about(order.id, 'order'), { text: '@pia name @pat name please look', mentions: [pia, pat, pia, '018f0000-0000-7000-8000-000000000000'] });
    expect(first).toMatchObject({ mentions: [{ id: pia, name: 'pia name' }], by: { id: bob }, own: true, editedAt: null });
    expect((await notes('pia'))[0]).toMatchObject({ kind: 'mention', read: false, by: { id: bob, name: 'bob name' }, object: 'order', record: { id: order.id, title: order.no }, text: '@pia name @pat name please look' });
    expect([(await notes('pat')).filter(({ kind }) => kind === 'mention'), (await notes('ann'))[0]]).toEqual([[], expect.objectContaining({ kind: 'comment', record: { id: order.id, title: order.no } })]);
    await addComment(store, scope, people['pia']!, about(order.id, 'order'), { text: 'I do', mentions: [pia] });
    expect((await notes('bob'))[0]).toMatchObject({ kind: 'comment', text: 'I do', by: { name: 'pia name' } });
    expect((await notes('pia')).filter(({ text }) => text === 'I do')).toEqual([]);
    await editComment(store, scope, people['bob']!, about(order.id, 'order'), first.id, { text: 'Other words', mentions: [pia, cleo] });
    expect([(await notes('cleo'))[0], (await notes('pia')).map(({ text }) => text)]).toEqual([expect.objectContaining({ kind: 'mention', text: 'Other words' }), ['Other words']]);
    const { data } = await listComments(store, scope, people['pia']!, about(order.id, 'order'), {});
    expect(data.map(({ text, own, editedAt }) => [text, own, editedAt !== null])).toEqual([['I do', true, false], ['Other words', false, true]]);
    expect(await code(listComments(store, scope, people['pat']!, about(order.id, 'order'), {}))).toBe('ACC101');
    expect(await code(addComment(store, scope, people['pat']!, about(order.id, 'order'), { text: 'x' }))).toBe('ACC101');
    for (const work of [editComment(store, scope, people['ann']!, about(order.id, 'order'), first.id, { text: 'x' }), removeComment(store, scope, people['ann']!, about(order.id, 'order'), first.id)]) expect(await code(work)).toBe('ACC108');
    expect(await code(editComment(store, scope, people['bob']!, about(dealers[0]!), first.id, { text: 'x' }))).toBe('ACC106');
    await removeComment(store, scope, people['bob']!, about(order.id, 'order'), first.id);
    expect((await notes('cleo')).filter(({ kind }) => kind === 'mention')).toEqual([]);
    // What is seen no more is told no more.
    await made('ann', { kind: 'update', object: 'order', id: order.id, values: { dealer: dealers[1]! } });
    await addComment(store, scope, people['ann']!, about(order.id, 'order'), { text: 'moved', mentions: [pia] });
    expect((await notes('pia')).filter(({ text }) => text === 'moved')).toEqual([]);
  });

  test('that a person may see no longer leave a note without words', async () => {
    const order = await made('ann', { kind: 'create', object: 'order', values: { dealer: dealers[1]! } }) as { id: string };
    await addComment(store, scope, people['ann']!, about(order.id, 'order'), { text: 'for pat', mentions: [people['pat']!.userId] });
    expect((await notes('pat'))[0]).toMatchObject({ text: 'for pat', record: { id: order.id } });
    await made('ann', { kind: 'update', object: 'order', id: order.id, values: { dealer: dealers[0]! } });
    expect((await notes('pat'))[0]).toMatchObject({ kind: 'mention', text: null, record: null, object: null });
  });

  test('are checked, counted, and written once for a key', async () => {
    const add = (text: unknown, mentions?: unknown) => code(addComment(store, scope, people['ann']!, about(dealers[0]!), { text, mentions }));
    expect(await Promise.all([add(''), add(' \n '), add(7), add('a\0'), add('\ud800'), add('x'.repeat(limits.commentLengthMax + 1)), add('x', ['nope']), add('x', Array.from({ length: limits.mentionsPerCommentMax + 1 }, () => dealers[0]))])).toEqual([
      'VAL101 text:VAL104', 'VAL101 text:VAL104', 'VAL101 text:VAL105', 'VAL101 text:VAL114', 'VAL101 text:VAL114', 'VAL101 text:VAL106', 'VAL101 mentions:VAL105', 'VAL101 mentions:VAL105',
    ]);
    expect(await add('𝄞'.repeat(limits.commentLengthMax))).toBe('none');
    const once = () => addComment(store, scope, people['ann']!, about(dealers[0]!), { text: 'once' }, 'key-1');
    const [a, b] = await Promise.all([once(), once()]);
    expect([a.id, await code(addComment(store, scope, people['ann']!, about(dealers[0]!), { text: 'other' }, 'key-1'))]).toEqual([b.id, 'STO202']);
    expect(await code(addComment(store, scope, people['ann']!, about(dealers[0]!, 'order_line'), { text: 'x' }))).toBe('OPR115');
    const pages: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await listComments(store, scope, people['ann']!, about(dealers[0]!), { limit: 1, ...(cursor ? { cursor } : {}) });
      pages.push(...page.data.map(({ text }) => text.slice(0, 4)));
      cursor = page.next;
    }
    expect(pages).toEqual(['once', '𝄞𝄞']);
    expect(await code(listComments(store, scope, people['ann']!, about(dealers[0]!), { cursor: 'x' }))).toBe('OPR107');
    await rows(`insert into _comment (id, object, record_id, text, mentions) select gen_random_uuid(), 'dealer', '${dealers[2]}', 'x', '{}' from generate_series(1, ${limits.commentsPerRecordMax})`);
    expect(await code(addComment(store, scope, people['ann']!, about(dealers[2]!), { text: 'x' }))).toBe('OPR118');
    await rows(`delete from _comment where record_id = '${dealers[2]}'`);
  });
});

describe('notes', () => {
  test('tell whoever has come to own a record, and are read by their reader alone', async () => {
    const order = await made('ann', { kind: 'create', object: 'order', values: { dealer: dealers[0]!, owner: people['bob']!.userId } }) as { id: string; no: string };
    expect((await notes('bob'))[0]).toMatchObject({ kind: 'assigned', by: { name: 'ann name' }, record: { id: order.id, title: order.no }, text: null });
    const before = (await notes('bob')).length;
    await made('ann', { kind: 'update', object: 'order', id: order.id, values: { ordered: '2026-11-01' } });
    await made('bob', { kind: 'update', object: 'order', id: order.id, values: { owner: people['ann']!.userId } });
    expect([(await notes('bob')).length, (await notes('ann'))[0]!.kind]).toEqual([before, 'assigned']);
    const own = (await notes('bob'))[0]!.id;
    const { unread } = await listNotifications(store, scope, people['bob']!, {});
    expect(await readNotifications(store, scope, people['ann']!, [own])).toEqual({ unread: (await listNotifications(store, scope, people['ann']!, {})).unread });
    expect(await readNotifications(store, scope, people['bob']!, [own])).toEqual({ unread: unread - 1 });
    expect((await listNotifications(store, scope, people['bob']!, { unread: true })).data.map(({ id }) => id)).not.toContain(own);
    expect(await readNotifications(store, scope, people['bob']!, 'all')).toEqual({ unread: 0 });
    await rows(`update _notification set read_at = now() - interval '${limits.notificationReadDaysKept + 1} days' where id = '${own}'`);
    expect((await tidyTenant(store, scope)).notifications).toBe(1);
  });
});

describe('a record that is deleted', () => {
  test('takes along what people put to it, and files that nothing else has', async () => {
    const [alone, shared, below] = [await upload('ann', '1'), await upload('ann', '2'), await upload('ann', '3')];
    const order = await made('ann', { kind: 'create', object: 'order', values: { dealer: dealers[0]!, owner: people['bob']!.userId, lines: [{ sku: 'A', qty: '1', price: '1', proof: below.id }] } }) as { id: string };
    await attach(store, scope, people['ann']!, about(order.id, 'order'), alone.id);
    await attach(store, scope, people['ann']!, about(order.id, 'order'), shared.id);
    await attach(store, scope, people['ann']!, about(dealers[0]!), shared.id);
    await addComment(store, scope, people['ann']!, about(order.id, 'order'), { text: 'soon gone', mentions: [people['bob']!.userId] });
    await made('ann', { kind: 'delete', object: 'order', id: order.id });
    const left = async (table: string) => (await rows<{ n: number }>(`select count(*)::int as n from "${table}" where record_id = '${order.id}'`))[0]!.n;
    expect(await Promise.all(['_comment', '_attachment', '_notification', '_file_use'].map(left))).toEqual([0, 0, 0, 0]);
    expect(await Promise.all([alone, below, shared].map(async ({ id }) => (await rows(`select 1 from _file where id = '${id}'`)).length))).toEqual([0, 0, 1]);
  });

  test('by PostgreSQL, along with another, is cleared away later; what is set aside is let be', async () => {
    await rows(`insert into _comment (id, object, record_id, text, mentions) values (gen_random_uuid(), 'order', gen_random_uuid(), 'gone', '{}'), (gen_random_uuid(), 'set_aside', gen_random_uuid(), 'kept', '{}')`);
    await rows(`insert into _notification (id, user_id, kind, object, job, text) values (gen_random_uuid(), '${people['cleo']!.userId}', 'job', 'order', gen_random_uuid(), 'done')`);
    await tidyTenant(store, scope);
    expect((await rows<{ text: string }>(`select text from _comment where text in ('gone', 'kept')`)).map(({ text }) => text)).toEqual(['kept']);
    expect((await notes('cleo')).find(({ kind }) => kind === 'job')).toMatchObject({ object: 'order', record: null, by: null, text: 'done' });
  });
});

describe('preferences', () => {
  test('hold whatever JSON can, by person, up to so many', async () => {
    const strange = { 'a': '\0\ud800 <b>', deep: [{ x: 1e300 }] };
    await setPreference(store, scope, people['ann']!, 'list:order.all', JSON.stringify(strange));
    await setPreference(store, scope, people['ann']!, 'list:order.all', JSON.stringify({ ...strange, n: 2 }));
    expect(JSON.parse(await listPreferences(store, scope, people['ann']!))).toEqual({ 'list:order.all': { ...strange, n: 2 } });
    expect(await listPreferences(store, scope, people['bob']!)).toBe('{}');
    await rows(`insert into _preference (user_id, key, value) select '${people['bob']!.userId}', 'k' || i, '1' from generate_series(1, ${limits.preferencesPerUserMax}) i`);
    expect([await code(setPreference(store, scope, people['bob']!, 'k1', '2')), await code(setPreference(store, scope, people['bob']!, 'new', '2'))]).toEqual(['none', 'OPR119']);
  });
});

describe('a tenant of an earlier version', () => {
  const age = async (): Promise<void> => {
    await rows('drop table _attachment, _file_use, _file_chunk, _file, _comment, _notification, _preference, _job, _job_row');
    await rows('create table mine (a int)');
  };

  test('gets the tables at the first request, once, from any number of nodes, and its Model stays', async () => {
    await age();
    const nodes = await Promise.all([1, 2, 3].map(() => openStore({ adminUrl: database.url })));
    const [first] = await Promise.all(nodes.map((node) => node.models.activeModel('together')));
    expect(first!.version).toBe(scope.version);
    expect((await driftOf(store, 'together', model)).map(({ words }) => words)).toEqual([expect.stringContaining('mine')]);
    const { id } = await upload('ann', 'again');
    expect((await content('ann', id)).toString()).toBe('again');
    await Promise.all(nodes.map((node) => node.close()));
  });

  test('gets them at the start of a server', async () => {
    await rows('alter table _file drop column uploaded; alter table _comment drop column edited_at; drop index _attachment__record');
    expect([await bringAllEngineTables(store), await bringAllEngineTables(store)]).toEqual([1, 0]);
    await rows('drop table mine');
    expect(await driftOf(store, 'together', model)).toEqual([]);
  });
});
