/**
 * The package that the proofs walk over: metadata/channel-sales with the last weeks of its demo data.
 *
 * Out:  its Model, its role documents as they are written, and the users of the demo.
 */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataModel, Model } from '@tenon/model';
import { compilePackage, type SourceFile } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import type { UserOf } from './place.ts';

const folder = new URL('../../../../metadata/channel-sales', import.meta.url).pathname;
const demoFile = new URL('../../../cli/demo/demo.json', import.meta.url).pathname;

type FieldRight = 'none' | 'mask' | 'read' | 'write';
interface GrantDocument {
  readonly create?: true | string;
  readonly read?: true | string;
  readonly update?: true | string;
  readonly delete?: true | string;
  readonly actions?: readonly string[] | '*';
  readonly fields?: Readonly<Record<string, FieldRight>>;
  readonly otherFields?: FieldRight;
}
export interface RoleDocument {
  readonly external?: boolean;
  readonly admin?: boolean;
  readonly includes?: readonly string[];
  readonly objects?: Readonly<Record<string, GrantDocument>>;
  readonly otherObjects?: GrantDocument;
}

export interface Channel {
  readonly model: Model;
  readonly packages: readonly (readonly SourceFile[])[];
  readonly roles: Readonly<Record<string, RoleDocument>>;
  readonly users: readonly UserOf[];
}

export async function readChannel(): Promise<Channel> {
  const sources = await readPackage(folder);
  const { value: model, diagnostics } = compilePackage(sources);
  if (!model) throw new Error(JSON.stringify(diagnostics));
  const files = await readdir(join(folder, 'roles'));
  const roles = Object.fromEntries(files.map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, 'roles', file), 'utf8')) as RoleDocument]));
  const { users } = JSON.parse(readFileSync(demoFile, 'utf8')) as { users: UserOf[] };
  return { model, packages: [sources], roles, users: users.map(({ login, name, roles: own }) => ({ login, name, roles: own, locale: 'en' })) };
}

const monthOf = /-(\d{4}-\d{2})$/;

/** The data without the documents of earlier months, and without what refers to one of them. */
export function recent(model: Model, since: string): readonly DataModel[] {
  const gone = new Set<string>();
  const noOf = (row: Readonly<Record<string, unknown>>): string | undefined => (typeof row['no'] === 'string' ? row['no'] : undefined);
  return model.data.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap((file): DataModel[] => {
    const old = (monthOf.exec(file.name)?.[1] ?? since) < since;
    const rows = file.rows.filter((row) => {
      const no = noOf(row);
      const dropped = old || mentions(row, gone);
      if (dropped && no) gone.add(no);
      return !dropped;
    });
    return rows.length > 0 ? [{ ...file, rows }] : [];
  });
}

/** The masters and a handful of orders: enough to be attacked, little enough to be looked at in whole after each attack. */
export function few(model: Model): readonly DataModel[] {
  return recent(model, '2026-11').filter(({ name }) => name < '40' || name === '60-sales_order-2026-11').map((file) => ({ ...file, rows: file.name < '30' ? file.rows : file.rows.slice(0, 5) }));
}

/** Whether the row refers to one of these numbers, at any depth. */
function mentions(value: unknown, numbers: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((one) => mentions(one, numbers));
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((one) => (typeof one === 'string' ? numbers.has(one) : mentions(one, numbers)));
}
