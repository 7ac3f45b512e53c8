/** The outcome of a stage: a value where one could be made, and everything that was wrong. */
import type { Diagnostic } from './diagnostic.ts';

export interface Result<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}
export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((d) => d.severity === 'error');
