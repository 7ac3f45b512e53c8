/** A Model short enough to be read: expressions as their text, without what every object has. */
import type { Formula, Model } from '../src/index.ts';

const isFormula = (value: unknown): value is Formula => typeof value === 'object' && value !== null && 'source' in value && 'expr' in value;

export function summaryOf(model: Model): unknown {
  const short = (value: unknown): unknown => {
    if (isFormula(value)) return `= ${value.source}`;
    if (Array.isArray(value)) return value.map(short);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).filter(([, inner]) => !(typeof inner === 'object' && inner !== null && 'system' in inner)).map(([key, inner]) => [key, short(inner)]));
  };
  return short({ ...model, hash: model.hash.length, locales: Object.keys(model.locales) });
}
