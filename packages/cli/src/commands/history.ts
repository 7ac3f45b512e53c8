/** `tenon history`: the versions of a tenant, the latest first; with `--show`, what one of them changed. */
import { diffVersions, listVersions, type TenantVersion } from '@tenon/store';
import { Command, InvalidArgumentError } from 'commander';
import { terminalLocale } from '../compile.ts';
import { withStore } from '../database.ts';
import { modelLine } from '../print/plan.ts';
import { brief, momentOf, wordsIn, type Say } from '../print/words.ts';
import { tenantOption } from './options.ts';

export function historyCommand(): Command {
  return new Command('history')
    .description('show the versions of a tenant: when, by whom, why, and of which packages')
    .addOption(tenantOption())
    .option('--show <version>', 'what this version changed', wholeNumber)
    .option('--json', 'print it as JSON')
    .action(({ tenant, show, json }: { tenant: string; show?: number; json?: boolean }) => withStore(async (store) => {
      const answer = show === undefined ? await listVersions(store, tenant) : await diffVersions(store, tenant, show - 1, show);
      if (json) return void process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      const say = wordsIn(terminalLocale());
      const lines = 'intents' in answer
        ? [...answer.changes.map((change) => modelLine(change, terminalLocale())), ...answer.intents.map(({ address, op, after }) => `  ${op} ${address}${after ? ` ${brief(after.value, say)}` : `: ${say('gone')}`}`)]
        : answer.map((version) => versionLine(version, say));
      process.stdout.write(`${lines.join('\n')}\n`);
    }));
}

function versionLine({ version, at, by, reason, layers, summary }: TenantVersion, say: Say): string {
  const changes = summary ? (['added', 'removed', 'changed', 'renamed'] as const).filter((kind) => summary.changes[kind] > 0).map((kind) => say(kind, { count: summary.changes[kind] })).join(', ') : '';
  const packages = (layers ?? []).map((layer) => `${layer.name} ${layer.version}`).join(', ');
  return [`${version}  ${momentOf(at)}  ${by}`, packages, changes, reason === null ? '' : say('because', { why: reason })].filter((part) => part !== '').join('  ');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is the number of a version.');
  return Number(text);
}
