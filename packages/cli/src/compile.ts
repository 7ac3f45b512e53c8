/**
 * A package folder on disk, compiled together with the packages that it extends.
 *
 * In:   a folder; folders in which its bases may be.
 * Out:  its Model, or undefined; every Diagnostic, in the order in which an author reads; the layers and what came of their intents.
 */
import { stat } from 'node:fs/promises';
import { hasErrors, renderDiagnostic, sortDiagnostics, type Diagnostic, type Locale } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import { compileStack, type CompiledStack } from '@tenon/model/compiler';
import { readStack, type StackLayer, type StackOptions } from '@tenon/model/node';

export interface Compiled {
  /** Absent when there is an error. */
  readonly model: Model | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Lowest first, the folder's own last; none when a base is missing. */
  readonly layers: readonly StackLayer[];
  /** Absent when a base is missing. */
  readonly stack: CompiledStack | undefined;
  readonly ms: number;
}

/** Compiles a folder. With `kept`, files that were not touched since the last time are neither read nor parsed again. */
export async function compileFolder(folder: string, options: StackOptions = {}): Promise<Compiled> {
  const startedAt = performance.now();
  await refuseMissing(folder);
  const { value: layers, diagnostics: unread } = await readStack(folder, options);
  const stack = layers && compileStack(layers);
  const diagnostics = sortDiagnostics([...unread, ...(stack?.diagnostics ?? [])]);
  const model = hasErrors(diagnostics) ? undefined : stack?.value;
  return { model, diagnostics, layers: layers ?? [], stack, ms: performance.now() - startedAt };
}

export async function refuseMissing(folder: string): Promise<void> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
}

export interface Whole extends Compiled {
  readonly model: Model;
  readonly stack: CompiledStack;
  /** The folder's own layer. */
  readonly own: StackLayer;
}

/** For commands that need a Model: prints what is wrong, and ends in an error when there is none. */
export async function wholeStack(folder: string, options: StackOptions = {}): Promise<Whole> {
  const compiled = await compileFolder(folder, options);
  const { model, stack, diagnostics, layers } = compiled;
  if (diagnostics.length > 0) process.stderr.write(`${renderAll(diagnostics)}\n`);
  if (!model || !stack) throw new Error(`${folder} has errors; nothing was changed.`);
  return { ...compiled, model, stack, own: layers.at(-1)! };
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
