/** Autonumbers that a data file gives: the counters of `operation/numbering.ts` move past them, so that none is given again. */
import type { Transaction } from '../database.ts';

const token = /\{(?:(seq)(?::\d{1,2})?|(yyyyMMdd|yyyyMM|yyyy|yy|MM|dd))\}/g;

interface Numbered {
  readonly object: string;
  readonly field: string;
  readonly pattern: string;
}

/** Moves the counters past numbers that were given from outside. A number that is not of the pattern moves none. */
export async function passNumbers(tx: Transaction, field: Numbered, given: readonly string[]): Promise<void> {
  const highest = new Map<string, bigint>();
  const shape = shapeOf(field.pattern);
  for (const number of given) {
    const groups = Object.entries(shape.exec(number)?.groups ?? {});
    const value = BigInt(groups.find(([name]) => name === 'seq')?.[1]?.slice(0, 15) ?? 0);
    const period = groups.filter(([name]) => name !== 'seq').map(([, text]) => text).join('');
    if (value > (highest.get(period) ?? 0n)) highest.set(period, value);
  }
  if (highest.size === 0) return;
  await tx.query(
    `INSERT INTO _sequence (name, period, value) SELECT $1, * FROM unnest($2::text[], $3::bigint[])
     ON CONFLICT (name, period) DO UPDATE SET value = greatest(_sequence.value, excluded.value)`,
    [`${field.object}.${field.field}`, [...highest.keys()], [...highest.values()].map(String)]);
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The pattern as a regular expression; its date parts are groups in the order in which they stand. */
function shapeOf(pattern: string): RegExp {
  let at = 0;
  let source = '';
  let dates = 0;
  for (const match of pattern.matchAll(token)) {
    source += escape(pattern.slice(at, match.index)) + (match[1] ? '(?<seq>\\d+)' : `(?<date${++dates}>\\d{${match[2]!.length}})`);
    at = match.index + match[0].length;
  }
  return new RegExp(`^${source}${escape(pattern.slice(at))}$`);
}
