/**
 * The command line: `tenon <command>`.
 *
 * In:   arguments and environment.
 * Out:  exit code 0; 1 for problems of the documents or of the request; 2 for misuse.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isFailure, messageOf } from '@tenon/diagnostics';
import { Command, CommanderError } from 'commander';

// The sources as JavaScript, kept beside the database: half of what a short command does otherwise is to make them.
enableCompileCache(fileURLToPath(new URL('../../../.tenon/compile-cache', import.meta.url)));

/** Only the rooms that a command needs are opened: checking a folder needs none that speaks to a database. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand(),
  dev: async () => (await import('./commands/dev.ts')).devCommand(),
  check: async () => (await import('./commands/check.ts')).checkCommand(),
  plan: async () => (await import('./commands/change.ts')).planCommand(),
  apply: async () => (await import('./commands/change.ts')).applyCommand(),
  install: async () => (await import('./commands/change.ts')).applyCommand('install'),
  uninstall: async () => (await import('./commands/change.ts')).uninstallCommand(),
  upgrade: async () => (await import('./commands/upgrade.ts')).upgradeCommand(),
  export: async () => (await import('./commands/export.ts')).exportCommand(),
  import: async () => (await import('./commands/change.ts')).importCommand(),
  history: async () => (await import('./commands/history.ts')).historyCommand(),
  blame: async () => (await import('./commands/blame.ts')).blameCommand(),
  lock: async () => (await import('./commands/lock.ts')).lockCommand(),
  purge: async () => (await import('./commands/purge.ts')).purgeCommand(),
  tenant: async () => (await import('./commands/tenant.ts')).tenantCommand(),
  types: async () => (await import('./commands/types.ts')).typesCommand(),
};
const asked = process.argv[2] ?? '';

const program = new Command('tenon').description('Metadata-driven business applications on PostgreSQL');
for (const open of Object.hasOwn(commands, asked) ? [commands[asked]!] : Object.values(commands)) program.addCommand(await open());
answerMisuse(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.exitCode = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
}

/** Misuse shows how the command is used; commands inside of commands do not take that from the ones above. */
function answerMisuse(command: Command): void {
  command.showHelpAfterError().exitOverride();
  command.commands.forEach(answerMisuse);
}

function explain(error: unknown): string {
  if (isFailure(error)) return `error ${error.code}: ${messageOf(error)}`;
  if (error instanceof Error) return process.env['TENON_DEBUG'] ? (error.stack ?? error.message) : `error: ${error.message}`;
  return `error: ${String(error)}`;
}
