/**
 * A package folder on disk, compiled.
 *
 * In:   a folder.
 * Out:  its Model, or undefined; and every Diagnostic, in the order in which an author reads.
 */
import { stat } from 'node:fs/promises';
import { hasErrors, renderDiagnostic, sortDiagnostics, type Diagnostic, type Locale } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import { compilePackage, type SourceFile } from '@tenon/model/compiler';
import { readPackage, type KeptFiles } from '@tenon/model/node';

export interface Compiled {
  /** Absent when there is an error. */
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly SourceFile[];
  readonly ms: number;
}

/** Compiles a folder. With `kept`, files that were not touched since the last time are neither read nor parsed again. */
export async function compileFolder(folder: string, kept?: KeptFiles): Promise<Compiled> {
  const startedAt = performance.now();
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
  const files = await readPackage(folder, kept);
  const { value, diagnostics } = compilePackage(files);
  const ms = performance.now() - startedAt;
  return { model: hasErrors(diagnostics) ? undefined : value, diagnostics: sortDiagnostics(diagnostics), files, ms };
}

/** For commands that need a Model: prints what is wrong, and ends in an error when there is none. */
export async function modelOf(folder: string): Promise<Model> {
  const { model, diagnostics } = await compileFolder(folder);
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics)}\n`);
  if (!model) throw new Error(`${folder} has errors; nothing was changed.`);
  return model;
}

const shownMax = 100;

/** As a compiler prints; the first hundred, since one slip may have many echoes. */
export function renderAll(diagnostics: readonly Diagnostic[], locale: Locale = terminalLocale()): string {
  const shown = diagnostics.slice(0, shownMax).map((problem) => renderDiagnostic(problem, locale));
  const more = diagnostics.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more (tenon check --json shows all)`] : [])].join('\n');
}

export function terminalLocale(): Locale {
  return /^zh/i.test(process.env['LC_ALL'] || process.env['LC_MESSAGES'] || process.env['LANG'] || '') ? 'zh-CN' : 'en';
}
