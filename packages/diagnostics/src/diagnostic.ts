/**
 * What can be wrong with a document, told to its author.
 *
 * In:   a code of the catalogue, its parameters, and a place.
 * Out:  a Diagnostic with its message in every language of the product.
 */
import { catalogue, type Code } from './catalogue.ts';
import { formatMessage, type Locale, type Params } from './message.ts';

export type Severity = 'error' | 'warning';

/** A place in a source text. Lines and columns start at 1; `pointer` is a JSON Pointer into the document. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer?: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly params: Params;
  readonly place?: Place;
  /** The address of the element in the model, such as `object/order#fields/total/formula`. */
  readonly address?: string;
}

export interface Where {
  readonly place?: Place | undefined;
  readonly address?: string | undefined;
}

export function diagnostic(code: Code, params: Params = {}, where: Where = {}): Diagnostic {
  return Object.freeze({
    code,
    severity: catalogue[code].severity ?? 'error',
    params,
    ...(where.place ? { place: where.place } : {}),
    ...(where.address ? { address: where.address } : {}),
  });
}

export function messageOf(problem: { code: Code; params: Params }, locale: Locale = 'en'): string {
  return formatMessage(catalogue[problem.code].message[locale], problem.params);
}

/** What to do about it, or undefined where the catalogue has no advice or its parameters are missing. */
export function hintOf(problem: { code: Code; params: Params }, locale: Locale = 'en'): string | undefined {
  const hint = catalogue[problem.code].hint?.[locale];
  if (hint === undefined) return undefined;
  const wanted = [...hint.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
  const complete = wanted.every((name) => problem.params[name] !== undefined && problem.params[name] !== '');
  return complete ? formatMessage(hint, problem.params) : undefined;
}

/** By file, line, column, then code: the order in which an author reads. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const key = (d: Diagnostic) => d.place ?? { file: '', line: 0, column: 0 };
  return [...diagnostics].sort((a, b) => {
    const [p, q] = [key(a), key(b)];
    return compare(p.file, q.file) || p.line - q.line || p.column - q.column || compare(a.code, b.code);
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
