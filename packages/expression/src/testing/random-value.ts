/** Random values of fields, with a bias to those where two back ends could differ. */
import { dateOfDays } from '../calendar.ts';
import type { Json, Type } from '../types.ts';
import type { Prng } from './prng.ts';
import { sampleObjects, type SampleFields } from './sample.ts';

const texts = [
  '', ' ', ' a ', 'a', 'A', 'ab', 'abc', 'b', 'Äß', 'é', 'ǆ', 'İı', 'ΑΣς', 'Жж', '😀', 'x😀y', '😀😀', '\uff5e', '\u{10000}', '中文', 'e\u0301',
  "it's", 'back\\slash', 'quo"te', '%_', '{0}', '{1...}', '$1', '?', 'a\nb', '\t', '\u3000x\u00a0', 'a/b/c', ',', '-', '0', '12.50', '-3', '+7', '1e5', '٣',
  '2024-02-29', '2023-02-29', '0000-01-01', 'normal', 'rush', 'true', 'null', 'x'.repeat(200),
];
const numbers = [
  '0', '1', '-1', '2', '3', '7', '10', '-10', '0.5', '-0.5', '1.5', '2.5', '-2.5', '1.005', '0.0000000001', '-0.0000000001', '0.1', '0.3333333333',
  '99999999999999999999.9999999999', '-99999999999999999999.9999999999', '12345678901234567890', '100', '1000000', '9999', '12', '365', '2024', '29', '31',
];
const dates = ['0001-01-01', '0099-12-31', '1900-02-28', '1969-12-31', '1970-01-01', '1999-12-31', '2000-02-29', '2021-01-03', '2023-02-28', '2024-01-31', '2024-02-29', '2024-03-31', '2024-12-30', '9999-12-31', '9999-01-01'];
const moments = [
  '1969-12-31T23:59:59.999Z', '1970-01-01T00:00:00.000Z', '2000-02-29T12:00:00.500Z', '2023-12-31T16:00:00.000Z', '2023-12-31T15:59:59.999Z', '2024-03-10T06:59:59.999Z',
  '2024-03-10T07:00:00.000Z', '2024-11-03T05:30:00.000Z', '2024-11-03T06:30:00.000Z', '2024-02-29T18:15:00.001Z', '2024-04-06T15:00:00.000Z', '2024-10-05T15:30:00.000Z', '2024-12-31T23:59:59.999Z',
];
export const sampleZones = ['UTC', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati'] as const;

export const randomText = (random: Prng): string => random.pick(texts);

export function randomNumber(random: Prng): string {
  if (random.below(3) > 0) return random.pick(numbers);
  const whole = String(random.below(10 ** random.below(10)));
  return `${random.oneIn(3) && whole !== '0' ? '-' : ''}${whole}${random.oneIn(2) ? `.${1 + random.below(9999)}`.replace(/0+$/, '') : ''}`;
}

export const randomDate = (random: Prng): string => (random.oneIn(2) ? random.pick(dates) : dateOfDays(random.below(40_000) - 5_000)!);

export function randomMoment(random: Prng): string {
  if (random.oneIn(2)) return random.pick(moments);
  const seconds = random.below(4_000_000_000) - 500_000_000;
  return new Date(seconds * 1000 + random.below(1000)).toISOString();
}

/** A value of a field; one in five is null. */
function randomField(type: Type, random: Prng): Json {
  if (random.oneIn(5)) return null;
  switch (type.kind) {
    case 'text': return random.pick(type.options ?? texts);
    case 'number': return type.integer ? String(random.below(2000) - 1000) : randomNumber(random);
    case 'boolean': return random.oneIn(2);
    case 'date': return randomDate(random);
    case 'datetime': return randomMoment(random);
    case 'set': return [...new Set(Array.from({ length: random.below(4) }, () => random.pick(['a', 'b', 'normal', '😀', ''])))];
    default: return null;
  }
}

function randomFields(fields: SampleFields, random: Prng): Record<string, Json> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, randomField(type, random)]));
}

/** A record of the sample object with its partner and its lines. */
export function randomRow(random: Prng): Record<string, Json> {
  const partner = random.oneIn(4) ? null : { id: `p${random.below(3)}`, ...randomFields(sampleObjects.partner, random) };
  const lines = Array.from({ length: random.below(4) }, (_, i) => ({ id: `l${i}`, ...randomFields(sampleObjects.line, random) }));
  return { id: 'r1', ...randomFields(sampleObjects.sample, random), partner, lines };
}
