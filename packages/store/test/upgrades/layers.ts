/** The real packages and examples of this repository, as they are and as they were when channel-sales was at 1.0. */
import { fileURLToPath } from 'node:url';
import type { DataModel, Model } from '@tenon/model';
import { compileStack, rebaseLayer, type SourceFile } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import { refOf, type PackageChange } from '../../src/index.ts';

export type Files = readonly SourceFile[];

/** What a tenant has above channel-sales. */
export interface Above {
  readonly packages: readonly Files[];
  /** The tenant's own layer. */
  readonly own?: Files;
}

const place = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
/** The files of a folder of this repository. */
export const readAt = (path: string): Promise<Files> => readPackage(place(path));

/** Channel-sales as it is. */
export const current = await readAt('metadata/channel-sales');
/** The same at 1.0: with the files of the folder in their place, and without those that it says were not there. */
export const earlier = await readEarlier();

async function readEarlier(): Promise<Files> {
  const then = await readAt('examples/upgrade/channel-sales-1.0');
  const removed = JSON.parse(then.find(({ path }) => path === 'removed.json')!.text) as readonly string[];
  const old = then.filter(({ path }) => path !== 'removed.json');
  const gone = new Set([...removed, ...old.map(({ path }) => path)]);
  return [...current.filter(({ path }) => !gone.has(path)), ...old];
}

/** The variants and the layer as they would have been written on 1.0: each has seen that, and nothing later. */
export async function writtenOnEarlier(variants: readonly string[], own?: string): Promise<Above> {
  const stack = [{ files: earlier }];
  for (const path of [...variants.map((name) => `metadata/${name}`), ...(own ? [`examples/${own}`] : [])]) {
    const files = (await readAt(path)).filter((one) => one.path !== 'tenon.lock.json');
    stack.push({ files: rebaseLayer({ files }, compileStack([...stack, { files }])) });
  }
  const above = stack.slice(1).map(({ files }) => files);
  return own ? { packages: above.slice(0, -1), own: above.at(-1)! } : { packages: above };
}

export function modelOf(layers: readonly Files[]): Model {
  const { value, diagnostics } = compileStack(layers.map((files) => ({ files })));
  if (!value) throw new Error(JSON.stringify(diagnostics.slice(0, 3)));
  return value;
}

export const changesOf = (packages: readonly Files[]): readonly PackageChange[] => packages.map((files) => ({ name: refOf(files).name, files }));

/** What is left out: most of the months, and what nobody refers to. */
const leftOut = /^(41-|(60-sales_order|65-shipment|66-receipt)-(?!2026-11)|7[0134]-|81-)/;
const rowsMax: Readonly<Record<string, number>> = { sales_order: 40, stock_balance: 100, price_entry: 100 };

/** A part of the demo data that holds together: rows about orders and shipments that are left out are left out too. */
export function reduced(data: readonly DataModel[]): readonly DataModel[] {
  const numbers: Record<'order' | 'shipment', Set<unknown>> = { order: new Set(), shipment: new Set() };
  const kept = (value: unknown): boolean => typeof value !== 'object' || value === null || Object.entries(value).every(([key, inner]) => {
    const number = (key === 'order' || key === 'shipment') && (inner as { no?: unknown } | null)?.no;
    return (!number || numbers[key as 'order'].has(number)) && kept(inner);
  });
  return data.filter(({ name }) => !leftOut.test(name)).map((file) => {
    // A row without a dealer adds to an order that another file has.
    const isWhole = (row: DataModel['rows'][number]): boolean => file.object !== 'sales_order' || 'dealer' in row || numbers.order.has(row['no']);
    const rows = file.rows.filter((row, at) => kept(row) && isWhole(row) && at >= file.rows.length - (rowsMax[file.object] ?? file.rows.length));
    if (file.object === 'sales_order') for (const { no } of rows) numbers.order.add(no);
    if (file.object === 'shipment') for (const { no } of rows) numbers.shipment.add(no);
    return { ...file, rows };
  });
}
