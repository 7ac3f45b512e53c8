/**
 * The tree of an expression as it was written, before any name is looked up.
 *
 * Every node has the offsets of its text in the source (`end` is exclusive), so that a problem found later can be shown
 * at its place.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator =
  | 'or' | 'and' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&' | '+' | '-' | '*' | '/' | '%';

export interface LiteralExpr extends Span {
  readonly kind: 'literal';
  readonly of: 'number' | 'text' | 'boolean' | 'null';
  /** Numbers are decimal text, as written without an exponent. */
  readonly value: string | boolean | null;
}
export interface PathExpr extends Span {
  readonly kind: 'path';
  readonly names: readonly string[];
}
export interface CallExpr extends Span {
  readonly kind: 'call';
  /** In lower case. */
  readonly name: string;
  readonly args: readonly Expr[];
  /** Only aggregates over child records have one. */
  readonly where?: Expr;
}
export interface UnaryExpr extends Span {
  readonly kind: 'unary';
  readonly op: 'not' | '-';
  readonly operand: Expr;
}
export interface BinaryExpr extends Span {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expr;
  readonly right: Expr;
}
export interface InExpr extends Span {
  readonly kind: 'in';
  readonly negated: boolean;
  readonly operand: Expr;
  readonly list: Expr;
}
export interface ListExpr extends Span {
  readonly kind: 'list';
  readonly items: readonly Expr[];
}

export type Expr = LiteralExpr | PathExpr | CallExpr | UnaryExpr | BinaryExpr | InExpr | ListExpr;

/** How tightly each operator binds; a larger number binds tighter. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  or: 1, and: 2, '==': 4, '!=': 4, '<': 4, '<=': 4, '>': 4, '>=': 4, '&': 5, '+': 6, '-': 6, '*': 7, '/': 7, '%': 7,
};
export const notPrecedence = 3;
export const comparisonPrecedence = 4;
export const negatePrecedence = 8;
