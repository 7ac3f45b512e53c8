/**
 * The versions of a tenant: what each was made of, who made it and why, and what it changed.
 *
 * Errors: STO131 a version was made before its packages were kept; STO132 there is no such version.
 */
import { failure } from '@tenon/diagnostics';
import { diffModels, readKeptModel, type Model, type ModelChange } from '@tenon/model';
import type { PlainIntent, SourceFile } from '@tenon/model/compiler';
import type { StoreHandle } from '../handle.ts';
import { fileMap, stackAt, type FileMap, type PackageRef, type Queryable } from './packages.ts';
import { tenantRow } from './rows.ts';

/** What a version changed, in few words. */
export interface VersionSummary {
  readonly changes: Readonly<Record<ModelChange['kind'], number>>;
  /** The first changes in words. */
  readonly words: readonly NonNullable<ModelChange['what']>[];
}

export interface TenantVersion {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  /** Lowest first, without the tenant's own layer; null for a version that was made before its packages were kept. */
  readonly layers: readonly PackageRef[] | null;
  readonly summary: VersionSummary | null;
}

export interface VersionRecord {
  readonly tenant: string;
  readonly version: number;
  readonly packages: readonly PackageRef[];
  readonly files: readonly SourceFile[];
  readonly reason?: string | undefined;
  readonly summary?: VersionSummary;
  /** Id of the plan that made it. */
  readonly plan?: string;
}

/** Writes down what a version that is being made consists of. */
export async function recordVersion(client: Queryable, { tenant, version, packages, files, reason, summary, plan }: VersionRecord): Promise<void> {
  await client.query(
    'UPDATE tenon.model_versions SET layers = $3, files = $4, reason = $5, summary = $6, plan = $7 WHERE tenant = $1 AND version = $2',
    [tenant, version, JSON.stringify(packages), JSON.stringify(fileMap(files)), reason ?? null, summary ? JSON.stringify(summary) : null, plan ?? null]);
}

/** Writes down each intent that changed: who, and why. */
export async function recordIntents(client: Queryable, changed: readonly IntentChange[], { tenant, version, by }: { tenant: string; version: number; by: string }): Promise<void> {
  if (changed.length === 0) return;
  await client.query(
    `INSERT INTO tenon.layer_changes (tenant, version, address, op, by, why)
     SELECT $1, $2, c.address, c.op, $3, c.why FROM jsonb_to_recordset($4::jsonb) AS c(address text, op text, why text) ON CONFLICT DO NOTHING`,
    [tenant, version, by, JSON.stringify(changed.map(({ address, op, after }) => ({ address, op: after ? op : 'reset', why: after?.why ?? null })))]);
}

export interface IntentChange {
  readonly address: string;
  readonly op: PlainIntent['op'];
  /** Absent where the intent is new. */
  readonly before?: PlainIntent;
  /** Absent where it is no longer there. */
  readonly after?: PlainIntent;
}

/** Intents that are new, other or gone, by address. */
export function changedIntents(before: readonly PlainIntent[], after: readonly PlainIntent[]): readonly IntentChange[] {
  const key = ({ op, address }: PlainIntent) => `${address} ${op}`;
  const [old, now] = [new Map(before.map((one) => [key(one), one])), new Map(after.map((one) => [key(one), one]))];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((each) => {
    const [was, is] = [old.get(each), now.get(each)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    const { address, op } = (is ?? was)!;
    return [{ address, op, ...(was ? { before: was } : {}), ...(is ? { after: is } : {}) }];
  });
}

const wordsMax = 20;

export function summaryOf(changes: readonly ModelChange[]): VersionSummary {
  const counted = { added: 0, removed: 0, changed: 0, renamed: 0 };
  for (const { kind } of changes) counted[kind] += 1;
  return { changes: counted, words: changes.flatMap(({ what }) => (what ? [what] : [])).slice(0, wordsMax) };
}

/** Every version of a tenant, the latest first. */
export async function listVersions(store: StoreHandle, tenant: string): Promise<readonly TenantVersion[]> {
  await tenantRow(store.database.owner, tenant);
  const found = await store.database.owner.query<TenantVersion>(
    'SELECT version, applied_at AS at, applied_by AS by, reason, layers, summary FROM tenon.model_versions WHERE tenant = $1 ORDER BY version DESC', [tenant]);
  return found.rows;
}

export interface VersionDiff {
  readonly changes: readonly ModelChange[];
  /** Of the tenant's own layer. */
  readonly intents: readonly IntentChange[];
}

/** What is other in version `to` than in version `from`. */
export async function diffVersions(store: StoreHandle, tenant: string, from: number, to: number): Promise<VersionDiff> {
  const [before, after] = await Promise.all([from, to].map(async (version) => {
    const [model, files] = await Promise.all([modelAt(store, tenant, version), filesAt(store, tenant, version)]);
    const intents = await store.compiler.ask({ packages: [], files, load: async () => [] }, { kind: 'intents' });
    return { model, intents };
  }));
  return { changes: diffModels(before!.model, after!.model), intents: changedIntents(before!.intents, after!.intents) };
}

async function modelAt(store: StoreHandle, tenant: string, version: number): Promise<Model> {
  const found = await store.database.owner.query<{ model: string }>('SELECT model FROM tenon.model_versions WHERE tenant = $1 AND version = $2', [tenant, version]);
  const row = found.rows[0];
  if (!row) throw failure('STO132', { version });
  return readKeptModel(row.model);
}

/** The tenant's layer at a version; nothing where it was not kept. */
async function filesAt(store: StoreHandle, tenant: string, version: number): Promise<readonly SourceFile[]> {
  const found = await store.database.owner.query<{ layers: unknown }>('SELECT layers FROM tenon.model_versions WHERE tenant = $1 AND version = $2', [tenant, version]);
  return found.rows[0]?.layers ? (await stackAt(store.database.owner, tenant, version)).files : [];
}

/** The tenant's own layer as it is live: a package folder, text by path. Empty when there is none. */
export async function exportLayer(store: StoreHandle, tenant: string): Promise<FileMap> {
  const { model_version: version } = await tenantRow(store.database.owner, tenant);
  return fileMap((await stackAt(store.database.owner, tenant, version)).files);
}
