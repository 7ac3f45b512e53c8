/**
 * Who made a value what it is: the layers that had a say in it, lowest first, with version, author, time and reason.
 *
 * In:   an address of the live stack.
 * Out:  the value and its steps. A step of the tenant's own layer is dated by its publication; one of a package by the version in which
 *       the tenant got that package.
 * Errors: STO141 there is no such document.
 */
import { failure } from '@tenon/diagnostics';
import type { IntentOp, LayerInfo } from '@tenon/model/compiler';
import type { StoreHandle } from '../handle.ts';
import type { LayeredDocument, Stack } from './compiler.ts';
import type { PackageRef } from './packages.ts';
import { stackFor } from './stack.ts';

export interface BlameEntry {
  /** Name of the layer's package. */
  readonly layer: string;
  readonly namespace: string;
  readonly label: string;
  readonly kind: LayerInfo['kind'];
  /** Of the package; for the tenant's own layer the version of the tenant that it came with. */
  readonly version: string;
  readonly op: IntentOp;
  /** What the layer spoke of: the address itself, what it is in, or something in it. */
  readonly address: string;
  /** What stood there after this step. */
  readonly value?: unknown;
  /** Who brought it to the tenant; of a package also who wrote it. */
  readonly by?: string;
  readonly author?: string;
  readonly at?: string;
  readonly why?: string;
}

export interface Blame {
  readonly address: string;
  readonly value?: unknown;
  readonly steps: readonly BlameEntry[];
}

/** The chain behind an address, such as `object/order#fields/remark/label`. */
export async function blameTenant(store: StoreHandle, tenant: string, address: string): Promise<Blame> {
  const { value: found, diagnostics } = await store.compiler.ask(await stackFor(store, tenant), { kind: 'blame', address });
  if (!found) throw failure('STO141', { address }, [], diagnostics.filter(({ severity }) => severity === 'error'));
  const arrivals = await arrivalsOf(store, tenant);
  const published = await publishedOf(store, tenant, found.steps.map((step) => step.address));
  const steps = found.steps.map(({ layer, op, address: at, value, why }): BlameEntry => {
    const { name, namespace, label, kind, author } = layer;
    const when = kind === 'tenant' ? published.get(`${at} ${op}`) : arrivals.get(`${name}@${layer.version}`);
    const reason = why ?? when?.why ?? undefined;
    return {
      layer: name, namespace, label, kind, version: kind === 'tenant' && when ? String(when.version) : layer.version, op, address: at,
      ...(value === undefined ? {} : { value }), ...(author ? { author } : {}), ...(when ? { by: when.by, at: when.at } : {}), ...(reason ? { why: reason } : {}),
    };
  });
  return { address: found.address, ...(found.value === undefined ? {} : { value: found.value }), steps };
}

interface Moment { readonly version: number; readonly by: string; readonly at: string; readonly why: string | null }

/** By `name@version`: when the tenant last got that version of a package, after having had none or another. */
async function arrivalsOf(store: StoreHandle, tenant: string): Promise<ReadonlyMap<string, Moment>> {
  const found = await store.database.owner.query<Moment & { layers: readonly PackageRef[] | null }>(
    'SELECT version, applied_by AS by, applied_at AS at, reason AS why, layers FROM tenon.model_versions WHERE tenant = $1 ORDER BY version', [tenant]);
  const arrivals = new Map<string, Moment>();
  let before = new Set<string>();
  for (const { layers, ...moment } of found.rows) {
    const now = new Set((layers ?? []).map(({ name, version }) => `${name}@${version}`));
    for (const one of now) if (!before.has(one)) arrivals.set(one, moment);
    before = now;
  }
  return arrivals;
}

/** By address and op: when an intent of the tenant's own layer was last published as it is. */
async function publishedOf(store: StoreHandle, tenant: string, addresses: readonly string[]): Promise<ReadonlyMap<string, Moment>> {
  const found = await store.database.owner.query<Moment & { op: string; address: string }>(
    `SELECT version, by, at, why, op, address FROM tenon.layer_changes WHERE tenant = $1 AND address = ANY($2) AND op <> 'reset' ORDER BY version`, [tenant, addresses]);
  return new Map(found.rows.map(({ op, address, ...moment }) => [`${address} ${op}`, moment]));
}

/** A document as the layers of the stack make it, with the layer of every part. */
export async function layeredDocument(store: StoreHandle, stack: Stack, address: string): Promise<LayeredDocument> {
  const { value, diagnostics } = await store.compiler.ask(stack, { kind: 'document', address });
  if (!value) throw failure('STO141', { address }, [], diagnostics.filter(({ severity }) => severity === 'error'));
  return value;
}
