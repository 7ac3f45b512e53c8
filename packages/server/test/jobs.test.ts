/**
 * Jobs through everything that can happen to them: nodes that are killed and stopped, people who stop them, who lose their roles
 * and their accounts, Models that change.
 *
 * `JOB_KILLS=20 vitest run packages/server/test/jobs.test.ts` kills more often.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { limits } from '@tenon/diagnostics';
import type { ImportResult, Job } from '@tenon/sdk';
import { applyMigration, planMigration, updateCredential } from '@tenon/store';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { csv, documents, ended, openPlace, shop, upload, type Place } from './transfer-place.ts';

const kills = Number(process.env['JOB_KILLS'] ?? 2);

let place: Place;
/** Each test starts nodes of its own, which takes its time on a machine that is busy. */
vi.setConfig({ testTimeout: 180_000 });

const children: ChildProcess[] = [];
beforeAll(async () => { place = await openPlace(shop(), undefined, { works: false }); });
afterEach(() => { for (const child of children.splice(0)) child.kill('SIGKILL'); });
afterAll(() => place.close());

async function startNode(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'transfer-child.ts'), [place.database.url], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  children.push(child);
  await once(child, 'message');
  return child;
}

const sql = async <R extends object>(text: string): Promise<R[]> => (await place.store.database.owner.query<R>(text)).rows;
const rows = (n: number, name: string): string => csv(['Subject', ...Array.from({ length: n }, (_, i) => `${name} ${i}`)]);

async function bring(name: string, n: number): Promise<Job> {
  const file = await upload(place, 'ann', `${name}.csv`, rows(n, name));
  return place.as('ann').import('ticket', { file, mapping: ['subject'], mode: 'create', dryRun: false });
}

const look = (job: Job): Promise<Job> => place.as('ann').job(job.id);
const begun = (job: Job, done = 1): Promise<unknown> => expect.poll(async () => (await look(job)).done, { timeout: 40_000, interval: 5 }).toBeGreaterThanOrEqual(done);

/** Every row is there once, with its trace, and its number was given once. */
async function expectRows(name: string, n: number): Promise<void> {
  const [found] = await sql(`SELECT count(*)::int AS rows, count(DISTINCT subject)::int AS subjects, count(DISTINCT no)::int AS numbers,
    (SELECT count(*)::int FROM t_shop._audit a JOIN t_shop.ticket o ON o.id = a.record_id WHERE o.subject LIKE '${name} %' AND a.kind = 'create') AS traces FROM t_shop.ticket WHERE subject LIKE '${name} %'`);
  expect(found).toEqual({ rows: n, subjects: n, numbers: n, traces: n });
}

describe('nodes', () => {
  it(`are killed ${kills} times: no row is lost and none is doubled`, async () => {
    const total = 1_000 * (kills + 1);
    await startNode();
    const job = await bring('killed', total);
    for (let i = 0; i < kills; i++) {
      await begun(job, 200 + 800 * i);
      // Another node waits beside the one that is killed.
      const doomed = children.splice(0);
      await Promise.all([startNode(), ...doomed.map((child) => {
        child.kill('SIGKILL');
        return once(child, 'exit');
      })]);
    }
    const end = await ended(place.as('ann'), job);
    expect(end).toMatchObject({ state: 'done', done: total, total });
    expect(end.result).toMatchObject({ created: total, refused: 0 });
    await expectRows('killed', total);
    const [last] = await sql<{ no: string }>('SELECT max(no) AS no FROM t_shop.ticket');
    expect(last!.no).toBe(`T-${String(total).padStart(5, '0')}`);
  }, 60_000 + kills * 60_000);

  it('are stopped: the chunk ends, and another node goes on at once', async () => {
    const first = await startNode();
    const job = await bring('moved', 2_000);
    await begun(job, 200);
    first.send('stop');
    const [code] = await once(first, 'exit');
    expect(code).toBe(0);
    const left = await look(job);
    expect(left).toMatchObject({ state: 'running', finishedAt: null });
    await expectRows('moved', left.done);
    await startNode();
    expect(await ended(place.as('ann'), job)).toMatchObject({ state: 'done', done: 2_000 });
    await expectRows('moved', 2_000);
  });
});

