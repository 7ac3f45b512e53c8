/** Autonumbers: one counter per period, counted on under its row's lock, so that numbers are given once and in order. */
import type { ObjectModel } from '@tenon/model';
import type { Transaction } from '../database.ts';

const tokenPattern = /\{(yyyyMMdd|yyyyMM|yyyy|yy|MM|dd|seq(?::(\d{1,2}))?)\}/g;

interface Clocked {
  readonly tx: Transaction;
  readonly access: { readonly model: { readonly package: { readonly timeZone: string } } };
  readonly now: string;
}

/** For each of the new rows, the values of the object's autonumber fields. */
export async function nextNumbers(object: ObjectModel, count: number, { tx, access, now }: Clocked): Promise<readonly Readonly<Record<string, string>>[]> {
  const fields = Object.values(object.fields).filter((field) => field.type === 'autonumber' && field.numbering);
  const rows = Array.from({ length: count }, (): Record<string, string> => ({}));
  if (fields.length === 0) return rows;
  const day = dayParts(now, access.model.package.timeZone);
  for (const field of fields) {
    const pattern = field.numbering!;
    const period = [...pattern.matchAll(tokenPattern)].map((match) => match[1]!).filter((token) => !token.startsWith('seq')).map((token) => day[token]!).join('');
    const [made] = await tx.query<{ value: string }>({
      text: 'insert into "_sequence" (name, period, value) values ($1, $2, $3::bigint) on conflict (name, period) do update set value = "_sequence".value + $3::bigint returning value',
      values: [`${object.name}.${field.name}`, period, count], prepared: true,
    });
    const first = Number(made!.value) - count + 1;
    rows.forEach((row, i) => { row[field.name] = fillNumber(pattern, day, first + i); });
  }
  return rows;
}

/** `SO-{yyyyMMdd}-{seq:5}` filled in. */
export function fillNumber(pattern: string, day: Readonly<Record<string, string>>, value: number): string {
  return pattern.replace(tokenPattern, (_, token: string, width?: string) => (token.startsWith('seq') ? String(value).padStart(Number(width ?? 1), '0') : day[token]!));
}

/** The day of a moment in a time zone, by token. */
export function dayParts(now: string, timeZone: string): Readonly<Record<string, string>> {
  const [yyyy, MM, dd] = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(now)).split('-') as [string, string, string];
  return { yyyy, yy: yyyy.slice(2), MM, dd, yyyyMM: `${yyyy}${MM}`, yyyyMMdd: `${yyyy}${MM}${dd}` };
}
