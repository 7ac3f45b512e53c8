/** Quick filters as an expression of the filter language. Values are literals, never names. */
import type { Model } from '@tenon/model';
import { literal } from '../fields/filter-text.ts';
import { fieldAt } from '../fields/paths.ts';
import type { FilterValue } from './list-search.ts';

/** `undefined` when nothing is filtered. */
export function filterExpression(model: Model, object: string, filters: Readonly<Record<string, FilterValue>>): string | undefined {
  const parts = Object.entries(filters).flatMap(([path, value]) => {
    const field = fieldAt(model, object, path.split('.'));
    const part = field ? conditionOf(path, field.type, value) : undefined;
    return part ? [part] : [];
  });
  return parts.length > 0 ? parts.join(' and ') : undefined;
}

function conditionOf(path: string, type: string, value: FilterValue): string | undefined {
  if (typeof value === 'boolean') return `${path} == ${value}`;
  if (Array.isArray(value)) {
    const list = (value as readonly string[]).map((one) => literal(String(one)));
    if (list.length === 0) return undefined;
    return type === 'multi_select' ? `(${list.map((one) => `${one} in ${path}`).join(' or ')})` : `${path} in (${list.join(', ')})`;
  }
  if (typeof value === 'object') return rangeOf(path, type, value as { readonly from?: string; readonly to?: string });
  if (value === '') return undefined;
  if (type === 'text' || type === 'email' || type === 'phone' || type === 'autonumber') return `contains(${path}, ${literal(value)})`;
  return `${path} == ${literal(value)}`;
}

/** A day is whole: a moment on its last day is within the range. */
function rangeOf(path: string, type: string, { from, to }: { readonly from?: string; readonly to?: string }): string | undefined {
  const moment = type === 'datetime';
  const parts: string[] = [];
  if (from) parts.push(`${path} >= ${literal(moment ? new Date(`${from}T00:00:00`).toISOString() : from)}`);
  if (to) parts.push(`${path} <= ${literal(moment ? new Date(`${to}T23:59:59.999`).toISOString() : to)}`);
  return parts.length > 0 ? parts.join(' and ') : undefined;
}
