/**
 * Text to documents.
 *
 * In:   the files of a package.
 * Out:  documents with a place for every value; MET1xx for what is not JSON, MET0xx for what has no place in a package.
 * No file is passed over in silence.
 */
import { diagnostic, limits, nearest, type Diagnostic, type Result } from '@tenon/diagnostics';
import { getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { parseCsv } from './csv.ts';
import { addressOf, placeAt, problemIn, type CsvRows, type Document, type SourceFile } from './document.ts';
import { identify, isName, nameForm, type Identity } from './kinds.ts';

const refusedNames = new Set(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty']);

/** All files of a package, in the order of their paths. */
export function parseDocuments(sources: readonly SourceFile[]): Result<readonly Document[]> {
  const documents: Document[] = [];
  const diagnostics: Diagnostic[] = [];
  const ordered = [...sources].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const heads = new Set(ordered.map(({ path }) => path).filter((path) => path.endsWith('.json')));
  const tables = new Map<string, CsvRows>();
  for (const source of ordered.filter(({ path }) => path.endsWith('.csv'))) {
    const { value, diagnostics: found } = parseTable(source, heads);
    if (value) tables.set(source.path.replace(/\.csv$/, '.json'), value);
    diagnostics.push(...found);
  }
  for (const source of ordered.filter(({ path }) => !path.endsWith('.csv'))) {
    const { value, diagnostics: found } = parseDocument(source);
    const csv = tables.get(source.path);
    if (value) documents.push(csv ? { ...value, csv } : value);
    diagnostics.push(...found);
  }
  if (!heads.has('package.json')) diagnostics.push(diagnostic('MET004', {}, { place: { file: 'package.json', line: 1, column: 1 } }));
  return { value: documents, diagnostics };
}

/** What became of a file, for those who compile the same files again after every save. */
const known = new WeakMap<SourceFile, Result<Document>>();

/** One file. */
export function parseDocument(source: SourceFile): Result<Document> {
  const parsed = known.get(source) ?? parseFile(source);
  known.set(source, parsed);
  return parsed;
}

function parseFile(source: SourceFile): Result<Document> {
  const start = placeAt(source.path, '', 0);
  const identity = identify(source.path);
  if (!('kind' in identity)) return { diagnostics: [diagnostic('MET001', { path: source.path, suggestion: identity.suggestion }, { place: start })] };
  if (!isName(identity.kind, identity.name)) {
    return { diagnostics: [diagnostic('MET002', { name: identity.name, kind: identity.kind, form: nameForm(identity.kind) }, { place: start })] };
  }
  if (source.text.length > limits.documentBytesMax) {
    return { diagnostics: [diagnostic('MET003', { size: source.text.length, max: limits.documentBytesMax }, { place: start })] };
  }
  return parseText(source, identity);
}

function parseText(source: SourceFile, identity: Identity): Result<Document> {
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text;
  const plain = parsePlain(text);
  if (plain) return { value: lazyDocument(source, identity, text, plain), diagnostics: [] };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, strict);
  const first = errors[0];
  if (first || !root) {
    const place = placeAt(source.path, text, first?.offset ?? 0);
    return { diagnostics: [diagnostic('MET101', { problem: first ? problemWords(printParseErrorCode(first.error)) : 'there is nothing in the file' }, { place })] };
  }
  const value: unknown = getNodeValue(root);
  const document: Document = { ...named(identity, value), file: source.path, text, root, value };
  const diagnostics = [...findKeyProblems(document, root, [])];
  if (root.type !== 'object') diagnostics.push(problemIn(document, [], 'MET104', { found: root.type }));
  return diagnostics.length > 0 ? { diagnostics } : { value: document, diagnostics };
}

const strict = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

/** The value of a text without any mistake, which needs no tree: places are asked for only where there is a problem. */
function parsePlain(text: string): object | undefined {
  if (unkept.test(text) || !text.isWellFormed()) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    // A key that stands twice leaves fewer keys in the value than there are in the text.
    return typeof value === 'object' && value !== null && !Array.isArray(value) && countKeys(value) === keysIn(text) ? value : undefined;
  } catch {
    return undefined;
  }
}

function lazyDocument(source: SourceFile, identity: Identity, text: string, value: object): Document {
  let root: Node | undefined;
  return { ...named(identity, value), file: source.path, text, value, get root() { return (root ??= parseTree(text, [], strict)!); } };
}

/** A package is known by its namespace, since a stack has several. */
function named(identity: Identity, value: unknown): Identity {
  const namespace = identity.kind === 'package' ? (value as { tenon?: { namespace?: unknown } } | null)?.tenon?.namespace : undefined;
  return typeof namespace === 'string' ? { ...identity, name: namespace } : identity;
}

/** NaN, which equals no count, where a key cannot be one. */
function countKeys(value: object): number {
  let count = 0;
  for (const key in value) {
    if (refusedNames.has(key)) return NaN;
    const inner: unknown = value[key as keyof typeof value];
    if (!Array.isArray(value)) count += 1;
    if (typeof inner === 'object' && inner !== null) count += countKeys(inner);
  }
  return count;
}

/** How many strings of a text of JSON have a colon after them. */
function keysIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at)) {
    at = text.indexOf('"', at + 1);
    while (isEscaped(text, at)) at = text.indexOf('"', at + 1);
    do at += 1; while (text.charCodeAt(at) <= 32);
    if (text[at] === ':') count += 1;
  }
  return count;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === '\\') slashes += 1;
  return slashes % 2 === 1;
}

/** `PropertyNameExpected` → `property name expected`. */
const problemWords = (code: string): string => code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

/** Written so, a character may be one that no database keeps. */
const unkept = /\\u(?:0000|d[89a-f])/i;
const isKept = (text: unknown): boolean => typeof text !== 'string' || (text.isWellFormed() && !text.includes('\0'));

/** Keys that stand twice or cannot be keys, and texts that cannot be kept; `found` is filled on the way. */
function findKeyProblems(document: Document, node: Node, found: Diagnostic[]): readonly Diagnostic[] {
  if (node.type === 'string' && !isKept(node.value)) found.push(diagnostic('MET106', {}, { place: placeAt(document.file, document.text, node.offset), address: addressOf(document) }));
  if (node.type === 'array') for (const child of node.children ?? []) findKeyProblems(document, child, found);
  if (node.type !== 'object') return found;
  const seen = new Set<string>();
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key || !value) continue;
    const name = String(key.value);
    const code = seen.has(name) ? 'MET102' : refusedNames.has(name) ? 'MET103' : undefined;
    if (code) found.push(diagnostic(code, { name }, { place: placeAt(document.file, document.text, key.offset), address: addressOf(document) }));
    seen.add(name);
    findKeyProblems(document, key, found);
    findKeyProblems(document, value, found);
  }
  return found;
}

/** The rows of `data/x.csv`, whose head is `data/x.json`. */
function parseTable(source: SourceFile, heads: ReadonlySet<string>): Result<CsvRows> {
  const identity = identify(source.path);
  const place = placeAt(source.path, '', 0);
  if (!('kind' in identity)) return { diagnostics: [diagnostic('MET001', { path: source.path }, { place })] };
  const head = source.path.replace(/\.csv$/, '.json');
  if (!heads.has(head)) return { diagnostics: [diagnostic('MET005', { head, suggestion: nearest(head, heads) }, { place })] };
  return parseCsv(source);
}
