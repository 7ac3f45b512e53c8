/**
 * Brings many tenants to the version of a package that a folder holds.
 *
 * In:   the folder, tenants; how many are done at a time.
 * Out:  what became of each, as it ends. Every tenant is one transaction, and one that is there already is passed by: whoever was
 *       interrupted runs the same again. One that is blocked does not hold up the others.
 */
import { hasErrors, isFailure, messageOf, type Locale } from '@tenon/diagnostics';
import { planTenant, type PlanInput, type Store } from '@tenon/store';
import { liveOf } from './commands/change.ts';
import { bringTo } from './deploy.ts';
import { changeOf, isThere, seenFrom, type Folder, type Live } from './folder.ts';

export interface Upgraded {
  readonly tenant: string;
  readonly outcome: 'done' | 'blocked';
  readonly version?: number;
  /** Why it is blocked. */
  readonly why?: string;
  readonly ms: number;
  readonly left: number;
}

export interface UpgradeOptions {
  readonly folder: Folder;
  readonly jobs: number;
  readonly consent: boolean;
  readonly by: string;
  readonly reason?: string | undefined;
  readonly locale: Locale;
  readonly onEnd: (one: Upgraded) => void;
  /** Tenants that have not been begun are left when it is aborted. */
  readonly signal: AbortSignal;
}

interface Waiting { readonly tenant: string; readonly input: PlanInput }

export interface Fleet {
  readonly waiting: readonly Waiting[];
  /** Are there already. */
  readonly passed: readonly string[];
  /** Do not have the package. */
  readonly without: readonly string[];
}

const lookedAtOnce = 16;

/** Who is to be upgraded, and who is there already. */
export async function fleetOf(store: Store, folder: Folder, tenants: readonly string[]): Promise<Fleet> {
  const waiting: Waiting[] = [];
  const [passed, without]: [string[], string[]] = [[], []];
  const look = async (tenant: string): Promise<void> => {
    const live = await liveOf(store, tenant);
    if (!has(folder, live)) return void without.push(tenant);
    const input = changeOf(folder, tenant, live);
    if (isThere(input, live, [])) passed.push(tenant);
    else waiting.push({ tenant, input });
  };
  await inTurn(tenants, lookedAtOnce, look);
  return { waiting: waiting.toSorted((a, b) => (a.tenant < b.tenant ? -1 : 1)), passed: passed.toSorted(), without: without.toSorted() };
}

const has = ({ own }: Folder, live: Live): boolean => live?.some(({ name }) => name === own.name) ?? false;

export async function upgradeTenants(store: Store, { waiting }: Fleet, options: UpgradeOptions): Promise<void> {
  let left = waiting.length;
  await inTurn(waiting, options.jobs, async ({ tenant, input }) => {
    if (options.signal.aborted) return;
    const startedAt = performance.now();
    const ended = await upgradeOne(store, input, options).catch((error: unknown) => ({ outcome: 'blocked' as const, why: wordsOf(error, options.locale) }));
    left -= 1;
    options.onEnd({ tenant, ...ended, ms: performance.now() - startedAt, left });
  });
}

const attemptsMax = 3;

/** Somebody else may change the tenant between plan and apply: then it is planned anew. */
async function upgradeOne(store: Store, input: PlanInput, options: UpgradeOptions): Promise<Pick<Upgraded, 'outcome' | 'version' | 'why'>> {
  const { folder, consent, by, reason, locale } = options;
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planTenant(store, input);
    const mistake = hasErrors(plan.diagnostics) ? seenFrom([...folder.below, folder.own], plan).find(({ severity }) => severity === 'error') : undefined;
    const [first] = plan.blocked;
    if (mistake) return { outcome: 'blocked', why: `${mistake.code}: ${mistake.place ? `${mistake.place.file}:${mistake.place.line}: ` : ''}${messageOf(mistake, locale)}` };
    if (first) return { outcome: 'blocked', why: `${first.code}: ${messageOf(first, locale)}` };
    try {
      return { outcome: 'done', version: await bringTo(store, input, { id: plan.id, consent, by, reason }) };
    } catch (error) {
      if (attempt >= attemptsMax || !isFailure(error) || error.code !== 'STO101') throw error;
    }
  }
}

const wordsOf = (error: unknown, locale: Locale): string =>
  (isFailure(error) ? `${error.code}: ${messageOf(error, locale)}` : error instanceof Error ? error.message : String(error));

/** Works through a list, so many at a time. */
async function inTurn<T>(list: readonly T[], atOnce: number, work: (one: T) => Promise<void>): Promise<void> {
  const queue = list.values();
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, async () => {
    for (const one of queue) await work(one);
  }));
}
