/**
 * A document: one JSON file of a package, with a place for every value in it.
 *
 * In:   a tree of jsonc-parser. Out: lines and columns, from 1, for paths into the document and offsets into its strings.
 */
import { diagnostic, type Code, type Diagnostic, type Place } from '@tenon/diagnostics';
import { findNodeAtLocation, type Node } from 'jsonc-parser';

export type Kind = 'package' | 'object' | 'options' | 'layout' | 'view' | 'role' | 'app' | 'report' | 'dashboard' | 'data' | 'locale' | 'overlay' | 'lock';
export type Path = readonly (string | number)[];
export type Params = Readonly<Record<string, string | number | boolean | undefined>>;

/** A file as it was read. `path` is relative to the package, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The rows of a CSV file, as text, with the names of its first line. */
export interface CsvRows {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export interface Document<T = unknown> {
  readonly kind: Kind;
  /** `order` of `objects/order.json`, `order.all` of `views/order.all.json`. */
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly root: Node;
  readonly value: T;
  readonly csv?: CsvRows;
  /** Index of the layer that brought it, the lowest's 0. */
  readonly layer?: number;
  /** Where the value at a path is written, when several layers make the document. */
  readonly origin?: (path: Path) => Origin;
}

export interface Origin {
  readonly document: Document;
  readonly path: Path;
}

/** `object/order`, the first part of every address in the document. */
export const addressOf = (document: Pick<Document, 'kind' | 'name'>, path: Path = []): string =>
  `${document.kind}/${document.name}${path.length > 0 ? `#${path.join('/')}` : ''}`;

/** Line and column of an offset. */
export function placeAt(file: string, text: string, offset: number, pointer?: string): Place {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = offset - (before.lastIndexOf('\n') + 1) + 1;
  return { file, line, column, ...(pointer === undefined ? {} : { pointer }) };
}

export interface At {
  /** The place of the key instead of its value. */
  readonly key?: boolean;
  /** Characters into the string that stands there. */
  readonly offset?: number;
}

/** The place of the value at the path, or of the nearest value around it. */
export function placeOf(document: Document, path: Path, at: At = {}): Place {
  const origin = document.origin?.(path);
  return origin ? placeIn(origin.document, origin.path, at) : placeIn(document, path, at);
}

function placeIn(document: Document, path: Path, at: At): Place {
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  const node = nodeAt(document.root, path);
  const chosen = at.key && node.parent?.type === 'property' ? node.parent.children![0]! : node;
  const offset = at.offset === undefined || chosen.type !== 'string' ? chosen.offset : rawOffset(document.text, chosen.offset, at.offset);
  return placeAt(document.file, document.text, offset, pointer);
}

function nodeAt(root: Node, path: Path): Node {
  for (let length = path.length; length > 0; length -= 1) {
    const node = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
    if (node) return node;
  }
  return root;
}

/** From an offset in a decoded string to the offset in the file, past the escapes. */
function rawOffset(text: string, start: number, offset: number): number {
  let at = start + 1;
  for (let passed = 0; passed < offset && text[at] !== '"'; passed += 1) {
    at += text[at] !== '\\' ? 1 : text[at + 1] === 'u' ? 6 : 2;
  }
  return at;
}

export function problemIn(document: Document, path: Path, code: Code, params: Params = {}, at: At = {}): Diagnostic {
  return diagnostic(code, params, { place: placeOf(document, path, at), address: addressOf(document, path) });
}
