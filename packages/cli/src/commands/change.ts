/** `tenon plan` and `tenon apply`: what a package would change for a tenant, and doing it. */
import { planMigration, printPlan, type MigrationPlan } from '@tenon/store';
import { Command } from 'commander';
import { modelOf } from '../compile.ts';
import { withStore } from '../database.ts';
import { migrate } from '../deploy.ts';

export function planCommand(): Command {
  return new Command('plan')
    .description('show what a package would change for a tenant')
    .argument('<folder>', 'folder of the package')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--sql', 'print the SQL as well')
    .action(async (folder: string, options: { tenant: string; sql?: boolean }) => {
      const model = await modelOf(folder);
      await withStore(async (store) => {
        const plan = await planMigration(store, options.tenant, model);
        process.stdout.write(`${printPlan(plan)}\n${options.sql && plan.sql ? `\n${plan.sql}\n` : ''}`);
        if (!isSafe(plan)) process.exitCode = 1;
      });
    });
}

export function applyCommand(): Command {
  return new Command('apply')
    .description('change a tenant to what a package says')
    .argument('<folder>', 'folder of the package')
    .requiredOption('--tenant <slug>', 'tenant')
    .option('--consent', 'yes, lose the data that the plan says is lost')
    .action(async (folder: string, options: { tenant: string; consent?: boolean }) => {
      const model = await modelOf(folder);
      await withStore(async (store) => {
        const plan = await planMigration(store, options.tenant, model);
        process.stdout.write(`${printPlan(plan)}\n`);
        const version = await migrate(store, plan, options.consent ?? false);
        process.stdout.write(`${options.tenant} is at version ${version}\n`);
      });
    });
}

/** Loses nothing, and no row stands against it. */
export const isSafe = (plan: MigrationPlan): boolean => plan.changes.every((change) => change.risk !== 'losesData' && !change.failing);

