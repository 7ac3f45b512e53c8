/**
 * Package `@tenon/model/compiler`: documents to a Model, in Node and in browsers.
 *
 * parse → validate → layer → link → compile. Every stage runs to the end, so that an author sees all mistakes at once.
 */
import type { Result } from '@tenon/diagnostics';
import type { SourceFile } from './document.ts';
import { compileStack } from './layer/compile-stack.ts';
import type { Model } from './model.ts';

export { compilerVersion } from './compile/index.ts';
export { addressOf, placeOf, type Document, type Kind, type SourceFile } from './document.ts';
export { blameOf, type BlameStep } from './layer/blame.ts';
export { compileStack, type CompiledStack } from './layer/compile-stack.ts';
export { editLayer, type LayerEdit } from './layer/edit.ts';
export { intentsOf, layerInfoOf, type PlainIntent } from './layer/intents.ts';
export { rebaseLayer, type Resolutions } from './layer/rebase.ts';
export type { Effective, EffectiveDocument, Intent, IntentOp, LayerInfo, LayerKind, LayerSource, MergeEntry, Outcome, Placement } from './layer/types.ts';
export { parseDocument, parseDocuments } from './parse.ts';
export { schemas } from './schemas.ts';
export { validateDocument, validateDocuments } from './validate.ts';

/** The files of one package to its Model; no Model where there is an error. */
export const compilePackage = (files: readonly SourceFile[]): Result<Model> => {
  const { value, diagnostics } = compileStack([{ files }]);
  return value ? { value, diagnostics } : { diagnostics };
};
