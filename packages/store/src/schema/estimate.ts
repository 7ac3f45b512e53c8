/**
 * How long a step takes, from the number of rows that it works through.
 *
 * Measured on two cores with PostgreSQL 18 and 1,000,000 rows of twelve columns, on a machine with other work: the median of
 * three. An index lies between 0.8 s (text) and 2.6 s (a date with the id); the trigrams are those of 50 characters that do not
 * come again. The order of magnitude is what counts: a person decides by it whether to wait for the evening.
 */
import type { StepKind } from './steps.ts';

/** Milliseconds per 1,000,000 rows. */
const msPerMillion: Readonly<Partial<Record<StepKind, number>>> = {
  addIndex: 1_500, addCheck: 160, prove: 160, addForeignKey: 170, setNotNull: 90, alterColumnType: 6_300, clearOrphans: 14_000, recompute: 150_000,
};

/** The trigram index behind search takes its time for every three letters. */
const trigramMsPerMillion = 55_000;

/** Milliseconds for the rows; zero for what is done in the catalogue alone. */
export function estimateMs(kind: StepKind, rows: number, more: { readonly trigrams?: boolean } = {}): number {
  const rate = more.trigrams ? trigramMsPerMillion : (msPerMillion[kind] ?? 0);
  return Math.round((rate * rows) / 1_000_000);
}

/** From here on a change is called slow. */
export const isSlow = (ms: number): boolean => ms >= slowMsMin;

const slowMsMin = 100;
