/** Opens a table that somebody has uploaded, whatever its format. */
import { open } from 'node:fs/promises';
import { failure } from '@tenon/diagnostics';
import { readCsv } from './read-csv.ts';
import { readWorkbook } from './read-xlsx.ts';
import type { Table } from './table.ts';

/** What a file begins with says what it is. */
export async function openTable(path: string): Promise<Table> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(8), position: 0 });
    const head = buffer.subarray(0, bytesRead).toString('hex');
    if (head.startsWith('d0cf11e0a1b11ae1')) throw failure('TRN102');
    if (head.startsWith('504b')) return await readWorkbook(file);
    return await readCsv(file);
  } catch (error) {
    await file.close();
    throw error;
  }
}