describe('a job', () => {
  it('is stopped by the one who asked for it; what is done stays', async () => {
    await startNode();
    const job = await bring('halted', 1_500);
    await begun(job);
    await place.as('ann').stopJob(job.id);
    const end = await ended(place.as('ann'), job);
    expect(end).toMatchObject({ state: 'stopped', problem: null });
    expect(end.done).toBeLessThan(1_500);
    expect((end.result as ImportResult).created).toBe(end.done);
    await expectRows('halted', end.done);
    await expect(place.as('ann').stopJob(job.id)).rejects.toMatchObject({ code: 'TRN129', status: 409 });
  });

  it('that waits is stopped at once, and is nobody else’s', async () => {
    const job = await bring('waiting', 10);
    await expect(place.as('eve').job(job.id)).rejects.toMatchObject({ code: 'TRN115', status: 404 });
    await expect(place.as('eve').stopJob(job.id)).rejects.toMatchObject({ code: 'TRN115' });
    expect((await place.as('eve').jobs()).data).toEqual([]);
    expect(await place.as('ann').stopJob(job.id)).toMatchObject({ state: 'stopped', done: 0 });
    expect((await place.as('ann').jobs()).data[0]).toMatchObject({ id: job.id, state: 'stopped' });
    await expect(place.as('ann').job('nothing')).rejects.toMatchObject({ code: 'TRN115' });
  });

  it(`may wait with ${limits.jobsOpenMax} of its kind, and no more`, async () => {
    const open = await Promise.all(Array.from({ length: limits.jobsOpenMax }, (_, i) => bring(`many${i}`, 1)));
    await expect(bring('more', 1)).rejects.toMatchObject({ code: 'TRN114', status: 429 });
    for (const { id } of open) await place.as('ann').stopJob(id);
    const job = await bring('again', 1);
    await place.as('ann').stopJob(job.id);
  });

  it('that is broken off again and again is given up', async () => {
    const job = await bring('hopeless', 10);
    await sql(`UPDATE t_shop._job SET tries = ${limits.jobTriesMax} WHERE id = '${job.id}'`);
    await startNode();
    expect(await ended(place.as('ann'), job)).toMatchObject({ state: 'failed', problem: expect.stringContaining('interrupted too often') as string });
  });
});

describe('while a job runs', () => {
  it('its owner loses a role: the rest is not done', async () => {
    await startNode();
    const job = await bring('demoted', 1_500);
    await begun(job);
    await updateCredential(place.store, 'shop', place.users['ann']!, { roles: ['clerk'] });
    const end = await ended(place.as('ann', 'zh-CN'), job);
    await updateCredential(place.store, 'shop', place.users['ann']!, { roles: ['boss'] });
    expect(end).toMatchObject({ state: 'failed', problem: expect.stringContaining('subject') as string });
    expect(end.done).toBeLessThan(1_500);
    await expectRows('demoted', end.done);
  });

  it('its owner loses the account', async () => {
    await startNode();
    const job = await bring('dismissed', 1_500);
    await begun(job);
    const active = (is: boolean) => sql(`UPDATE t_shop."user" SET active = ${is} WHERE id = '${place.users['ann']!}'`);
    await active(false);
    const state = () => sql<{ state: string; problem: { code: string } }>(`SELECT state, problem, done FROM t_shop._job WHERE id = '${job.id}'`);
    await expect.poll(async () => (await state())[0], { timeout: 20_000 }).toMatchObject({ state: 'failed', problem: { code: 'TRN117' } });
    await active(true);
    expect((await ended(place.as('ann'), job)).done).toBeLessThan(1_500);
  });

  it('the Model gets more fields: it goes on', async () => {
    await startNode();
    const job = await bring('grown', 1_500);
    await begun(job);
    await migrate({ urgent: { type: 'boolean', label: 'Urgent', default: 'true' } });
    expect(await ended(place.as('ann'), job)).toMatchObject({ state: 'done', done: 1_500 });
    await expectRows('grown', 1_500);
    const [{ urgent }] = await sql<{ urgent: number }>(`SELECT count(*)::int AS urgent FROM t_shop.ticket WHERE subject LIKE 'grown %' AND urgent`) as [{ urgent: number }];
    expect(urgent).toBeGreaterThan(0);
  });

  it('the Model loses a field that the table sets: it ends with a clear word', async () => {
    await migrate({ extra: { type: 'text', label: 'Extra' } });
    await startNode();
    const file = await upload(place, 'ann', 'lost.csv', csv(['Subject,Extra', ...Array.from({ length: 1_500 }, (_, i) => `lost ${i},x`)]));
    const job = await place.as('ann').import('ticket', { file, mapping: ['subject', 'extra'], mode: 'create', dryRun: false });
    await begun(job);
    await migrate({});
    const end = await ended(place.as('ann'), job);
    expect(end).toMatchObject({ state: 'failed', problem: expect.stringContaining('cannot set “extra”') as string });
    expect(end.done).toBeLessThan(1_500);
    await expectRows('lost', end.done);
  });
});

async function migrate(fields: Readonly<Record<string, object>>): Promise<void> {
  const ticket = documents['objects/ticket.json'] as { fields: object };
  const model = shop({ 'objects/ticket.json': { ...ticket, fields: { ...ticket.fields, ...fields } } });
  await applyMigration(place.store, await planMigration(place.store, 'shop', model), { consent: true });
}
