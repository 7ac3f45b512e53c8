/** The types of expressions, and the tree of a checked expression: plain data that can be stored and sent as JSON. */
import type { BinaryOperator } from './syntax.ts';

export type ScalarKind = 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'time' | 'json' | 'null';

export type Type =
  /** `options` are the values of a select field; `integer` says that a number has no fraction. */
  | { readonly kind: ScalarKind; readonly options?: readonly string[]; readonly integer?: true }
  /** A multi-select: a list of text without order. */
  | { readonly kind: 'set'; readonly options?: readonly string[] }
  /** A reference to a record of the object. */
  | { readonly kind: 'record'; readonly object: string }
  /** The child records of a record. */
  | { readonly kind: 'children'; readonly object: string }
  | { readonly kind: 'list'; readonly of: Type };

export type Kind = Type['kind'];

/** What the checker needs to know of the model. */
export interface Catalog {
  field(object: string, name: string): Type | undefined;
  fieldNames(object: string): Iterable<string>;
  /** What a field is called today that had the name before; checked paths carry today's name. */
  nameOf?(object: string, name: string): string | undefined;
}

/** What an expression can see. A root takes precedence over a field of the same name; `record.x` reaches the field. */
export interface Scope {
  /** Bare names are fields of this object, and `record` is its record. */
  readonly object?: string;
  readonly roots?: Readonly<Record<string, Type>>;
  readonly catalog: Catalog;
  /** Whether aggregates over child records are allowed; they are unless this is false. */
  readonly aggregates?: boolean;
}

export interface PathStep {
  readonly object: string;
  readonly field: string;
}
/** Where a value is read: a root (`record` for bare names, `item` for the child of an aggregate) and fields from there. */
export interface ReadPath {
  readonly root: string;
  readonly steps: readonly PathStep[];
}

export type AggregateName = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'any' | 'all';
export type CheckedUnaryOperator = 'not' | '-' | 'isNull' | 'isNotNull';

export interface CheckedLiteral { readonly kind: 'literal'; readonly type: Type; readonly value: string | boolean | null }
export interface CheckedPath extends ReadPath { readonly kind: 'path'; readonly type: Type }
export interface CheckedCall { readonly kind: 'call'; readonly type: Type; readonly name: string; readonly args: readonly CheckedExpr[] }
export interface CheckedUnary { readonly kind: 'unary'; readonly type: Type; readonly op: CheckedUnaryOperator; readonly operand: CheckedExpr }
export interface CheckedBinary { readonly kind: 'binary'; readonly type: Type; readonly op: BinaryOperator; readonly left: CheckedExpr; readonly right: CheckedExpr }
/** `list` is a list node, or any expression of type set. */
export interface CheckedIn { readonly kind: 'in'; readonly type: Type; readonly negated: boolean; readonly operand: CheckedExpr; readonly list: CheckedExpr }
export interface CheckedList { readonly kind: 'list'; readonly type: Type; readonly items: readonly CheckedExpr[] }
/**
 * `children` leads to the field with the child records, `object` is their object.
 * Paths of `value` and `where` that start at the child have the root `item`.
 * For `all` the `where` selects the exceptions: `not istrue(condition)`.
 */
export interface CheckedAggregate {
  readonly kind: 'aggregate';
  readonly type: Type;
  readonly fn: AggregateName;
  readonly children: ReadPath;
  readonly object: string;
  readonly value?: CheckedExpr;
  readonly where?: CheckedExpr;
}

export type CheckedExpr =
  | CheckedLiteral | CheckedPath | CheckedCall | CheckedUnary | CheckedBinary | CheckedIn | CheckedList | CheckedAggregate;

/** Values as JSON carries them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
