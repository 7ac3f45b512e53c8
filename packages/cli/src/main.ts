/**
 * The command line: `tenon <command>`.
 *
 * In:   arguments and environment.
 * Out:  exit code 0; 1 for problems of the documents or of the request; 2 for misuse.
 */
import { isFailure, messageOf } from '@tenon/diagnostics';
import { Command, CommanderError } from 'commander';
import { applyCommand, planCommand } from './commands/change.ts';
import { checkCommand } from './commands/check.ts';
import { devCommand } from './commands/dev.ts';
import { startCommand } from './commands/start.ts';
import { tenantCommand } from './commands/tenant.ts';
import { typesCommand } from './commands/types.ts';

const program = new Command('tenon').description('Metadata-driven business applications on PostgreSQL').showHelpAfterError().exitOverride();
for (const command of [startCommand(), devCommand(), checkCommand(), planCommand(), applyCommand(), tenantCommand(), typesCommand()]) {
  program.addCommand(command.exitOverride());
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.exitCode = 1;
    process.stderr.write(`${explain(error)}\n`);
  }
}

function explain(error: unknown): string {
  if (isFailure(error)) return `error ${error.code}: ${messageOf(error)}`;
  if (error instanceof Error) return process.env['TENON_DEBUG'] ? (error.stack ?? error.message) : `error: ${error.message}`;
  return `error: ${String(error)}`;
}
