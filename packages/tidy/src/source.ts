/**
 * The sources of the house, read once: what the rules look at.
 *
 * In:   the folder of the repository.
 * Out:  one Source per file under `packages/`, with its imports and functions.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseSync } from 'oxc-parser';

export interface ImportOf {
  readonly from: string;
  readonly typeOnly: boolean;
}

export interface FunctionOf {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

export interface Source {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  /** The room: `store` for `packages/store/src/x.ts`. */
  readonly room: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly ImportOf[];
  readonly functions: readonly FunctionOf[];
  /** A test, a benchmark or a script of the room: held to fewer rules. */
  readonly aside: boolean;
}

export function readSources(root: string): readonly Source[] {
  return listFiles(join(root, 'packages')).map((file) =>
    sourceOf(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')));
}

export function sourceOf(path: string, text: string): Source {
  const { program, module } = parseSync(path, text);
  return {
    path,
    room: path.split('/')[1] ?? '',
    text,
    lines: text.split('\n').length,
    imports: [
      ...module.staticImports.map((i) => ({ from: i.moduleRequest.value, typeOnly: i.entries.length > 0 && i.entries.every((e) => e.isType) })),
      ...module.staticExports.flatMap((e) => e.entries).flatMap((e) => (e.moduleRequest ? [{ from: e.moduleRequest.value, typeOnly: e.isType }] : [])),
      ...[...text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)].map((m) => ({ from: m[1]!, typeOnly: false })),
    ],
    functions: functionsOf(program, text),
    aside: /\.test\.tsx?$|\/(test|bench|scripts|testing)\//.test(path),
  };
}

/** The file that a relative import names, relative to the repository. */
export function targetOf(source: Source, from: string): string {
  return relative(resolve('/'), resolve('/', dirname(source.path), from)).split(sep).join('/');
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(node_modules|dist|generated|cases|artifacts)$/.test(entry.name) ? [] : listFiles(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function functionsOf(program: object, text: string): readonly FunctionOf[] {
  const found: FunctionOf[] = [];
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const visit = (node: unknown, name: string): void => {
    if (Array.isArray(node)) return node.forEach((child) => visit(child, name));
    if (typeof node !== 'object' || node === null) return;
    const n = node as Record<string, unknown> & { type?: string; start?: number; end?: number };
    const own = (n['id'] as { name?: string } | null)?.name ?? (n['key'] as { name?: string } | undefined)?.name ?? name;
    if (/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(n.type ?? '')) {
      const line = lineAt(n.start!);
      found.push({ name: own, line, lines: lineAt(n.end!) - line + 1 });
    }
    for (const [key, child] of Object.entries(n)) if (key !== 'parent') visit(child, own);
  };
  visit(program, '(anonymous)');
  return found;
}
