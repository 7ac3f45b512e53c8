/**
 * What compiling and planning take: channel-sales alone, under each variant, and under a tenant's layer of 300 entries; then the plan of its
 * upgrade for a tenant that has this layer and the demo data.
 *
 * Usage: node packages/cli/bench/plan.ts [--rounds 5].
 * Medians. "tenon check" is the whole command; cold is reading and compiling in a process that has not done it before, warm in one that has, with
 * every file read anew. The plan is made in a process of its own: for the first time there, and again. Prints a table and asserts nothing; docs/benchmarks.md keeps it.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { diffModels, type Model } from '@tenon/model';
import { compileStack } from '@tenon/model/compiler';
import { readStack } from '@tenon/model/node';
import { createUser, openStore, planMigration, planTenant, rehearse, startEmbedded, type PlanInput, type StoreHandle } from '@tenon/store';
import { wholeStack } from '../src/compile.ts';
import { readDemo } from '../src/demo.ts';
import { deployNew } from '../src/deploy.ts';
import { readFolder } from '../src/folder.ts';

const { values: options } = parseArgs({ options: {
  rounds: { type: 'string', default: '5' },
  /** Of the processes that this one starts: a folder to compile, or a database to plan in. */
  compile: { type: 'string' }, plan: { type: 'string' },
} });
const rounds = Number(options.rounds);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const self = fileURLToPath(import.meta.url);
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const tenant = 'bench';
const folders: Readonly<Record<string, string>> = {
  'channel-sales': 'metadata/channel-sales', 'with fmcg': 'metadata/fmcg', 'with manufacturing': 'metadata/manufacturing', 'with high-tech': 'metadata/high-tech',
  'with medical': 'metadata/medical', 'with a layer of 300 entries': 'examples/wide', 'with high-tech and a tenant’s layer': 'examples/hengxin',
};

const processorAtStart = processorMs();
if (options.compile) tell({ ms: await compileOnce(options.compile), processor: processorMs() - processorAtStart });
else if (options.plan) tell(await planTwice(options.plan));
else await measure();

function tell(value: object): void {
  process.stdout.write(JSON.stringify(value));
}

async function measure(): Promise<void> {
  process.stdout.write(`Processes that wanted to run in the last minute: ${loadavg()[0]!.toFixed(1)}, on ${availableParallelism()} cores.\n\n`);
  const rows = [['compile', 'tenon check', 'cold', 'cold, processor', 'warm'], ['---', '---', '---', '---', '---']];
  for (const [name, folder] of Object.entries(folders)) {
    const checks = repeated(() => checkOnce(join(root, folder)));
    const cold = repeated(() => childSays<{ ms: number; processor: number }>('--compile', join(root, folder)));
    await compileOnce(join(root, folder));
    const warm: number[] = [];
    for (let round = 0; round < rounds; round += 1) warm.push(await compileOnce(join(root, folder)));
    rows.push([name, ms(checks), ms(cold.map((one) => one.ms)), ms(cold.map(({ processor }) => processor)), ms(warm)]);
  }
  print(rows);
  print(await planRows());
}

/** The command, from the start of its process to the end. */
function checkOnce(folder: string): number {
  const startedAt = performance.now();
  execFileSync(process.execPath, [main, 'check', folder], { stdio: 'ignore' });
  return performance.now() - startedAt;
}

/** Reading, compiling and all. */
async function compileOnce(folder: string): Promise<number> {
  const startedAt = performance.now();
  const { value } = await readStack(folder);
  const compiled = compileStack(value!);
  if (!compiled.value) throw new Error(`${folder} has errors`);
  return performance.now() - startedAt;
}

interface Timing { readonly plan: number; readonly processor: number; readonly compile: number; readonly diff: number; readonly tables: number; readonly rehearsal: number }

