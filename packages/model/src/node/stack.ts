/**
 * The stack of a folder: the packages that its package.json extends, found on disk, the lowest first.
 *
 * In:   a folder; further folders in which a base may be.
 * Out:  one layer per package, the folder's own last; places in the lower ones are told as seen from the folder.
 * Found are: the folders that were given, the folder's neighbours, and `metadata/*` of the repository around it, in this order;
 * among several of one name in one place, the highest version that the range allows. One that was given is the only one of its name.
 * Errors: MET006 a base is nowhere; MET007 a circle; MET008 no version fits; MET009 a range is none.
 */
import { readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { hasErrors, nearest, type Diagnostic, type Result } from '@tenon/diagnostics';
import { rcompare, satisfies, valid, validRange } from 'semver';
import { problemIn, type Document, type SourceFile } from '../document.ts';
import { parseDocument } from '../parse.ts';
import { readPackage, type KeptFiles } from './read.ts';

export interface StackOptions {
  /** Folders of packages, or folders of such folders, that go before all others. */
  readonly bases?: readonly string[];
  /** Files of an earlier reading, see `readPackage`. */
  readonly kept?: KeptFiles;
}

export interface StackLayer {
  readonly folder: string;
  /** What stands before the places of its files: nothing for the folder itself, `../channel-sales/` for one beside it. */
  readonly at: string;
  readonly files: readonly SourceFile[];
}

/** `rank` is how near it is: 0 where it was given, then the neighbours, then each `metadata` further up. */
interface Candidate { readonly folder: string; readonly name: string; readonly version: string; readonly rank: number }
interface Shelf { readonly candidates: readonly Candidate[]; readonly looked: readonly string[] }
interface Reading {
  readonly top: string;
  readonly options: StackOptions;
  readonly shelves: Map<string, Promise<Shelf>>;
  /** By folder, in the order in which they are complete: every one after all that it extends. */
  readonly done: Map<string, StackLayer>;
  readonly diagnostics: Diagnostic[];
}

/** Without a value when a base is missing or does not fit. */
export async function readStack(folder: string, options: StackOptions = {}): Promise<Result<readonly StackLayer[]>> {
  const reading: Reading = { top: resolve(folder), options, shelves: new Map(), done: new Map(), diagnostics: [] };
  await addLayer(reading, reading.top, []);
  const { diagnostics } = reading;
  return hasErrors(diagnostics) ? { diagnostics } : { value: [...reading.done.values()], diagnostics };
}

interface OnTheWay { readonly folder: string; readonly name: string }

async function addLayer(reading: Reading, folder: string, way: readonly OnTheWay[]): Promise<void> {
  if (reading.done.has(folder)) return;
  const files = await readPackage(folder, reading.options.kept);
  const document = packageOf(files);
  const at = seenFrom(reading, folder);
  const here = [...way, { folder, name: document ? nameOf(document) : folder }];
  for (const [name, range] of Object.entries(document ? extendsOf(document) : {})) {
    const base = await findBase({ reading, document: document!, at, folder }, name, range, here);
    if (base) await addLayer(reading, base, here);
  }
  reading.done.set(folder, { folder, at, files });
}

/** `../channel-sales/`; nothing for the folder itself. */
function seenFrom({ top }: Reading, folder: string): string {
  const from = relative(top, folder).replaceAll('\\', '/');
  return from === '' ? '' : `${from}/`;
}

/** Absent when the text is broken, which compiling tells at its place. */
function packageOf(files: readonly SourceFile[]): Document | undefined {
  const source = files.find(({ path }) => path === 'package.json');
  return source && parseDocument(source).value;
}

const nameOf = (document: Document): string => String((document.value as { name?: unknown }).name);

/** What stands in `tenon.extends`, as far as it has the form. */
function extendsOf(document: Document): Readonly<Record<string, string>> {
  const { tenon } = document.value as { tenon?: { extends?: unknown } };
  const named = typeof tenon === 'object' && tenon !== null ? tenon.extends : undefined;
  if (typeof named !== 'object' || named === null) return {};
  return Object.fromEntries(Object.entries(named).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

interface Asking { readonly reading: Reading; readonly document: Document; readonly at: string; readonly folder: string }

async function findBase(asking: Asking, name: string, range: string, way: readonly OnTheWay[]): Promise<string | undefined> {
  const { reading, folder } = asking;
  const tell = (code: 'MET006' | 'MET007' | 'MET008' | 'MET009', params: Record<string, string | undefined>): undefined => {
    reading.diagnostics.push(placedIn(asking, name, code, params));
  };
  if (validRange(range) === null) return tell('MET009', { range });
  const again = way.findIndex((one) => one.name === name);
  if (again >= 0) return tell('MET007', { circle: [...way.slice(again).map((one) => one.name), name].join(' → ') });
  const { candidates, looked } = await shelfOf(reading, folder);
  const named = candidates.filter((one) => one.name === name);
  if (named.length === 0) {
    return tell('MET006', { name, looked: looked.map((one) => seenFrom(reading, one) || './').join(', '), suggestion: nearest(name, new Set(candidates.map((one) => one.name))) });
  }
  const given = named.filter((one) => one.rank === 0);
  const asked = given.length > 0 ? given : named;
  return nearestFit(asked, range)?.folder ?? tell('MET008', { name, version: asked.map((one) => one.version).join(', '), range });
}

/** A base still in the making counts as what it will be: `1.2.0-beta` is in `^1.1.0`. */
const fits = (version: string, range: string): boolean => satisfies(version, range, { includePrerelease: true });

const nearestFit = (asked: readonly Candidate[], range: string): Candidate | undefined =>
  asked.filter((one) => fits(one.version, range)).toSorted((a, b) => a.rank - b.rank || rcompare(a.version, b.version))[0];

function placedIn({ document, at }: Asking, name: string, code: 'MET006' | 'MET007' | 'MET008' | 'MET009', params: Record<string, string | undefined>): Diagnostic {
  const told = problemIn(document, ['tenon', 'extends', name], code, params);
  return told.place ? { ...told, place: { ...told.place, file: `${at}${told.place.file}` } } : told;
}

/** Every package that can be found from a folder. */
function shelfOf(reading: Reading, folder: string): Promise<Shelf> {
  const known = reading.shelves.get(dirname(folder));
  if (known) return known;
  const filling = fillShelf(reading, folder);
  reading.shelves.set(dirname(folder), filling);
  return filling;
}

async function fillShelf({ options: { bases = [] } }: Reading, folder: string): Promise<Shelf> {
  const given = bases.map((base) => resolve(base));
  const around = [...new Set([dirname(folder), ...(await metadataAbove(folder))])];
  const found = await Promise.all([
    ...given.map(async (base) => candidatesAt([base, ...(await foldersIn(base))], 0)),
    ...around.map(async (place, index) => candidatesAt(await foldersIn(place), index + 1)),
  ]);
  return { candidates: found.flat(), looked: [...given, ...around] };
}

async function metadataAbove(folder: string): Promise<readonly string[]> {
  const above: string[] = [];
  for (let at = dirname(folder); ; at = dirname(at)) {
    const shelf = join(at, 'metadata');
    if ((await stat(shelf).catch(() => undefined))?.isDirectory()) above.push(shelf);
    if (at === dirname(at)) return above;
  }
}

async function foldersIn(place: string): Promise<readonly string[]> {
  const entries = await readdir(place, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isSymbolicLink())).map((entry) => join(place, entry.name)).sort();
}

/** Those of the folders that hold a package of metadata: one with a name, a version and the key `tenon`. */
async function candidatesAt(folders: readonly string[], rank: number): Promise<readonly Candidate[]> {
  const read = await Promise.all(folders.map(async (folder) => {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '');
    const { name, version, tenon } = describe(text);
    return typeof name === 'string' && valid(String(version)) && tenon ? [{ folder, name, version: String(version), rank }] : [];
  }));
  return read.flat();
}

function describe(text: string): { readonly name?: unknown; readonly version?: unknown; readonly tenon?: unknown } {
  try {
    return (JSON.parse(text) as object | null) ?? {};
  } catch {
    return {};
  }
}
