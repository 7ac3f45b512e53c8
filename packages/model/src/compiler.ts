/**
 * Package `@tenon/model/compiler`: documents to a Model, in Node and in browsers.
 *
 * parse → validate → layer → link → compile. Every stage runs to the end, so that an author sees all mistakes at once.
 */
import { hasErrors, sortDiagnostics, type Result } from '@tenon/diagnostics';
import { compileModel } from './compile/index.ts';
import type { SourceFile } from './document.ts';
import { identify } from './kinds.ts';
import { layerPackages } from './layer.ts';
import { linkPackage } from './link/index.ts';
import type { Model } from './model.ts';
import { parseDocuments } from './parse.ts';
import { validateDocuments } from './validate.ts';

export { compileModel, compilerVersion } from './compile/index.ts';
export { addressOf, placeOf, type Document, type Kind, type SourceFile } from './document.ts';
export { layerPackages, type LayeredPackage } from './layer.ts';
export { linkPackage, type LinkedPackage } from './link/index.ts';
export { parseDocument, parseDocuments } from './parse.ts';
export { schemas } from './schemas.ts';
export { validateDocument, validateDocuments } from './validate.ts';

/** The files of one package to its Model; no Model where there is an error. */
export function compilePackage(sources: readonly SourceFile[]): Result<Model> {
  const parsed = parseDocuments(sources);
  const valid = validateDocuments(parsed.value ?? []);
  const layered = layerPackages([valid.value ?? []]);
  const early = [...parsed.diagnostics, ...valid.diagnostics, ...layered.diagnostics];
  if (!layered.value) return { diagnostics: sortDiagnostics(early) };
  const linked = linkPackage(layered.value, brokenOf(sources, valid.value ?? []));
  const compiled = linked.value ? compileModel(linked.value) : { diagnostics: [] };
  const diagnostics = sortDiagnostics([...early, ...linked.diagnostics, ...compiled.diagnostics]);
  return compiled.value && !hasErrors(diagnostics) ? { value: compiled.value, diagnostics } : { diagnostics };
}

/** Addresses of files that are there but did not come through. */
function brokenOf(sources: readonly SourceFile[], valid: readonly { readonly kind: string; readonly name: string }[]): ReadonlySet<string> {
  const whole = new Set(valid.map(({ kind, name }) => `${kind}/${name}`));
  const all = sources.map(({ path }) => identify(path)).flatMap((identity) => ('kind' in identity ? [`${identity.kind}/${identity.name}`] : []));
  return new Set(all.filter((address) => !whole.has(address)));
}
