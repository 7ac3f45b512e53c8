/** `tenon start` and `tenon dev` with the embedded database: told to stop, they end everything; killed, they come up again with everything. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelSales, signIn, startTenon, tenon, type Running } from './tenon.ts';

let folder: string;
const started: Running[] = [];
const start = (...args: string[]): Running => {
  const running = startTenon([...args, '--no-web'], { TENON_DATA: folder });
  started.push(running);
  return running;
};
const address = async (running: Running): Promise<string> => (await running.says(/ready at (http:\S+)/))[1]!;
const ordersAt = async (url: string): Promise<number> => (await (await signIn(url, 'admin@demo'))('/api/objects/sales_order?count=true&limit=1')).body.count;
/** The database's process, as its own file says. */
const postgres = (): number => Number(readFileSync(join(folder, 'pgdata', 'postmaster.pid'), 'utf8').split('\n')[0]);
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // One that has ended stays in the table until its parent asks; as an orphan in a container, for ever.
  const status = `/proc/${pid}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'));
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenon-stop-'));
  chmodSync(folder, 0o755);
});
afterAll(async () => {
  for (const running of started) if (isAlive(running.pid)) await running.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

/** A sign-in whose body comes in two halves, the second one when it is asked for. */
function slowSignIn(url: string): { readonly begun: Promise<void>; readonly finish: () => Promise<number> } {
  const body = JSON.stringify({ tenant: 'demo', login: 'admin@demo', password: 'tenon-demo' });
  const sent = request(`${url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': body.length } });
  const answered = new Promise<number>((resolve, reject) => sent.once('response', (response) => resolve(response.resume().statusCode!)).once('error', reject));
  const begun = new Promise<void>((resolve) => sent.write(body.slice(0, 10), () => resolve()));
  return { begun, finish: () => (sent.end(body.slice(10)), answered) };
}

describe('tenon start', { timeout: 180_000 }, () => {
  it('stops when it is told to while it comes up', async () => {
    const running = start('start');
    await running.says(/Making the tenant/);
    const database = postgres();
    expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect([isAlive(database), existsSync(join(folder, 'pgdata', 'postmaster.pid')), existsSync(join(folder, 'tenon.pid'))]).toEqual([false, false, false]);
  });

  it('brings the whole demo after a kill in the middle of making it', async () => {
    rmSync(join(folder, 'pgdata'), { recursive: true });
    const killed = start('start');
    await killed.says(/Making the tenant/);
    expect(await killed.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    const running = start('start');
    expect(await ordersAt(await address(running))).toBeGreaterThan(1_000);
    expect(await running.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  it('gives a tenant that was left without its data the data', async () => {
    expect(tenon(['tenant', 'drop', 'demo', '--consent'], { TENON_DATA: folder })).toMatchObject({ status: 0 });
    expect(tenon(['tenant', 'create', 'demo', '--name', 'Demo', '--package', channelSales], { TENON_DATA: folder })).toMatchObject({ status: 0 });
    const running = start('start');
    expect(await ordersAt(await address(running))).toBeGreaterThan(1_000);
    await running.end('SIGTERM');
  });

  it('on Ctrl-C answers what it was asked, then ends itself and its database', async () => {
    const running = start('start');
    const url = await address(running);
    const database = postgres();
    const asked = slowSignIn(url);
    await asked.begun;
    await (await fetch(`${url}/healthz`)).text();
    const ended = running.end('SIGINT');
    await expect.poll(() => fetch(`${url}/healthz`).then((response) => response.status, () => 'refused'), { timeout: 20_000 }).not.toBe(200);
    expect(await asked.finish()).toBe(200);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect([isAlive(database), existsSync(join(folder, 'pgdata', 'postmaster.pid'))]).toEqual([false, false]);
    expect(running.text()).not.toMatch(/error|while stopping/);
  });

  it('killed, comes up again beside the database that was left behind, with every record', async () => {
    const killed = start('start');
    const url = await address(killed);
    const ask = await signIn(url, 'admin@demo');
    const made = await ask('/api/objects/brand', { method: 'POST', body: JSON.stringify({ code: 'KEPT', name: 'Kept' }) });
    expect(made.status).toBe(201);
    const left = postgres();
    await killed.end('SIGKILL');
    const running = start('start');
    const again = await signIn(await address(running), 'admin@demo');
    expect((await again("/api/objects/brand?filter=code == 'KEPT'&select=name")).body.data).toMatchObject([{ name: 'Kept' }]);
    expect(running.text()).not.toContain('Making the tenant');
    expect(isAlive(left)).toBe(false);
    await running.end('SIGTERM');
  });
});

describe('tenon dev', { timeout: 180_000 }, () => {
  it('shares its database with other commands, refuses a second server, and stops on Ctrl-C', async () => {
    const dev = start('dev', channelSales);
    await dev.says(/Watching /);
    const database = postgres();
    expect(tenon(['tenant', 'list'], { TENON_DATA: folder })).toEqual({ status: 0, stdout: 'demo\tDemo\n', stderr: '' });
    expect(tenon(['plan', channelSales, '--tenant', 'demo'], { TENON_DATA: folder })).toMatchObject({ status: 0, stderr: '' });
    expect(tenon(['start', '--no-web'], { TENON_DATA: folder })).toMatchObject({ status: 1, stderr: expect.stringContaining(`is in use by process ${dev.pid}`) });
    expect(isAlive(database)).toBe(true);
    expect(await dev.end('SIGINT')).toEqual({ code: 0, signal: null });
    expect([isAlive(database), existsSync(join(folder, 'pgdata', 'postmaster.pid'))]).toEqual([false, false]);
    expect(tenon(['tenant', 'list'], { TENON_DATA: folder })).toEqual({ status: 0, stdout: 'demo\tDemo\n', stderr: '' });
    expect(existsSync(join(folder, 'pgdata', 'postmaster.pid'))).toBe(false);
  });
  it('does not begin where there is no folder, or in production', () => {
    expect(tenon(['dev', join(folder, 'nowhere')])).toMatchObject({ status: 1, stderr: `error: There is no folder ${join(folder, 'nowhere')}.\n` });
    expect(tenon(['dev', channelSales], { NODE_ENV: 'production' })).toMatchObject({ status: 1, stderr: expect.stringContaining('tenon dev is for development') });
    expect(tenon(['start'], { NODE_ENV: 'production' })).toMatchObject({ status: 1, stderr: expect.stringContaining('DATABASE_URL must name the PostgreSQL database in production.') });
  });
});
