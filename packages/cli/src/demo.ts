/**
 * The demo tenant: made when it is absent, brought up to date when its package has changed.
 *
 * In:   `demo/demo.json`, which names package, tenant, data and users; a folder with what it extends, compiled, perhaps with errors.
 * Out:  the logins to show. Never called in production.
 */
import { readFileSync } from 'node:fs';
import { isFailure } from '@tenon/diagnostics';
import { hashPassword, type Demo } from '@tenon/server';
import { createUser, listAccounts, listTenants, planTenant, runOperation, tablesDrift, updateCredential, type Principal, type Store } from '@tenon/store';
import { localizeModel, type Model } from '@tenon/model';
import { isSafe, liveOf, ownLayer } from './commands/change.ts';
import { terminalLocale, type Compiled, type Whole } from './compile.ts';
import { bringTo, deployNew, load } from './deploy.ts';
import { isThere, layersAs, layersOf } from './folder.ts';
import { printTenantPlan } from './print/plan.ts';

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

export async function ensureDemo(store: Store, { model, stack, layers }: Compiled, folder: string, spec = readDemo()): Promise<Demo> {
  const { slug, name } = spec.tenant;
  const whole = model && stack ? { model, stack, layers } : undefined;
  const exists = (await listTenants(store)).some((tenant) => tenant.slug === slug);
  if (!exists) {
    if (!whole) throw new Error(`${folder} has errors, and there is no demo tenant yet that could be served.`);
    process.stdout.write(`Making the tenant “${slug}” with its data …\n`);
    await deployNew(store, { slug, name, whole, by: 'cli', sets: [spec.dataSet], before: () => ensureUsers(store, spec) });
  } else {
    await ensureUsers(store, spec);
    if (whole) await update(store, spec, whole);
    if (whole) await fill(store, spec, whole.model);
  }
  await giveAttributes(store, spec);
  const { model: active } = await store.models.activeModel(slug);
  const labels = (roles: readonly string[], model: Model) => roles.map((role) => model.roles[role]?.label ?? role).join(', ');
  const translated = active.package.locales.map((locale) => [locale, localizeModel(active, locale)] as const);
  const logins = spec.users.map((user) => ({
    login: user.login, name: user.name, password: spec.password, role: labels(user.roles, active),
    roles: Object.fromEntries(translated.map(([locale, model]) => [locale, labels(user.roles, model)])),
  }));
  return { tenant: slug, logins };
}

/** A package that has changed is applied when that is safe; otherwise the tenant goes on with what it has. Others that it was given stay. */
async function update(store: Store, { tenant, dataSet }: DemoSpec, { layers }: Pick<Whole, 'layers'>): Promise<void> {
  const live = await liveOf(store, tenant.slug);
  const input = { tenant: tenant.slug, ...layersAs(layersOf(layers)) };
  if (isThere(input, live, await ownLayer(store, input)) && (await tablesDrift(store, tenant.slug)).length === 0) return;
  const plan = await planTenant(store, input);
  process.stdout.write(`${printTenantPlan(plan, terminalLocale())}\n`);
  if (!isSafe(plan)) return void process.stdout.write('Not applied, because it is not safe; the tenant keeps what it has. Use: tenon apply … --consent\n');
  const apply = (sets: readonly string[]): Promise<number> => bringTo(store, input, { id: plan.id, by: 'cli', sets });
  try {
    // What a tenant made before its packages were kept has of the set is not known: its records stay as people left them.
    await (live === null ? apply([]) : apply([dataSet]).catch((error: unknown) => withoutSet(error, () => apply([]))));
  } catch (error) {
    if (!isFailure(error)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

/** Rows of the set that meet what people have made of the records meanwhile do not hold up the package. */
function withoutSet(error: unknown, apply: () => Promise<number>): Promise<number> {
  if (!isFailure(error) || error.code !== 'STO108') throw error;
  process.stderr.write(`${error.message}\n`);
  return apply();
}

/** Loading is one transaction: one killed in it has left a tenant without any of the data. */
async function fill(store: Store, { tenant, dataSet }: DemoSpec, model: Model): Promise<void> {
  const { data } = model;
  const first = data.find((file) => file.set === dataSet && file.rows.length > 0);
  const active = await store.models.activeModel(tenant.slug);
  if (!first || active.model.hash !== model.hash || (await findRecord(store, tenant.slug, first.object)) !== null) return;
  process.stdout.write(`Loading the data of the tenant “${tenant.slug}” …\n`);
  await load(store, tenant.slug, data, [dataSet]);
}

async function ensureUsers(store: Store, { tenant, users, password }: DemoSpec): Promise<void> {
  const known = new Set((await listAccounts(store, tenant.slug)).map((account) => account.login));
  const missing = users.filter((user) => !known.has(user.login));
  if (missing.length === 0) return;
  const passwordHash = await hashPassword(password);
  for (const { login, name, locale, roles } of missing) await createUser(store, tenant.slug, { login, name, locale, roles, passwordHash });
}

/** Attributes name records, which the data has brought in by now. */
async function giveAttributes(store: Store, { tenant, users }: DemoSpec): Promise<void> {
  const accounts = await listAccounts(store, tenant.slug);
  for (const user of users) {
    const account = accounts.find((one) => one.login === user.login);
    const wanted = Object.entries(user.attributes ?? {}).filter(([name]) => !account?.attributes[name]);
    if (!account || wanted.length === 0) continue;
    const found = await Promise.all(wanted.map(async ([name, place]): Promise<[string, string | null]> => [name, await recordId(store, tenant.slug, place)]));
    await updateCredential(store, tenant.slug, account.userId, { attributes: { ...account.attributes, ...Object.fromEntries(found) } });
  }
}

async function recordId(store: Store, slug: string, place: { object: string; field: string; value: string }): Promise<string | null> {
  const found = await findRecord(store, slug, place.object, `${place.field} == ${JSON.stringify(place.value)}`);
  if (!found) process.stderr.write(`demo: there is no ${place.object} with ${place.field} ${place.value}\n`);
  return found;
}

/** The id of a record of the object, or null; null as well where there is no such object. */
async function findRecord(store: Store, slug: string, object: string, filter?: string): Promise<string | null> {
  const scope = await store.models.activeModel(slug);
  const roles = Object.values(scope.model.roles).filter((role) => role.admin).map((role) => role.name);
  const principal: Principal = { kind: 'system', tenant: slug, userId: '00000000-0000-0000-0000-000000000000', name: 'setup', roles, attributes: {}, locale: 'en' };
  if (!scope.model.objects[object]) return null;
  const { body } = await runOperation(store, scope, { kind: 'list', object, select: 'id', limit: 1, ...(filter === undefined ? {} : { filter }) }, principal);
  return (JSON.parse(body) as { data: readonly { id: string }[] }).data[0]?.id ?? null;
}
