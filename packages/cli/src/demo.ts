/**
 * The demo tenant: made when it is absent, brought up to date when its package has changed.
 *
 * In:   `demo/demo.json`, which names package, tenant, data and users; a Model, or none when the package has errors.
 * Out:  the logins to show. Never called in production.
 */
import { readFileSync } from 'node:fs';
import { hashPassword, type Demo } from '@tenon/server';
import { createUser, listAccounts, listTenants, planMigration, printPlan, runOperation, updateCredential, type Principal, type Store } from '@tenon/store';
import type { Model } from '@tenon/model';
import { isSafe } from './commands/change.ts';
import { deployNew, migrate } from './deploy.ts';

interface DemoUser {
  readonly login: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly locale: string;
  /** Attributes that refer to a record, by the value of one of its fields. */
  readonly attributes?: Readonly<Record<string, { readonly object: string; readonly field: string; readonly value: string }>>;
}

export interface DemoSpec {
  readonly package: string;
  readonly tenant: { readonly slug: string; readonly name: string };
  readonly dataSet: string;
  readonly password: string;
  readonly users: readonly DemoUser[];
}

export const readDemo = (): DemoSpec => JSON.parse(readFileSync(new URL('../demo/demo.json', import.meta.url), 'utf8')) as DemoSpec;

export async function ensureDemo(store: Store, model: Model | undefined, folder: string, spec = readDemo()): Promise<Demo> {
  const { slug, name } = spec.tenant;
  const exists = (await listTenants(store)).some((tenant) => tenant.slug === slug);
  if (!exists) {
    if (!model) throw new Error(`${folder} has errors, and there is no demo tenant yet that could be served.`);
    process.stdout.write(`Making the tenant “${slug}” …\n`);
    await deployNew(store, { slug, name, model, sets: [spec.dataSet], before: () => ensureUsers(store, spec) });
  } else if (model) {
    await update(store, spec, model);
  }
  await ensureUsers(store, spec);
  await ensureAttributes(store, spec);
  const { model: active } = await store.models.activeModel(slug);
  const logins = spec.users.map((user) => ({
    login: user.login, name: user.name, password: spec.password, role: user.roles.map((role) => active.roles[role]?.label ?? role).join(', '),
  }));
  return { tenant: slug, logins };
}

async function update(store: Store, { tenant, dataSet }: DemoSpec, model: Model): Promise<void> {
  const plan = await planMigration(store, tenant.slug, model);
  if (plan.from === plan.to) return;
  process.stdout.write(`${printPlan(plan)}\n`);
  if (isSafe(plan)) await migrate(store, plan, false, [dataSet]);
  else process.stdout.write('Not applied, because it would lose data; the tenant keeps what it has. Use: tenon apply … --consent\n');
}

async function ensureUsers(store: Store, spec: DemoSpec): Promise<void> {
  const { slug } = spec.tenant;
  const known = new Set((await listAccounts(store, slug)).map((account) => account.login));
  for (const user of spec.users.filter(({ login }) => !known.has(login))) {
    await createUser(store, slug, { login: user.login, name: user.name, locale: user.locale, roles: user.roles, passwordHash: await hashPassword(spec.password) });
  }
}

/** Attributes name records, so they follow the data. */
async function ensureAttributes(store: Store, spec: DemoSpec): Promise<void> {
  const { slug } = spec.tenant;
  const accounts = new Map((await listAccounts(store, slug)).map((account) => [account.login, account]));
  for (const { login, attributes: places } of spec.users) {
    const account = accounts.get(login);
    if (!account || !places || Object.keys(places).every((name) => account.attributes[name])) continue;
    const attributes: Record<string, string | null> = {};
    for (const [name, place] of Object.entries(places)) attributes[name] = await recordId(store, slug, place);
    await updateCredential(store, slug, account.userId, { attributes });
  }
}

async function recordId(store: Store, slug: string, place: { object: string; field: string; value: string }): Promise<string | null> {
  const scope = await store.models.activeModel(slug);
  const roles = Object.values(scope.model.roles).filter((role) => role.admin).map((role) => role.name);
  const principal: Principal = { kind: 'system', tenant: slug, userId: '00000000-0000-0000-0000-000000000000', name: 'setup', roles, attributes: {}, locale: 'en' };
  if (!scope.model.objects[place.object]) return null;
  const { body } = await runOperation(store, scope, { kind: 'list', object: place.object, filter: `${place.field} == ${JSON.stringify(place.value)}`, select: 'id', limit: 1 }, principal);
  const found = (JSON.parse(body) as { data: readonly { id: string }[] }).data[0];
  if (!found) process.stderr.write(`demo: there is no ${place.object} with ${place.field} ${place.value}\n`);
  return found?.id ?? null;
}
