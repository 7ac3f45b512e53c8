/**
 * The benchmark: the generated API beside a hand-written service, same database, same questions, one run.
 *
 * Usage: node packages/server/bench/main.ts [--scale 0.1] [--seconds 2] [--rounds 5] [--only update] [--connections 1,32] [--profile folder].
 * Each side runs in its own process. First their answers are compared; then they take turns in short rounds, so that
 * whatever else the machine does falls on both. The ratio is the median of the rounds. docs/benchmarks.md keeps the table.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { createApiKey, createTenant, createUser, openStore, startEmbedded } from '@tenon/store';
import { hashToken, newToken } from '../src/index.ts';
import { compareAnswers } from './compare.ts';
import { fill } from './fill.ts';
import { measure, type Target } from './load.ts';
import type { Start, Told } from './serve.ts';
import { workloads, type Ids, type Side, type Workload } from './workload.ts';

const { values: options } = parseArgs({ options: {
  scale: { type: 'string', default: '1' }, seconds: { type: 'string', default: '2' }, rounds: { type: 'string', default: '5' },
  only: { type: 'string', default: '' }, connections: { type: 'string', default: '1,32' }, profile: { type: 'string' },
} });
const seconds = Number(options.seconds);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
const postgres = await startEmbedded(folder);
const running: ChildProcess[] = [];
try {
  await run();
} finally {
  await Promise.all(running.map(stop));
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

interface Prepared extends Omit<Start, 'side'> { readonly ids: Ids }

async function prepare(): Promise<Prepared> {
  const { value: model, diagnostics } = compilePackage(await readPackage(fileURLToPath(new URL('package', import.meta.url))));
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const store = await openStore({ adminUrl: postgres.connectionString });
  try {
    const { schema } = await createTenant(store, { slug: 'bench', name: 'Bench', model });
    const ids = await fill(store.database.owner, schema, Number(options.scale));
    const userId = await createUser(store, 'bench', { login: 'clerk', name: 'Clerk', roles: ['clerk'] });
    const key = newToken();
    await createApiKey(store, { keyHash: hashToken(key), tenant: 'bench', userId, name: 'bench' });
    return { connectionString: postgres.connectionString, schema, key, userId, ids };
  } finally {
    await store.close();
  }
}

async function run(): Promise<void> {
  const { ids, ...access } = await prepare();
  const [hand, generated] = [await start({ ...access, side: 'hand' }), await start({ ...access, side: 'generated' })];
  const targets: Record<Side, Target> = { hand: { side: 'hand', url: hand.url, key: access.key }, generated: { side: 'generated', url: generated.url, key: access.key } };
  const chosen = workloads.filter((workload) => workload.name.includes(options.only));
  await compareAnswers(chosen, targets, ids, access);
  say('| Work | Connections | By hand, requests/s | Generated | Ratio (worst to best round) |\n|---|---|---|---|---|');
  for (const workload of chosen) {
    for (const connections of options.connections.split(',').map(Number)) say(await compared(workload, connections, targets, ids));
  }
  say(`\nMemory after the load: by hand ${await memory(hand.child)} MB, generated ${await memory(generated.child)} MB.`);
}

async function compared(workload: Workload, connections: number, targets: Readonly<Record<Side, Target>>, ids: Ids): Promise<string> {
  const measured: Record<Side, number[]> = { hand: [], generated: [] };
  for (const side of ['hand', 'generated'] as const) await measure(targets[side], workload, connections, 1, ids);
  for (let round = 0; round < Number(options.rounds); round += 1) {
    const order: Side[] = round % 2 === 0 ? ['hand', 'generated'] : ['generated', 'hand'];
    for (const side of order) measured[side].push(await measure(targets[side], workload, connections, workload.slow ? 10 * seconds : seconds, ids));
  }
  const ratios = measured.generated.map((rate, i) => rate / measured.hand[i]!).toSorted((a, b) => a - b);
  const rate = (side: Side): string => Math.round(median(measured[side])).toLocaleString('en');
  return `| ${workload.name} | ${connections} | ${rate('hand')} | ${rate('generated')} | **${median(ratios).toFixed(2)}** (${ratios[0]!.toFixed(2)} to ${ratios.at(-1)!.toFixed(2)}) |`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function start(message: Start): Promise<{ child: ChildProcess; url: string }> {
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}`, `--cpu-prof-name=${message.side}.cpuprofile`] : [];
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), { execArgv: profile });
  running.push(child);
  child.send(message);
  const told = await answerOf(child);
  if (!('url' in told)) throw new Error('the service tells its address first');
  return { child, url: told.url };
}

async function memory(child: ChildProcess): Promise<string> {
  child.send('memory');
  const told = await answerOf(child);
  return 'residentMb' in told ? told.residentMb.toFixed(0) : '?';
}

async function answerOf(child: ChildProcess): Promise<Told> {
  const ended = once(child, 'exit').then(([code]): never => { throw new Error(`the service ended with ${String(code)}`); });
  ended.catch(() => undefined);
  const [told] = await Promise.race([once(child, 'message'), ended]) as [Told];
  return told;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.disconnect();
  await once(child, 'exit');
}
