export { checkExpression, compileExpression } from './check.ts';
export { dependenciesOf, partsOf, readsClock, type Dependency } from './dependencies.ts';
export { explainExpression, inputsOf, rowsOfAggregate, type ExplainedRow, type ExplainInput, type ExplainOperator, type ExplainPart } from './explain.ts';
export { evaluateExpression, type Env, type RecordValue } from './evaluate.ts';
export { functions, usageOf } from './functions/index.ts';
export { sqlTypes, type FunctionDefinition, type Param, type ParamType, type Signature } from './functions/function.ts';
export { aggregateSql, aggregateTemplate, operatorSql, sqlTemplate, templateParts, type TemplatePart } from './operators.ts';
export { parseExpression } from './parse.ts';
export { printExpression, quote } from './print.ts';
export type { BinaryOperator, Expr, Span } from './syntax.ts';
export type {
  AggregateName, Catalog, CheckedAggregate, CheckedBinary, CheckedCall, CheckedExpr, CheckedIn, CheckedList, CheckedLiteral, CheckedPath,
  CheckedUnary, CheckedUnaryOperator, Json, Kind, PathStep, ReadPath, ScalarKind, Scope, Type,
} from './types.ts';
