/**
 * Plans and applies a change of a tenant's stack: other packages, another layer of its own, or both.
 *
 * In:   packages to install, upgrade or take away; the tenant's layer as it is to be; decisions about conflicts.
 * Out:  a TenantPlan, a plain value that says everything that would happen; applied, a version that did exactly that.
 * Invariant: `id` covers all that decides what applying does, so what was not shown is never done.
 * Errors: STO101 something has moved since the plan was made; STO102 data would be lost and nobody agreed; STO103, STO111, STO135,
 *         STO136 something stands against it.
 */
import { createHash } from 'node:crypto';
import { failure, hasErrors, messageOf, type Code, type Diagnostic, type Params } from '@tenon/diagnostics';
import type { DataModel, Model, ModelChange } from '@tenon/model';
import type { MergeEntry, PlainIntent, Resolutions, SourceFile } from '@tenon/model/compiler';
import type pg from 'pg';
import { loadOn } from '../data/load.ts';
import { asOwner, withinOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { TenantScope } from '../operation/operation.ts';
import { rehearse, type Rehearsal } from '../rehearsal/rehearse.ts';
import { migrate, type Migration } from '../schema/apply.ts';
import { planOn, type Change, type MigrationPlan } from '../schema/plan.ts';
import type { CompiledLayers } from './compiler.ts';
import { sameFiles } from './drafts.ts';
import { fileMap, rememberPackage, sourceFiles, type FileMap, type PackageRef, type TenantStack } from './packages.ts';
import { activeModelText, tenantRow, type TenantRow } from './rows.ts';
import { changedPackages, emptyLayer, liveStack, stackOf, type PackageChange } from './stack.ts';
import { changedIntents, recordIntents, recordVersion, summaryOf } from './versions.ts';

export interface PlanInput {
  readonly tenant: string;
  /** Packages to install, to upgrade or to take away. */
  readonly packages?: readonly PackageChange[];
  /** The tenant's own layer as it is to be, such as its draft; without, it stays what it is. */
  readonly files?: readonly SourceFile[];
  /** What was decided of conflicts: by address, or by `<package> <address>` for one of a package's. */
  readonly resolutions?: Resolutions;
}

/** Why a plan cannot be applied as it is. */
export interface Blocked {
  readonly code: Code;
  readonly params: Params;
  readonly message: string;
}

export interface TenantPlan extends Rehearsal {
  readonly id: string;
  readonly tenant: string;
  readonly fromVersion: number;
  /** Hashes of the Model of now and of the one wanted; the latter is empty when the layers have mistakes. */
  readonly from: string;
  readonly to: string;
  /** Lowest first, without the tenant's own; `from` is absent for one that is new, `to` for one that goes away. */
  readonly layers: readonly { readonly name: string; readonly from?: string; readonly to?: string }[];
  readonly changes: readonly ModelChange[];
  readonly tables: readonly Change[];
  /** All but those that simply stay. */
  readonly merges: readonly MergeEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly blocked: readonly Blocked[];
  readonly sql: string;
}

export interface ApplyOptions {
  readonly id: string;
  /** True when losing data was agreed to. */
  readonly consent?: boolean | undefined;
  readonly by: string;
  readonly reason?: string | undefined;
  /** Sets of data that the tenant has beside the base data. */
  readonly sets?: readonly string[];
}

const nothingRehearsed: Rehearsal = { validations: [], access: [] };

/** What a change would do. Reads only. */
export async function planTenant(store: StoreHandle, input: PlanInput): Promise<TenantPlan> {
  const wanted = await wantedOf(store, input);
  const { model } = wanted.compiled;
  const migration = model && (await asOwner(store.database, (client) => planOn(client, store, input.tenant, model)));
  const before = JSON.parse(wanted.before) as Model;
  const rehearsed = model && mayJudge(before, model) ? await rehearse(store, input.tenant, before, model, migration) : nothingRehearsed;
  return planOf(wanted, migration, rehearsed);
}

interface Wanted {
  readonly row: TenantRow;
  readonly live: TenantStack;
  readonly packages: readonly PackageRef[];
  /** The Model of now, as JSON. */
  readonly before: string;
  readonly compiled: CompiledLayers;
}

async function wantedOf(store: StoreHandle, { tenant, packages: changes = [], files, resolutions }: PlanInput): Promise<Wanted> {
  const { owner } = store.database;
  const row = await tenantRow(owner, tenant);
  const live = await liveStack(owner, row, changes.length > 0);
  const packages = await changedPackages(owner, tenant, live, changes);
  const decides = Object.keys(resolutions ?? {}).length > 0;
  const own = files ?? live.files;
  const before = await activeModelText(owner, row);
  const layer = own.length === 0 && decides ? emptyLayer(row, packages) : own;
  const compiled = await store.compiler.ask(stackOf(store, packages, layer, changes), { kind: 'model', before, ...(decides ? { resolutions: resolutions! } : {}) });
  return { row, live, packages, before, compiled };
}

/** Who sees what and which records break a rule can only be other where one of these is. */
function mayJudge(before: Model, after: Model): boolean {
  const judged = ({ roles, objects }: Model) => JSON.stringify([roles, Object.values(objects).map(({ name, validations, keys, fields }) => [name, validations, keys, fields])]);
  return judged(before) !== judged(after);
}

function planOf({ row, live, packages, compiled }: Wanted, migration: MigrationPlan | undefined, rehearsed: Rehearsal): TenantPlan {
  const { model, diagnostics, merges } = compiled;
  const tables = migration?.changes ?? [];
  const sql = migration?.sql ?? '';
  const all = [...diagnostics, ...(migration?.diagnostics ?? [])];
  return {
    id: idOf({ row, packages, compiled, sql }), tenant: row.slug, fromVersion: row.model_version, from: row.model_hash, to: model?.hash ?? '',
    layers: layersOf(live.packages, packages), changes: compiled.changes, tables, ...rehearsed,
    merges: merges.filter(({ outcome }) => outcome !== 'kept'), diagnostics: all, blocked: blockedOf({ all, compiled, tables }), sql,
  };
}

function idOf({ row, packages, compiled, sql }: { row: TenantRow; packages: readonly PackageRef[]; compiled: CompiledLayers; sql: string }): string {
  const decides = [row.slug, row.model_version, row.model_hash, packages.map(({ hash }) => hash), compiled.model?.hash ?? '', sql, fileMap(compiled.rebased), compiled.merges];
  return createHash('sha256').update(JSON.stringify(decides)).digest('hex').slice(0, 32);
}

function layersOf(before: readonly PackageRef[], after: readonly PackageRef[]): TenantPlan['layers'] {
  const gone = before.filter(({ name }) => !after.some((one) => one.name === name)).map(({ name, version }) => ({ name, from: version }));
  return [...after.map(({ name, version }) => ({ name, ...fromOf(before.find((one) => one.name === name)), to: version })), ...gone];
}

const fromOf = (before: PackageRef | undefined): { readonly from?: string } => (before ? { from: before.version } : {});

function blockedOf({ all, compiled: { merges, layers }, tables }: { all: readonly Diagnostic[]; compiled: CompiledLayers; tables: readonly Change[] }): readonly Blocked[] {
  const mistakes = all.filter(({ severity }) => severity === 'error');
  const open = merges.filter(({ outcome, blocks }) => outcome === 'conflict' && blocks !== undefined);
  const own = layers.find(({ kind }) => kind === 'tenant')?.name;
  const broken = tables.filter(({ failing }) => failing);
  return [
    ...(mistakes.length > 0 ? [blocked('STO136', { count: mistakes.length })] : []),
    ...(open.length > 0 ? [blocked('STO135', { what: open.map(({ layer, address }) => (layer === own ? address : `${layer} ${address}`)).join(', ') })] : []),
    ...(broken.length > 0 ? [blocked('STO103', { what: broken.map(({ words, failing }) => `${words} (${failing} rows)`).join('; ') })] : []),
  ];
}

const blocked = (code: Code, params: Params): Blocked => ({ code, params, message: messageOf({ code, params }) });

export interface AppliedPlan {
  readonly version: number;
  /** False when this very plan had been applied already. */
  readonly fresh: boolean;
}

/** Does what the plan with this id said: all of it, or nothing. Asked again for what it has just done, it says the version again. */
export async function applyPlan(store: StoreHandle, input: PlanInput, options: ApplyOptions): Promise<AppliedPlan> {
  const done = await appliedAs(store, input.tenant, options.id);
  if (done !== undefined) return { version: done, fresh: false };
  const wanted = await wantedOf(store, input);
  const intents = await store.compiler.ask(stackOf(store, [], wanted.live.files), { kind: 'intents' });
  const draft = await draftAfter(store, input, wanted);
  const data = wanted.compiled.whole ? await newData(store, input, wanted) : [];
  const version = await migrate(store, input.tenant, migrationOf(store, { input, options, wanted, intents, data, draft }), { consent: options.consent ?? false, by: options.by });
  return { version, fresh: true };
}

async function appliedAs(store: StoreHandle, tenant: string, id: string): Promise<number | undefined> {
  const found = await store.database.owner.query<{ version: number }>(
    'SELECT v.version FROM tenon.model_versions v JOIN tenon.tenants t ON t.slug = v.tenant AND t.model_version = v.version WHERE v.tenant = $1 AND v.plan = $2', [tenant, id]);
  return found.rows[0]?.version;
}

/** Files of data that are new or other than those of the live stack: their rows come with the version. */
async function newData(store: StoreHandle, { packages: changes = [] }: PlanInput, { live, packages, compiled }: Wanted): Promise<readonly DataModel[]> {
  if (changes.every(({ files }) => !files) && bringsOf(live.files) === bringsOf(compiled.rebased)) return [];
  const ask = (refs: readonly PackageRef[], files: readonly SourceFile[]) => store.compiler.ask(stackOf(store, refs, files, changes), { kind: 'data' });
  const known = new Set((live.packages.length > 0 ? await ask(live.packages, live.files) : []).map((file) => JSON.stringify(file)));
  return (await ask(packages, compiled.rebased)).filter((file) => !known.has(JSON.stringify(file)));
}

/** What of a tenant's own layer decides which data there is: its rows, and the modules that are on. Compiling all data takes much longer. */
function bringsOf(files: readonly SourceFile[]): string {
  const parts = files.filter(({ path }) => /^(data\/|overlays\/package\.)/.test(path));
  return JSON.stringify([fileMap(parts), modulesOf(files)]);
}

function modulesOf(files: readonly SourceFile[]): unknown {
  const text = files.find(({ path }) => path === 'package.json')?.text;
  if (text === undefined) return null;
  const about = JSON.parse(text) as { readonly tenon?: { readonly modules?: unknown } } | null;
  return about?.tenon?.modules ?? null;
}

interface Applying {
  readonly input: PlanInput;
  readonly options: ApplyOptions;
  readonly wanted: Wanted;
  /** Of the tenant's layer as it is live. */
  readonly intents: readonly PlainIntent[];
  readonly data: readonly DataModel[];
  readonly draft: DraftAfter | undefined;
}

function migrationOf(store: StoreHandle, { input, options, wanted, intents, data, draft }: Applying): Migration {
  const { tenant } = input;
  const { model } = wanted.compiled;
  if (!model) throw failure('STO136', { count: wanted.compiled.diagnostics.length }, [], wanted.compiled.diagnostics);
  const scope: TenantScope = { tenant, schema: wanted.row.schema, model };
  return {
    plan: async (client) => {
      const row = await tenantRow(client, tenant);
      if (row.model_version !== wanted.row.model_version) throw failure('STO101', { tenant });
      const migration = await planOn(client, store, tenant, model);
      const plan = planOf({ ...wanted, row }, migration, nothingRehearsed);
      if (plan.id !== options.id) throw failure('STO101', { tenant });
      refuseBlocked(plan);
      return migration;
    },
    record: async (client, version) => {
      for (const { files } of input.packages ?? []) if (files) await rememberPackage(client, files);
      await recordVersion(client, { tenant, version, packages: wanted.packages, files: wanted.compiled.rebased, reason: options.reason, summary: summaryOf(wanted.compiled.changes), plan: options.id });
      await recordIntents(client, changedIntents(intents, wanted.compiled.intents), { tenant, version, by: options.by });
      await followDraft(client, { tenant, version, done: [...(input.files ? [input.files] : []), wanted.compiled.rebased], draft });
    },
    fill: async (client) => {
      if (data.length > 0) await withinOwner(client, scope, (tx) => loadOn(tx, scope, data, { sets: options.sets ?? [] }));
    },
  };
}

function refuseBlocked({ blocked: [first], diagnostics }: TenantPlan): void {
  if (first) throw failure(first.code, first.params, [], hasErrors(diagnostics) ? diagnostics : []);
}

interface DraftAfter { readonly revision: number; readonly files: readonly SourceFile[] }

/** A draft that is not what is applied, brought onto what will stand below it: what was decided now is not asked again. */
async function draftAfter(store: StoreHandle, { tenant, packages: changes = [], files, resolutions }: PlanInput, { packages, before }: Wanted): Promise<DraftAfter | undefined> {
  const found = await store.database.owner.query<{ files: FileMap; revision: number }>('SELECT files, revision FROM tenon.drafts WHERE tenant = $1 AND files IS NOT NULL', [tenant]);
  const [draft] = found.rows;
  const open = draft && sourceFiles(draft.files);
  if (!open || (files && sameFiles(open, files))) return undefined;
  const { rebased } = await store.compiler.ask(stackOf(store, packages, open, changes), { kind: 'model', before, ...(resolutions ? { resolutions } : {}) });
  return { revision: draft.revision, files: rebased };
}

interface Following {
  readonly tenant: string;
  readonly version: number;
  /** Drafts that have come to their end with this version. */
  readonly done: readonly (readonly SourceFile[])[];
  readonly draft: DraftAfter | undefined;
}

/** The draft that has just been applied is done; another one goes on, from the new version. */
async function followDraft(client: pg.ClientBase, { tenant, version, done, draft }: Following): Promise<void> {
  const texts = done.map((files) => JSON.stringify(fileMap(files)));
  const next = draft && !done.some((files) => sameFiles(files, draft.files)) ? JSON.stringify(fileMap(draft.files)) : null;
  await client.query(
    `UPDATE tenon.drafts SET base_version = $2, revision = revision + 1,
       files = CASE WHEN files = ANY($3::jsonb[]) THEN NULL WHEN revision = $4 THEN $5::jsonb ELSE files END WHERE tenant = $1`,
    [tenant, version, texts, draft?.revision ?? -1, next]);
}
