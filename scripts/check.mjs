// What `npm test` runs, in turn: types, lint, every test. Stops at the first that fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `node_modules/.bin/${name}`;
// The whole check proves more cases than a developer waits for.
process.env.EXPRESSION_CASES ??= '100000';
const steps = [
  ['types', bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  ['types of the browser rooms', bin('tsc'), ['--noEmit', '-p', 'packages/web/tsconfig.json']],
  ['lint', bin('oxlint'), ['--quiet', 'packages', 'scripts']],
  ['tests', bin('vitest'), ['run', ...process.argv.slice(2)]],
];
for (const [name, command, args] of steps) {
  const startedAt = Date.now();
  process.stdout.write(`\n— ${name}\n`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
  process.stdout.write(`— ${name}: ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}