async function planRows(): Promise<string[][]> {
  const work = mkdtempSync(join(tmpdir(), 'tenon-plan-'));
  const postgres = await startEmbedded(join(work, 'postgres'));
  try {
    const entries = await makeTenant(postgres.connectionString, work);
    const found = repeated(() => childSays<{ first: Timing; again: Timing }>('--plan', postgres.connectionString));
    const row = (name: string, timings: readonly Timing[]): string[] => [name, ...(['plan', 'processor', 'compile', 'diff', 'tables', 'rehearsal'] as const).map((part) => ms(timings.map((one) => one[part])))];
    return [[`plan of 1.0 → 1.1, ${entries} entries`, 'all', 'processor of Node', 'compile and rebase', 'difference', 'tables', 'rehearsal'], ['---', '---', '---', '---', '---', '---', '---'],
      row('first in a process', found.map(({ first }) => first)), row('again', found.map(({ again }) => again))];
  } finally {
    await postgres.stop();
    rmSync(work, { recursive: true, force: true });
  }
}

/** A tenant at 1.0 with the wide layer and all of the demo data. Returns how many things the layer says. */
async function makeTenant(adminUrl: string, work: string): Promise<number> {
  const [before, earlier] = [join(work, 'channel-sales'), join(root, 'examples/upgrade/channel-sales-1.0')];
  for (const folder of [join(root, 'metadata/channel-sales'), earlier]) cpSync(folder, before, { recursive: true });
  for (const file of ['removed.json', ...(JSON.parse(readFileSync(join(earlier, 'removed.json'), 'utf8')) as string[])]) rmSync(join(before, file));
  const whole = await wholeStack(join(root, 'examples/wide'), { bases: [before] });
  const store = await openStore({ adminUrl });
  try {
    const people = async (): Promise<void> => {
      for (const { login, name, roles } of readDemo().users) await createUser(store, tenant, { login, name, roles });
    };
    await deployNew(store, { slug: tenant, name: tenant, whole, sets: [readDemo().dataSet], by: 'bench', before: people });
  } finally {
    await store.close();
  }
  return whole.stack.merges.filter(({ address }) => !address.startsWith('locale/')).length;
}

async function planTwice(adminUrl: string): Promise<{ first: Timing; again: Timing }> {
  const store = await openStore({ adminUrl });
  try {
    const { own } = await readFolder(join(root, 'metadata/channel-sales'));
    const input: PlanInput = { tenant, packages: [{ name: own.name, files: own.files }] };
    return { first: await planOnce(store, input), again: await planOnce(store, input) };
  } finally {
    await store.close();
  }
}

/** The plan as a whole, and its parts: what the compiler took of it, and each of the others done once more by itself. */
async function planOnce(store: StoreHandle, input: PlanInput): Promise<Timing> {
  let asked = 0;
  let after: Model | undefined;
  let before = '';
  const compiler: StoreHandle['compiler'] = {
    close: async () => undefined,
    ask: async (stack, wish) => {
      const startedAt = performance.now();
      const answer = await store.compiler.ask(stack, wish);
      asked += performance.now() - startedAt;
      if (wish.kind === 'model') [after, before] = [(answer as { model?: Model }).model, (wish as { before: string }).before];
      return answer;
    },
  };
  const processorBefore = processorMs();
  const [plan] = await timed(() => planTenant({ ...store, compiler }, input));
  const processor = processorMs() - processorBefore;
  const model = after!;
  const old = JSON.parse(before) as Model;
  const [diff] = await timed(async () => diffModels(old, model));
  const [tables, migration] = await timed(() => planMigration(store as Parameters<typeof planMigration>[0], input.tenant, model));
  const [rehearsal] = await timed(() => rehearse(store as Parameters<typeof rehearse>[0], input.tenant, old, model, migration));
  return { plan, processor, compile: asked, diff, tables, rehearsal };
}

/** What the process has used so far; unlike time on the clock, it is much the same on a busy machine. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const startedAt = performance.now();
  const value = await work();
  return [performance.now() - startedAt, value];
}

function childSays<T>(...args: readonly string[]): T {
  return JSON.parse(execFileSync(process.execPath, [self, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })) as T;
}

function repeated<T>(work: () => T): readonly T[] {
  return Array.from({ length: rounds }, work);
}

function ms(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `${Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)} ms`;
}

function print(rows: readonly (readonly string[])[]): void {
  process.stdout.write(`${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n\n`);
}
