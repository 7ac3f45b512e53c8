/** Reads what callers send about layers: edits, files, decisions, versions. Refuses with REQ1xx what does not have the form. */
import { failure, limits } from '@tenon/diagnostics';
import type { LayerEdit, Resolutions } from '@tenon/model/compiler';
import type { FileMap } from '@tenon/store';
import type { FastifyRequest } from 'fastify';
import { ifMatch, present, readBody, readObject, textOf, type Json } from '../parameters.ts';

const addressLengthMax = 500;
const nameLengthMax = 200;
const whyLengthMax = 2_000;
const ops: readonly string[] = ['add', 'set', 'unset', 'hide', 'move', 'reset'] satisfies readonly LayerEdit['op'][];

export function editsOf(body: Json): readonly LayerEdit[] {
  const { edits } = body;
  if (!Array.isArray(edits) || edits.length > limits.layerEditsMax) throw failure('REQ113', { name: 'edits', expected: `[…], 0 … ${limits.layerEditsMax}` });
  return edits.map(editOf);
}

function editOf(raw: unknown): LayerEdit {
  const edit = readBody(raw ?? [], ['op', 'at', 'value', 'after', 'before', 'into', 'why']);
  const { op, value } = edit;
  if (typeof op !== 'string' || !ops.includes(op)) throw failure('REQ113', { name: 'op', expected: ops.join(' / ') });
  const at = textOf(edit, 'at', addressLengthMax);
  if (!at) throw failure('REQ113', { name: 'at', expected: 'text' });
  const [after, before, into] = ['after', 'before', 'into'].map((name) => textOf(edit, name, nameLengthMax));
  return { op: op as LayerEdit['op'], at, ...present({ value, after, before, into, why: textOf(edit, 'why', whyLengthMax) }) };
}

export function filesOf(body: Json): FileMap {
  const files = readObject(body['files'] ?? null);
  for (const text of Object.values(files)) if (typeof text !== 'string') throw failure('REQ113', { name: 'files', expected: '{ path: text }' });
  return files as FileMap;
}

export function resolutionsOf(body: Json): Resolutions {
  const resolutions = readObject(body['resolutions'] ?? {});
  for (const [address, choice] of Object.entries(resolutions)) {
    if ((choice !== 'mine' && choice !== 'theirs') || address.length > addressLengthMax) throw failure('REQ113', { name: 'resolutions', expected: '{ address: mine / theirs }' });
  }
  return resolutions as Resolutions;
}

/** The revision of the draft that the caller saw, from `If-Match` or the body. */
export function revisionOf(request: FastifyRequest, body: Json): number | undefined {
  const { revision } = body;
  if (revision === undefined || revision === null) return ifMatch(request);
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision) || revision < 0) throw failure('REQ113', { name: 'revision', expected: '0 …' });
  return revision;
}

export function flagOf(body: Json, name: string): boolean | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw failure('REQ113', { name, expected: 'true / false' });
  return value;
}

/** The number of a version in a path. What is no number is no version. */
export function versionIn(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw failure('STO132', { version: text.slice(0, limits.nameLengthMax) });
  return Number(text);
}
