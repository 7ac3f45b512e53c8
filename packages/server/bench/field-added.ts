/**
 * An administrator adds a field to the sales orders of a large tenant while clients write orders: how long until every node serves it,
 * and how long a writer waits.
 *
 * Usage: node packages/server/bench/field-added.ts [--rows 1000000] [--writers 1,4] [--fields remark,class] [--profile <folder>].
 * Two nodes on one database. The administrator talks to the first one, as the web does: edit, plan, apply. The writers create and
 * change orders through the second one, without a pause. Fields of several kinds are added one after the other. Prints figures and
 * judges nothing; docs/benchmarks.md keeps them.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openStore, startEmbedded, type Store } from '@tenon/store';
import { prepareOrders, type Prepared } from './orders.ts';
import type { Start, State, Told } from './serve.ts';
import { startWriters, type Spell } from './writers.ts';

const { values: options } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, writers: { type: 'string', default: '1,4' }, profile: { type: 'string' }, fields: { type: 'string', default: 'remark,urgent,class,margin' } } });
const rows = Number(options.rows);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

interface Kind {
  readonly name: string;
  readonly what: string;
  readonly field: Readonly<Record<string, unknown>>;
  /** Given when a record is written, to see that it is accepted. */
  readonly value?: unknown;
}

/** In order; each one stays. The stored formula is computed for every row and takes minutes: it is asked for by name, `weight`. */
const kinds: readonly Kind[] = [
  { name: 'remark', what: 'text', field: { type: 'text' }, value: 'kept' },
  { name: 'urgent', what: 'required, with a default', field: { type: 'boolean', required: true, default: 'false' }, value: true },
  { name: 'class', what: 'text with an index', field: { type: 'text', index: true }, value: 'A' },
  { name: 'margin', what: 'formula, computed when read', field: { type: 'money', formula: 'net - freight', stored: false } },
  { name: 'weight', what: 'formula, stored', field: { type: 'money', formula: 'net + freight' } },
].filter(({ name }) => options.fields.split(',').includes(name));

