/** The real command in a real child process: what it says, and how it ends. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const channelSales = here('../../../metadata/channel-sales');
const main = here('../src/main.ts');

type Env = Readonly<Record<string, string>>;
/** Without what the test run itself was given, so that a command sees only what a test says. */
const environment = (env: Env): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _database, NODE_ENV: _mode, VITEST: _run, ...rest } = process.env;
  return { ...rest, LANG: 'C', LC_ALL: 'C', PORT: '0', ...env };
};

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. */
export function tenon(args: readonly string[], env: Env = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: environment(env), maxBuffer: 64 * 1024 * 1024 });
  return { status, stdout, stderr };
}

export interface Running {
  readonly pid: number;
  /** Everything on standard output and standard error so far. */
  readonly text: () => string;
  /** Waits until the pattern is said after what was waited for before; fails when the command ends first. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** Sends a signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a command that goes on until it is told to stop. */
export function startTenon(args: readonly string[], env: Env = {}): Running {
  const child = spawn(process.execPath, [main, ...args], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  let text = '';
  let read = 0;
  let heard: () => void = () => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      heard();
    });
  }
  const says = (pattern: RegExp): Promise<RegExpExecArray> => new Promise((resolve, reject) => {
    heard = () => {
      const found = pattern.exec(text.slice(read));
      if (!found) return;
      read += found.index + found[0].length;
      heard = () => undefined;
      resolve(found);
    };
    void ended.then(([code]) => reject(new Error(`tenon ended with ${code} before it said ${pattern}:\n${text}`)));
    heard();
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code, by] = await ended;
    return { code, signal: by };
  };
  return { pid: child.pid!, text: () => text, says, end };
}

/** Signs in as a person does. Returns a way to ask the API as that person. */
export async function signIn(url: string, login: string, password = 'tenon-demo'): Promise<(path: string, init?: RequestInit) => Promise<{ status: number; body: any }>> {
  const body = JSON.stringify({ tenant: 'demo', login, password });
  const response = await fetch(`${url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
  return async (path, init = {}) => {
    const answer = await fetch(`${url}${path}`, { ...init, headers: { cookie, origin: url, ...(init.body ? { 'content-type': 'application/json' } : {}), ...init.headers } });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}
