/**
 * What changes the layers of one tenant: `tenon plan`, `apply` (also called `install`), `import` and `uninstall`.
 *
 * All of them make a plan and print it; the last three then do exactly that plan.
 */
import { hasErrors } from '@tenon/diagnostics';
import type { SourceFile } from '@tenon/model/compiler';
import { exportLayer, listVersions, planTenant, fileMap, replaceDraft, sourceFiles, type PlanInput, type Store, type TenantPlan } from '@tenon/store';
import { Command } from 'commander';
import { renderAll, terminalLocale } from '../compile.ts';
import { withStore } from '../database.ts';
import { bringTo } from '../deploy.ts';
import { changeOf, isThere, readFolder, refused, seenFrom, type Folder, type Live } from '../folder.ts';
import { printTenantPlan } from '../print/plan.ts';
import { wordsIn } from '../print/words.ts';
import { baseOption, consentOption, keepMineOption, reasonOption, resolutionsOf, takeTheirsOption, tenantOption, userName, type Decisions } from './options.ts';

interface PlanOptions extends Decisions {
  readonly tenant: string;
  readonly base: readonly string[];
  readonly json?: boolean;
}
interface ApplyOptions extends PlanOptions {
  readonly consent?: boolean;
  readonly reason?: string;
}

export function planCommand(): Command {
  return new Command('plan')
    .description('show what a package, a variant or a layer would change for a tenant')
    .argument('<folder>', 'folder of the package')
    .addOption(tenantOption()).addOption(baseOption()).addOption(keepMineOption()).addOption(takeTheirsOption())
    .option('--sql', 'print the SQL as well')
    .option('--json', 'print the plan as JSON')
    .action(async (given: string, options: PlanOptions & { sql?: boolean }) => {
      const folder = await readFolder(given, { bases: options.base });
      await withStore(async (store) => {
        const { plan } = await planFolder(store, folder, options);
        printPlan(plan, options);
        if (options.sql && plan.sql && !options.json) process.stdout.write(`\n${plan.sql}\n`);
        if (!isSafe(plan)) process.exitCode = 1;
      });
    });
}

export function applyCommand(name: 'apply' | 'install' = 'apply'): Command {
  return applying(new Command(name))
    .description(name === 'apply' ? 'change a tenant to what a package, a variant or a layer says' : 'the same as apply: give a tenant a package that it does not have')
    .argument('<folder>', 'folder of the package')
    .addOption(baseOption())
    .action(async (given: string, options: ApplyOptions) => {
      const folder = await readFolder(given, { bases: options.base });
      await withStore((store) => applyFolder(store, folder, options));
    });
}

export function importCommand(): Command {
  return applying(new Command('import'))
    .description("make a folder the tenant's own layer")
    .argument('<folder>', 'folder of the layer, as `tenon export` writes it')
    .option('--draft', 'only make it the draft, to be looked at and applied later')
    .action(async (given: string, options: ApplyOptions & { draft?: boolean }) => {
      const folder = await readFolder(given);
      if (folder.own.kind !== 'tenant') throw new Error(`${given} is not the layer of a tenant: its namespace is not “x”. Use: tenon apply ${given} --tenant ${options.tenant}`);
      await withStore((store) => (options.draft ? draft(store, folder, options.tenant) : applyFolder(store, folder, { ...options, base: [] })));
    });
}

export function uninstallCommand(): Command {
  return applying(new Command('uninstall'))
    .description('take a variant or a package away from a tenant; its data is set aside and comes back with it')
    .argument('<package>', 'name of the package, such as @acme/variant')
    .action((name: string, options: ApplyOptions) => withStore(async (store) => {
      const input: PlanInput = { tenant: options.tenant, packages: [{ name }], resolutions: resolutionsOf(options) };
      await applyShown(store, input, await planTenant(store, input), options);
    }));
}

const applying = (command: Command): Command => command
  .addOption(tenantOption()).addOption(keepMineOption()).addOption(takeTheirsOption()).addOption(consentOption()).addOption(reasonOption())
  .option('--json', 'print the plan as JSON');

interface Planned { readonly input: PlanInput; readonly plan: TenantPlan; readonly live: Live }

/** The packages of a tenant at its version of now. */
export const liveOf = async (store: Store, tenant: string): Promise<Live> => (await listVersions(store, tenant))[0]?.layers ?? null;

/** The tenant's own layer as it is, for a change that says what it is to be. */
export const ownLayer = async (store: Store, { tenant, files }: PlanInput): Promise<readonly SourceFile[]> => (files ? sourceFiles(await exportLayer(store, tenant)) : []);

async function planFolder(store: Store, folder: Folder, options: PlanOptions): Promise<Planned> {
  const live = await liveOf(store, options.tenant);
  const input = { ...changeOf(folder, options.tenant, live), resolutions: resolutionsOf(options) };
  const plan = await planTenant(store, input);
  const diagnostics = seenFrom([...folder.below, folder.own], plan);
  if (hasErrors(diagnostics)) throw refused(folder, diagnostics);
  return { input, plan: { ...plan, diagnostics }, live };
}

async function applyFolder(store: Store, folder: Folder, options: ApplyOptions): Promise<void> {
  const { input, plan, live } = await planFolder(store, folder, options);
  const say = wordsIn(terminalLocale());
  const decides = Object.keys(input.resolutions ?? {}).length > 0;
  if (!decides && plan.tables.length === 0 && isThere(input, live, await ownLayer(store, input))) {
    printPlan(plan, options);
    return void process.stdout.write(`${say('unchanged', { tenant: plan.tenant, version: plan.fromVersion })}\n`);
  }
  await applyShown(store, input, plan, options);
}

async function applyShown(store: Store, input: PlanInput, plan: TenantPlan, options: ApplyOptions): Promise<void> {
  printPlan(plan, options);
  const version = await bringTo(store, input, { id: plan.id, consent: options.consent, by: userName(), reason: options.reason });
  if (!options.json) process.stdout.write(`${wordsIn(terminalLocale())('atVersion', { tenant: plan.tenant, version })}\n`);
}

async function draft(store: Store, { own }: Folder, tenant: string): Promise<void> {
  const { checked } = await replaceDraft(store, tenant, fileMap(own.files), { by: userName() });
  if (checked.diagnostics.length > 0) process.stdout.write(`${renderAll(checked.diagnostics)}\n`);
}

function printPlan(plan: TenantPlan, { json }: { readonly json?: boolean }): void {
  if (json) return void process.stdout.write(`${JSON.stringify(plan, null, 2)}\n`);
  if (plan.diagnostics.length > 0) process.stderr.write(`${renderAll(plan.diagnostics)}\n`);
  process.stdout.write(`${printTenantPlan(plan, terminalLocale())}\n`);
}

/** Takes nothing away, and nothing stands against it. */
export const isSafe = ({ tables, blocked }: Pick<TenantPlan, 'tables' | 'blocked'>): boolean =>
  blocked.length === 0 && tables.every((change) => change.risk !== 'losesData' && change.risk !== 'aside' && !change.failing);
