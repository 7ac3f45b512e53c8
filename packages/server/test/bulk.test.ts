/** One change to many records, by filter or by id, each record by itself. */
import type { BulkResult } from '@tenon/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, openPlace, type Place } from './transfer-place.ts';

let place: Place;
beforeAll(async () => {
  place = await openPlace();
  const ann = place.as('ann');
  for (let i = 0; i < 3; i++) {
    await ann.bulk('ticket', Array.from({ length: 100 }, (_, n) => ({ kind: 'create' as const, values: { subject: n === 50 ? 'never' : `ticket ${i} ${n}` } })));
  }
  await ann.bulk('article', Array.from({ length: 20 }, (_, n) => ({ kind: 'create' as const, values: { code: `a${String(n).padStart(2, '0')}`, name: `Article ${n}`, colour: n % 2 ? 'red' : 'green', price: String(n) } })));
});
afterAll(() => place.close());

const count = async (object: string, filter: string): Promise<number> => (await place.as('ann').list(object, { filter, limit: 1, count: true })).count!;

describe('a change of many', () => {
  it('acts on every record that the filter finds, though the change takes them out of it', async () => {
    const ann = place.as('ann');
    const job = await ended(ann, await ann.bulkJob('ticket', { filter: "status == 'open'", change: { kind: 'act', action: 'close' }, reason: 'Year end' }));
    expect(job).toMatchObject({ state: 'done', kind: 'bulk', done: 300, total: 300 });
    const result = job.result as BulkResult;
    expect(result).toMatchObject({ changed: 297, refused: 3 });
    expect(result.errors).toHaveLength(3);
    expect(result.errors[0]).toMatchObject({ title: 'T-00051', message: 'Never closes' });
    expect(await count('ticket', "status == 'closed'")).toBe(297);
    const { data } = await ann.list('ticket', { filter: "status == 'closed'", limit: 1 });
    expect((await ann.history('ticket', data[0]!.id)).data[0]).toMatchObject({ kind: 'close', reason: 'Year end' });
  });

  it('changes values, of the records that the caller may change', async () => {
    const ben = place.as('ben');
    const { data } = await place.as('ann').list('article', { sort: 'code', limit: 4 });
    const job = await ended(ben, await ben.bulkJob('article', { ids: data.map(({ id }) => id), change: { kind: 'update', values: { note: 'checked' } } }));
    // A record that is hidden and one that is not there answer alike.
    expect(job.result).toMatchObject({ changed: 2, refused: 2, errors: [{ message: 'There is no such record.' }, { message: 'There is no such record.' }] });
    expect((job.result as BulkResult).errors[0]!.title).toBe((job.result as BulkResult).errors[0]!.id);
    expect(await count('article', "note == 'checked'")).toBe(2);
  });

  it('tells what rules refuse', async () => {
    const ann = place.as('ann', 'zh-CN');
    const job = await ended(ann, await ann.bulkJob('article', { filter: "colour == 'green'", change: { kind: 'update', values: { price: '2000000' } } }));
    expect(job.result).toMatchObject({ changed: 0, refused: 10 });
    expect((job.result as BulkResult).errors[0]).toMatchObject({ message: '太贵了' });
  });

  it('deletes; what others refer to stays', async () => {
    const ann = place.as('ann');
    const [used, free] = [await ann.create('kind', { code: 'used', name: 'Used' }), await ann.create('kind', { code: 'free', name: 'Free' })];
    await ann.create('article', { code: 'user', name: 'User', kind: used.id });
    const job = await ended(ann, await ann.bulkJob('kind', { filter: "code in ('used', 'free')", change: { kind: 'delete' } }));
    expect(job.result).toMatchObject({ changed: 1, refused: 1, errors: [{ id: used.id, title: 'Used' }] });
    await expect(ann.get('kind', free.id)).rejects.toMatchObject({ status: 404 });
  });

  it('is refused at once where it can be known', async () => {
    const refusal = async (who: string, object: string, request: object) => place.as(who).bulkJob(object, request as never).then(() => undefined, (error: { code: string }) => error.code);
    expect(await refusal('gus', 'article', { change: { kind: 'delete' } })).toBe('ACC102');
    expect(await refusal('ben', 'ticket', { change: { kind: 'act', action: 'close' } })).toBe('ACC102');
    expect(await refusal('ann', 'ticket', { change: { kind: 'act', action: 'reopen' } })).toBe('OPR108');
    expect(await refusal('ann', 'nothing', { change: { kind: 'delete' } })).toBe('OPR101');
    expect(await refusal('ben', 'article', { change: { kind: 'update', values: { cost: '1' } } })).toBe('VAL101');
    expect(await refusal('ann', 'article', { filter: 'colour ==', change: { kind: 'delete' } })).toBe('OPR103');
    expect(await refusal('ann', 'article', { change: { kind: 'paint' } })).toBe('REQ113');
    expect(await refusal('ann', 'article', { ids: [], change: { kind: 'delete' } })).toBe('REQ113');
    expect(await refusal('ann', 'article', { ids: Array.from({ length: 10_001 }, () => 'x'), change: { kind: 'delete' } })).toBe('REQ113');
  });
});
