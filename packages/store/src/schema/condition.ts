/**
 * The condition of a partial unique key as the predicate of an index, so that PostgreSQL keeps the key whatever is written at once.
 *
 * Out:  SQL over the object's own columns; undefined where PostgreSQL takes it for no predicate, since it reads other rows or the clock.
 */
import { functions, type CheckedExpr } from '@tenon/expression';
import type { Formula, Model } from '@tenon/model';
import { render } from '../expression/fragment.ts';
import { Names } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { quoteText } from '../names.ts';

/** Their SQL depends on settings of the session, in the eyes of PostgreSQL. A test tries all others. */
const unsettled: ReadonlySet<string> = new Set(['text', 'join', 'datevalue', 'addhours', 'addminutes', 'hoursbetween', 'minutesbetween', 'under']);

/** The predicate, with its columns named by the table. */
export function conditionSql(model: Model, object: string, formula: Formula): string | undefined {
  if (!settled(formula.expr)) return undefined;
  const context = { model, timeZone: model.package.timeZone, now: '', names: new Names(), roots: { record: { kind: 'row' as const, object, alias: object } } };
  const { text, values } = render(toSql(formula.expr, context));
  // A predicate may hold no subquery, neither a walk to another record nor one that only names its arguments; and nothing for display.
  if (/\b(select|concat|concat_ws)\b/i.test(text.replace(/"[^"]*"/g, ''))) return undefined;
  return text.replace(/\$(\d+)/g, (_, at: string) => quoteText(String(values[Number(at) - 1])));
}

function settled(expr: CheckedExpr): boolean {
  switch (expr.kind) {
    case 'literal': return true;
    case 'path': return expr.root === 'record';
    case 'call': return !unsettled.has(expr.name) && !functions.get(expr.name)?.clock && expr.args.every(settled);
    case 'unary': return settled(expr.operand);
    case 'binary': return settled(expr.left) && settled(expr.right);
    case 'in': return settled(expr.operand) && settled(expr.list);
    case 'list': return expr.items.every(settled);
    case 'aggregate': return false;
  }
}
