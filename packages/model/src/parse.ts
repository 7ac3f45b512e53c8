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

/** One file. */
export function parseDocument(source: SourceFile): Result<Document> {
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
  const errors: ParseError[] = [];
  const text = source.text.startsWith('\uFEFF') ? source.text.slice(1) : source.text;
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const first = errors[0];
  if (first || !root) {
    const place = placeAt(source.path, text, first?.offset ?? 0);
    return { diagnostics: [diagnostic('MET101', { problem: first ? problemWords(printParseErrorCode(first.error)) : 'there is nothing in the file' }, { place })] };
  }
  const document: Document = { ...identity, file: source.path, text, root, value: getNodeValue(root) };
  const diagnostics = [...findKeyProblems(document, root, [])];
  if (root.type !== 'object') diagnostics.push(problemIn(document, [], 'MET104', { found: root.type }));
  return diagnostics.length > 0 ? { diagnostics } : { value: document, diagnostics };
}

/** `PropertyNameExpected` → `property name expected`. */
const problemWords = (code: string): string => code.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

/** Keys that stand twice or cannot be keys; `found` is filled on the way. */
function findKeyProblems(document: Document, node: Node, found: Diagnostic[]): readonly Diagnostic[] {
  if (node.type === 'array') for (const child of node.children ?? []) findKeyProblems(document, child, found);
  if (node.type !== 'object') return found;
  const seen = new Set<string>();
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (!key || !value) continue;
    const name = String(key.value);
    const code = seen.has(name) ? 'MET102' : refusedNames.has(name) ? 'MET103' : undefined;
    if (code) found.push(diagnostic(code, { name }, { place: placeAt(document.file, document.text, key.offset), address: addressOf(document) }));
    seen.add(name);
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
