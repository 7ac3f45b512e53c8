/** Tables on the node's own disk, while they are read or made: a workbook cannot be read from its beginning to its end. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { failure, isFailure, limits } from '@tenon/diagnostics';
import { openFile, writeFile, type FileRef, type Principal, type StoreHandle, type TenantScope } from '@tenon/store';
import { openTable } from './sheet/open-table.ts';
import type { Table, TableFormat } from './sheet/table.ts';
import { mediaTypes } from './sheet/write-table.ts';

type Base = Pick<StoreHandle, 'database'>;

/** A path for a file that is gone afterwards. */
export async function withSpool<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tenon-table-'));
  try {
    return await work(join(folder, 'table'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Uploaded { readonly table: Table; readonly file: FileRef }

/** Opens an uploaded table for as long as the work lasts. */
export function withTable<T>(store: Base, scope: TenantScope, principal: Principal, id: string, work: (uploaded: Uploaded) => Promise<T>): Promise<T> {
  return withSpool(async (path) => {
    const { file, content } = await openFile(store, scope, principal, id).catch((error: unknown) => {
      throw isFailure(error) && error.code === 'ACC105' ? failure('TRN119') : error;
    });
    await pipeline(content(), createWriteStream(path));
    const table = await openTable(path);
    try {
      return await work({ table, file });
    } finally {
      await table.close();
    }
  });
}

/** Keeps a table that was made, for a while. */
export function keepTable(store: Base, scope: TenantScope, principal: Principal, path: string, made: { readonly name: string; readonly format: TableFormat }): Promise<FileRef> {
  return writeFile(store, scope, { name: made.name, type: mediaTypes[made.format], userId: principal.userId, bytesMax: limits.exportBytesMax, made: true }, createReadStream(path));
}
