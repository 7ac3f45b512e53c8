/** `tenon purge`: what was set aside for a tenant, and dropping it for good. */
import { asideOf, purge } from '@tenon/store';
import { Command } from 'commander';
import { terminalLocale } from '../compile.ts';
import { withStore } from '../database.ts';
import { count, wordsIn } from '../print/words.ts';
import { tenantOption } from './options.ts';

export function purgeCommand(): Command {
  return new Command('purge')
    .description('show the data that was set aside for a tenant; with --consent delete it for good')
    .addOption(tenantOption())
    .option('--consent', 'yes, delete it; it does not come back')
    .option('--json', 'print it as JSON')
    .action(({ tenant, consent, json }: { tenant: string; consent?: boolean; json?: boolean }) => withStore(async (store) => {
      const aside = await (consent ? purge(store, tenant) : asideOf(store, tenant));
      if (json) return void process.stdout.write(`${JSON.stringify(aside, null, 2)}\n`);
      const say = wordsIn(terminalLocale());
      const parts = [...aside.tables.map(({ table, ...size }) => ({ what: table, ...size })), ...aside.columns.map(({ table, column, ...size }) => ({ what: `${table}.${column}`, ...size }))];
      const lines = parts.map(({ what, rows, bytes }) => say('rowsAside', { what, rows: count(rows), size: count(Math.ceil(bytes / 1024)) }));
      const end = parts.length === 0 ? say('nothingAside') : consent ? say('purged') : say('purgeAsks', { tenant });
      process.stdout.write(`${[...lines, end].join('\n')}\n`);
    }));
}
