/** `tenon tenant create|list|drop`. */
import { dropTenant, listTenants } from '@tenon/store';
import { Command } from 'commander';
import { wholeStack } from '../compile.ts';
import { withStore } from '../database.ts';
import { deployNew } from '../deploy.ts';
import { baseOption, userName } from './options.ts';

export function tenantCommand(): Command {
  const tenant = new Command('tenant').description('create, list and drop tenants');
  tenant.command('create').argument('<slug>')
    .requiredOption('--package <folder>', 'folder of the package that it runs')
    .addOption(baseOption())
    .option('--name <name>', 'name shown to people')
    .option('--data <set>', 'also load this set of data, such as “demo”')
    .action(async (slug: string, options: { package: string; base: readonly string[]; name?: string; data?: string }) => {
      const whole = await wholeStack(options.package, { bases: options.base });
      await withStore((store) => deployNew(store, { slug, name: options.name ?? slug, whole, sets: options.data ? [options.data] : [], by: userName() }));
      process.stdout.write(`created ${slug}\n`);
    });
  tenant.command('list').action(() => withStore(async (store) => {
    for (const { slug, name } of await listTenants(store)) process.stdout.write(`${slug}\t${name}\n`);
  }));
  tenant.command('drop').argument('<slug>').requiredOption('--consent', 'yes, delete every record of the tenant')
    .action((slug: string) => withStore(async (store) => {
      await dropTenant(store, slug);
      process.stdout.write(`dropped ${slug}\n`);
    }));
  return tenant;
}
