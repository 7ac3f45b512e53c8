/** Tree → text. Values are literals, never names; a rule without an answer is left out. */
import { parseExpression, quote } from '@tenon/expression';
import type { Model } from '@tenon/model';
import { complete, familyOf, filterField, isGroup, type Day, type Family, type FilterNode, type Group, type Period, type Rule } from './rule.ts';

/** `undefined` where the tree filters nothing. */
export function writeFilter(model: Model, object: string, tree: Group): string | undefined {
  return writeGroup(model, object, tree)?.text;
}

/** `loose`: needs brackets beside another condition. */
interface Written { readonly text: string; readonly loose: 'and' | 'or' | undefined }

function writeGroup(model: Model, object: string, { join, items }: Group): Written | undefined {
  const parts = items.map((item) => writeNode(model, object, item)).filter((part) => part !== undefined);
  if (parts.length < 2) return parts[0];
  return { text: parts.map(({ text, loose }) => (loose === undefined || loose === join ? text : `(${text})`)).join(` ${join} `), loose: join };
}

function writeNode(model: Model, object: string, node: FilterNode): Written | undefined {
  if (isGroup(node)) return writeGroup(model, object, node);
  if (node.kind === 'text') return writeChip(node.source);
  const text = writeRule(model, object, node);
  return text === undefined ? undefined : { text, loose: undefined };
}

/** Text that cannot be read yet stays as it is; beside others it is in brackets, so that it cannot change what they mean. */
function writeChip(source: string): Written | undefined {
  if (source.trim() === '') return undefined;
  const { value } = parseExpression(source);
  const joined = value?.kind === 'binary' && (value.op === 'and' || value.op === 'or') ? value : undefined;
  if (joined) return { text: source, loose: joined.start < joined.left.start ? undefined : (joined.op as 'and' | 'or') };
  return { text: source, loose: value ? undefined : 'or' };
}

/** `undefined` for a rule that is not finished, or whose field is not there. */
export function writeRule(model: Model, object: string, rule: Rule): string | undefined {
  const field = filterField(model, object, rule.path);
  const family = field && familyOf(field);
  if (!family || !complete(rule)) return undefined;
  return conditionOf(rule, family, pathText(rule.path));
}

/** A field may have the name of a root. */
const pathText = (path: readonly string[]): string => (path[0] === 'user' || path[0] === 'record' ? ['record', ...path] : path).join('.');

const comparisons = { is: '==', isNot: '!=', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
const textCalls = { contains: 'contains', notContains: 'not contains', startsWith: 'startswith', endsWith: 'endswith' } as const;

function conditionOf({ op, value }: Rule, family: Family, path: string): string {
  const at = family === 'datetime' && op !== 'empty' && op !== 'notEmpty' ? `todate(${path})` : path;
  const one = () => literalOf(value as Day | boolean, family);
  const many = () => (value as readonly Day[]).map((item) => literalOf(item, family)).join(', ');
  switch (op) {
    case 'is': case 'isNot': case 'lt': case 'lte': case 'gt': case 'gte': return `${at} ${comparisons[op]} ${one()}`;
    case 'oneOf': return `${path} in (${many()})`;
    case 'noneOf': return `${path} not in (${many()})`;
    case 'contains': case 'notContains': case 'startsWith': case 'endsWith': return `${textCalls[op]}(${path}, ${one()})`;
    case 'between': return `between(${at}, ${many()})`;
    case 'within': return `between(${at}, ${endsOf(value as Period)})`;
    case 'isMe': return `${path} == user.id`;
    case 'isNotMe': return `${path} != user.id`;
    case 'under': return `under(${path}, ${one()})`;
    case 'hasAny': return `hasany(${path}, ${many()})`;
    case 'hasAll': return `hasall(${path}, ${many()})`;
    case 'hasNone': return `not hasany(${path}, ${many()})`;
    case 'empty': return emptyOf(family, path);
    case 'notEmpty': return family === 'text' || family === 'set' || family === 'records' ? `not ${emptyOf(family, path)}` : `${path} != null`;
  }
}

const emptyOf = (family: Family, path: string): string =>
  family === 'text' ? `isblank(${path})` : family === 'set' || family === 'records' ? `isempty(${path})` : `${path} == null`;

function literalOf(value: Day | boolean, family: Family): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'object') return dayText(value.days);
  return family === 'number' ? value : quote(value);
}

export const dayText = (days: number): string => (days === 0 ? 'today()' : `adddays(today(), ${days})`);

/** Both ends of a period, as two arguments. */
export function endsOf(period: Period): string {
  if ('last' in period) return `${dayText(-period.last)}, today()`;
  if ('next' in period) return `today(), ${dayText(period.next)}`;
  const { unit, shift } = period;
  if (unit === 'week') {
    const day = (plus: number) => (plus === 0 ? 'startofweek(today())' : `adddays(startofweek(today()), ${plus})`);
    return `${day(shift * 7)}, ${day(shift * 7 + 6)}`;
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit] * shift;
  const from = months === 0 ? 'today()' : `addmonths(today(), ${months})`;
  return `startof${unit}(${from}), endof${unit}(${from})`;
}
