/**
 * A zip archive on disk: its entries, and one of them unpacked, never more of it than the limits say.
 *
 * What the archive claims about its sizes is looked at first, and what comes out is counted: a bomb is refused either way.
 */
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { failure, limits } from '@tenon/diagnostics';
import { broken } from './table.ts';

interface Entry { readonly name: string; readonly method: number; readonly packed: number; readonly size: number; readonly at: number }

export interface Archive {
  readonly names: readonly string[];
  /** Pieces of the entry's content; `max` bytes at most. */
  read(name: string, max?: number): AsyncGenerator<Buffer>;
}

const entriesMax = 5_000;
const pieceBytes = 65_536;
const endSize = 22;

export async function openZip(file: FileHandle): Promise<Archive> {
  const entries = await directoryOf(file);
  return {
    names: [...entries.keys()],
    read: (name, max = limits.sheetBytesMax) => {
      const entry = entries.get(name);
      if (!entry) throw broken(`${name} is missing`);
      return unpack(file, entry, max);
    },
  };
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position });
  if (bytesRead < length) throw broken('it ends too early');
  return buffer;
}

/** The list of entries stands at the end, before a comment of up to 64 KB. */
async function directoryOf(file: FileHandle): Promise<ReadonlyMap<string, Entry>> {
  const { size } = await file.stat();
  const length = Math.min(size, 65_535 + endSize);
  const tail = await bytesAt(file, size - length, length);
  const at = tail.lastIndexOf('504b0506', undefined, 'hex');
  if (at < 0 || at + endSize > tail.length) throw broken('it is no whole zip archive');
  const [count, bytes, start] = [tail.readUInt16LE(at + 10), tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (count > entriesMax || start + bytes > size) throw broken('its list of parts is wrong');
  const list = await bytesAt(file, start, bytes);
  const entries = new Map<string, Entry>();
  let total = 0;
  for (let i = 0, p = 0; i < count; i += 1) {
    if (p + 46 > list.length || list.readUInt32LE(p) !== 0x02014b50) throw broken('its list of parts is wrong');
    if ((list.readUInt16LE(p + 8) & 1) === 1) throw failure('TRN102');
    const [name, extra, comment] = [list.readUInt16LE(p + 28), list.readUInt16LE(p + 30), list.readUInt16LE(p + 32)];
    const entry: Entry = {
      name: list.toString('utf8', p + 46, p + 46 + name), method: list.readUInt16LE(p + 10),
      packed: list.readUInt32LE(p + 20), size: list.readUInt32LE(p + 24), at: list.readUInt32LE(p + 42),
    };
    total += entry.size;
    entries.set(entry.name, entry);
    p += 46 + name + extra + comment;
  }
  if (total > limits.sheetBytesMax) throw failure('TRN104', { max: limits.sheetBytesMax });
  return entries;
}

/** Read piece by piece, at places of its own: several entries may be read at a time. */
async function* packed(file: FileHandle, start: number, length: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < length;) {
    const piece = await bytesAt(file, start + at, Math.min(pieceBytes, length - at));
    at += piece.length;
    yield piece;
  }
}

async function* unpack(file: FileHandle, entry: Entry, max: number): AsyncGenerator<Buffer> {
  const head = await bytesAt(file, entry.at, 30);
  if (head.readUInt32LE(0) !== 0x04034b50) throw broken(`${entry.name} is not where it should be`);
  const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const raw = Readable.from(packed(file, start, entry.packed));
  if (entry.method !== 0 && entry.method !== 8) throw broken(`${entry.name} is packed in an unknown way`);
  const source = entry.method === 0 ? raw : raw.pipe(createInflateRaw());
  raw.on('error', (error) => source.destroy(error));
  let bytes = 0;
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > max) throw failure('TRN104', { max });
      yield piece;
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('Z_')) throw broken(`${entry.name} cannot be unpacked`);
    throw error;
  } finally {
    raw.destroy();
    source.destroy();
  }
}
