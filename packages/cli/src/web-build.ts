/**
 * Builds the web application when its files are newer than the last build.
 *
 * In:   the repository's root.
 * Out:  true when `packages/web/dist` is up to date. A failed build is told, and does not keep the API from starting.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const rooms = ['diagnostics', 'expression', 'model', 'sdk', 'web'];

export async function buildWeb(root: string, signal: AbortSignal): Promise<boolean> {
  const web = join(root, 'packages', 'web');
  if (!existsSync(join(web, 'src', 'main.tsx'))) return false;
  const built = await modifiedAt(join(web, 'dist', 'index.html'));
  const newest = Math.max(...(await Promise.all([
    ...rooms.map((room) => newestIn(join(root, 'packages', room, 'src'))),
    newestIn(join(web, 'public')),
    ...['index.html', 'vite.config.ts', 'package.json'].map((file) => modifiedAt(join(web, file))),
  ])));
  if (built >= newest) return true;
  process.stdout.write('Building the web application …\n');
  return runVite(web, signal);
}

async function newestIn(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.includes('.test.'));
  return Math.max(0, ...(await Promise.all(files.map((entry) => modifiedAt(join(entry.parentPath, entry.name))))));
}

const modifiedAt = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

function runVite(web: string, signal: AbortSignal): Promise<boolean> {
  const vite = join(web, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: web, stdio: ['ignore', 'inherit', 'inherit'], signal });
    const end = (done: boolean) => {
      if (!done && !signal.aborted) process.stderr.write('The web application could not be built; the API is served without it.\n');
      resolve(done);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}
