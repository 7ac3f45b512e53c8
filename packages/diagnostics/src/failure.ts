/** A request that cannot be served: thrown once, turned into an answer once, at the edge. */
import { catalogue, type Code } from './catalogue.ts';
import { messageOf, type Diagnostic } from './diagnostic.ts';
import type { Params } from './message.ts';

/** One problem with one field of the request. `field` is a path such as `lines/2/qty`. */
export interface FieldProblem {
  readonly field: string;
  readonly code: Code;
  readonly params: Params;
  /** Words of the model's author that take the place of the catalogue's, by locale. */
  readonly message?: string;
}

const marker = Symbol.for('tenon.failure');

export class Failure extends Error {
  readonly [marker] = true;
  readonly code: Code;
  readonly params: Params;
  readonly status: number;
  readonly problems: readonly FieldProblem[];
  /** Mistakes in documents that stand behind it. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(code: Code, params: Params = {}, problems: readonly FieldProblem[] = [], diagnostics: readonly Diagnostic[] = []) {
    super(`${code}: ${messageOf({ code, params })}`);
    this.name = 'Failure';
    this.code = code;
    this.params = params;
    this.status = catalogue[code].status ?? 500;
    this.problems = problems;
    this.diagnostics = diagnostics;
  }
}

export function failure(code: Code, params: Params = {}, problems: readonly FieldProblem[] = [], diagnostics: readonly Diagnostic[] = []): Failure {
  return new Failure(code, params, problems, diagnostics);
}

/** True also for a Failure of another copy of this module or of another realm. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[marker] === true;
}