const folder = mkdtempSync(join(tmpdir(), 'tenon-bench-'));
const postgres = await startEmbedded(folder);
const running: ChildProcess[] = [];
try {
  await run();
} finally {
  for (const child of running) if (child.connected) child.disconnect();
  await Promise.all(running.map((child) => (child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined)));
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function run(): Promise<void> {
  const store = await openStore({ adminUrl: postgres.connectionString });
  try {
    const startedAt = performance.now();
    const prepared = await prepareOrders(store, rows);
    say(`${rows.toLocaleString('en')} sales orders, filled in ${((performance.now() - startedAt) / 1000).toFixed(0)} s; two nodes\n`);
    const start: Start = { connectionString: postgres.connectionString, schema: prepared.schema, key: prepared.adminKey, userId: '', side: 'generated' };
    const nodes = [await serve(start, 'node1'), await serve(start, 'node2')];
    // Readiness, drift and what a first request costs are no part of the figures.
    await Promise.all(nodes.map(({ url }) => ask(url, prepared.adminKey, 'GET', '/api/objects/sales_order?limit=1')));
    const cold = await timed(() => ask(nodes[0]!.url, prepared.adminKey, 'GET', '/api/metadata/draft'));
    say(`The first look at the draft, which starts the compiler: ${(cold.to - cold.from).toFixed(0)} ms.\n`);
    await pause(3_000);
    say('| Field | Writers | Edit, ms | Plan, ms | Apply, ms | **Apply asked → served on both, ms** | Edit asked → served, ms | Builds done after, s | Writes | Failed | Longest pause of a writer before it, during edit, plan, apply, builds, ms | Event loop of node 1 and 2: held at most, ms | CPU of that thread, ms | Plan says |');
    say(`|${'---|'.repeat(14)}`);
    for (const writers of options.writers.split(',').map(Number)) {
      for (const kind of kinds) say(await addOne(store, { kind, writers, nodes, prepared }));
    }
  } finally {
    await store.close();
  }
}

interface Node { readonly child: ChildProcess; readonly url: string }
interface Adding { readonly kind: Kind; readonly writers: number; readonly nodes: readonly Node[]; readonly prepared: Prepared }

async function addOne(store: Store, { kind, writers: count, nodes, prepared }: Adding): Promise<string> {
  const name = `x_${kind.name}_${count}`;
  const [admin, other] = [nodes[0]!, nodes[1]!];
  const writers = startWriters({ url: other.url, key: prepared.writerKey, order: prepared.order, connections: count });
  await pause(1_000);
  const quiet = await timed(() => pause(2_000));
  for (const node of nodes) await stateOf(node);
  const begun = writers.written();
  const edit = await timed(() => ask(admin.url, prepared.adminKey, 'POST', '/api/metadata/draft/edits', { edits: [{ op: 'add', at: `object/sales_order#fields/${name}`, value: { label: kind.what, ...kind.field } }] }));
  const plan = await timed(() => ask<PlanTold>(admin.url, prepared.adminKey, 'POST', '/api/metadata/plan', {}));
  const served = nodes.map(({ url }) => untilServed(url, prepared, name, kind.value));
  const applied = timed(() => ask(admin.url, prepared.adminKey, 'POST', '/api/metadata/apply', { id: plan.value.id, reason: 'bench' }));
  const [apply] = await Promise.all([applied, ...served]);
  const servedAt = performance.now();
  const states = await Promise.all(nodes.map(stateOf));
  while ((await store.database.owner.query('SELECT FROM tenon.index_builds')).rowCount! > 0) await pause(50);
  const builtAt = performance.now();
  await pause(1_000);
  const { answers, failed } = await writers.end();
  const pauses = [quiet, edit, plan, { from: apply.from, to: servedAt }, { from: servedAt, to: builtAt }].map((spell) => answers.longestPause(spell).toFixed(0));
  const both = (read: (state: State) => number): string => states.map((state) => read(state).toFixed(0)).join(' / ');
  const ms = ({ from, to }: Spell): string => (to - from).toFixed(0);
  const risks = plan.value.tables.map(({ words, risk, estimateMs }) => `${words}: ${risk}${estimateMs === undefined ? '' : `, ${(estimateMs / 1000).toFixed(1)} s`}`);
  return `| ${[kind.what, count, ms(edit), ms(plan), ms(apply), `**${ms({ from: apply.from, to: servedAt })}**`, ms({ from: edit.from, to: servedAt }), ((builtAt - servedAt) / 1000).toFixed(1),
    writers.written() - begun, failed.length === 0 ? 0 : failed.join(' '), pauses.join(', '), both(({ heldMs }) => heldMs), both(({ threadMs }) => threadMs), risks.join('; ')].join(' | ')} |`;
}

interface PlanTold { readonly id: string; readonly tables: readonly { readonly words: string; readonly risk: string; readonly estimateMs?: number }[] }

async function timed<T>(work: () => Promise<T>): Promise<Spell & { readonly value: T }> {
  const from = performance.now();
  const value = await work();
  return { from, to: performance.now(), value };
}

async function ask<T>(url: string, key: string, method: string, path: string, body?: object): Promise<T> {
  // `fetch` gives up after five minutes.
  const asked = request(`${url}${path}`, { method, headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) } });
  asked.end(body && JSON.stringify(body));
  const [response] = await once(asked, 'response') as [IncomingMessage];
  const text = (await response.setEncoding('utf8').toArray()).join('');
  if (response.statusCode! >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 1_000)}`);
  return JSON.parse(text) as T;
}

async function serve(start: Start, name: string): Promise<Node> {
  const profile = options.profile ? ['--cpu-prof', `--cpu-prof-dir=${options.profile}/${name}`] : [];
  const child = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), { execArgv: profile });
  running.push(child);
  child.send(start);
  const [told] = await once(child, 'message') as [Told];
  if (!('url' in told)) throw new Error('the service tells its address first');
  return { child, url: told.url };
}

async function stateOf({ child }: Node): Promise<State> {
  child.send('state');
  const [told] = await once(child, 'message') as [Told];
  if ('url' in told) throw new Error('the service has told its address already');
  return told;
}

/** The node takes the field and gives it back. */
async function untilServed(url: string, { adminKey, order }: Prepared, field: string, value: unknown): Promise<void> {
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
  const created = await ask<{ id: string }>(url, adminKey, 'POST', '/api/objects/sales_order', order);
  for (;; await pause(10)) {
    const response = value === undefined
      ? await fetch(`${url}/api/objects/sales_order/${created.id}?select=${field}`, { headers })
      : await fetch(`${url}/api/objects/sales_order/${created.id}`, { method: 'PATCH', headers, body: JSON.stringify({ [field]: value }) });
    const answer = (await response.json()) as Readonly<Record<string, unknown>>;
    if (!response.ok || !Object.hasOwn(answer, field)) continue;
    if (value !== undefined && answer[field] !== value) throw new Error(`${field} is ${String(answer[field])}`);
    return;
  }
}
