/**
 * The guides, followed to the letter: their files are written, their commands are run as real processes on a real database, and what
 * these print is held against the page. A step that fails ends its guide.
 *
 * The folder has what a clone has where the guides look: `metadata` and `examples`. The address of `npm start` is put in where it stands.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { patternOf, readGuide, type CommandStep, type Step } from './guide.ts';
import { here, startTenon } from './tenon.ts';

const startAddress = 'http://127.0.0.1:8080';

interface Place { readonly work: string; readonly env: NodeJS.ProcessEnv; url?: string }

function prepare(database: FreshDatabase): Place {
  const work = mkdtempSync(join(tmpdir(), 'tenon-guide-'));
  chmodSync(work, 0o755);
  for (const name of ['metadata', 'examples']) symlinkSync(here(`../../../${name}`), join(work, name));
  const bin = join(work, '.bin');
  mkdirSync(bin);
  const missing = spawnSync('curl', ['--version']).error !== undefined;
  for (const [name, file] of [['tenon', '../src/main.ts'], ...(missing ? [['curl', 'curl.ts']] : []), ['node', '']] as const) {
    writeFileSync(join(bin, name!), `#!/bin/sh\nexec '${process.execPath}' ${file ? `'${here(file)}'` : ''} "$@"\n`, { mode: 0o755 });
  }
  const { VITEST: _run, NODE_ENV: _mode, ...rest } = process.env;
  return { work, env: { ...rest, PATH: `${bin}${delimiter}${rest['PATH']}`, DATABASE_URL: database.url, LANG: 'C', LC_ALL: 'C' } };
}

/** Takes one step after the other; whatever a command says that the page does not is shown against it. */
async function follow(steps: readonly Step[], place: Place): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'file') {
      mkdirSync(dirname(join(place.work, step.path)), { recursive: true });
      writeFileSync(join(place.work, step.path), step.text);
    } else await take(step, place);
  }
}

async function take({ line, command, before, printed, status }: CommandStep, { work, env, url }: Place): Promise<void> {
  const asked = `exec 2>&1; trap : INT\n${url === undefined ? command : command.replaceAll(startAddress, url)}`;
  const child = spawn('sh', ['-c', asked], { cwd: work, env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  let text = '';
  let waiting = before && patternOf(before, false);
  child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (!waiting?.test(text)) return;
    waiting = undefined;
    process.kill(-child.pid!, 'SIGINT'); // to the shell and all that it has begun, as a terminal does; the shell goes on
  });
  const [code] = await ended;
  if (text !== '' && !text.endsWith('\n')) text += '\n';
  const holds = patternOf(printed).test(text);
  expect({ line, command, printed: holds ? printed : text.split('\n').slice(0, -1), status: code }).toEqual({ line, command, printed, status });
}

describe.concurrent.each(['extend', 'upgrade'])('docs/guides/%s.md', (name) => {
  const steps = readGuide(readFileSync(here(`../../../docs/guides/${name}.md`), 'utf8'));
  const asks = steps.some((step) => step.kind === 'command' && step.command.includes(startAddress));
  let database: FreshDatabase;
  let place: Place;
  let stop: (() => Promise<unknown>) | undefined;
  beforeAll(async () => {
    database = await freshDatabase();
    place = prepare(database);
    if (!asks) return;
    const server = startTenon(['start', '--no-web'], { DATABASE_URL: database.url });
    stop = () => server.end('SIGTERM');
    place.url = (await server.says(/ready at (http:\S+)/))[1]!;
  });
  afterAll(async () => {
    await stop?.();
    await database.drop();
    rmSync(place.work, { recursive: true, force: true });
  });
  it('is true', { timeout: 600_000 }, async () => {
    expect(steps.filter(({ kind }) => kind === 'command').length).toBeGreaterThan(10);
    await follow(steps, place);
  });
});
