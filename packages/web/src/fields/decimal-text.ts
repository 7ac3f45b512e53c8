/**
 * Numbers as people type and paste them, read as decimal text. No digit passes through a binary number.
 *
 * In:   '1,234.50', '１２３', '¥1 234,5', '(12)', '12%'.
 * Out:  '1234.50', '123', '1234.5', '-12', '12'; undefined for what is no number.
 */

const signs = /(?:\b[A-Z]{1,2})?\$|[¥€£₩₹]|^[A-Z]{3}(?=[\s\d-])|(?<=[\d\s])[A-Z]{3}$/gu;

export function readDecimal(text: string): string | undefined {
  // NFKC makes full-width digits, points and signs the plain ones.
  const plain = text.normalize('NFKC').replaceAll('\u2212', '-').replaceAll('。', '.').replaceAll('、', ',').trim();
  const bare = plain.replace(signs, '').replace(/[\s'’_]/gu, '').replace(/%$/, '');
  const bracketed = /^\((.*)\)$/.exec(bare);
  const body = bracketed ? `-${bracketed[1]!}` : bare;
  const parts = /^([+-]?)([\d.,]*)(-?)$/.exec(body);
  if (!parts || !/\d/.test(parts[2]!) || (parts[1] && parts[3])) return undefined;
  const [whole, fraction] = splitAtPoint(parts[2]!);
  if (whole === undefined) return undefined;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const negative = (parts[1] === '-' || parts[3] === '-') && /[1-9]/.test(digits + fraction);
  return `${negative ? '-' : ''}${digits}${fraction ? `.${fraction}` : ''}`;
}

/** A point ends the whole part, and so does the later of point and comma; a lone comma does unless three digits follow it. */
function splitAtPoint(body: string): readonly [string | undefined, string] {
  const dots = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  const last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
  if (dots > 0 && commas > 0) {
    // Of the two, the one that groups comes first and the one that ends comes once.
    return body.split(body[last]!).length === 2 ? [body.slice(0, last).replace(/[.,]/g, ''), body.slice(last + 1)] : [undefined, ''];
  }
  if (dots === 1) return [body.slice(0, last), body.slice(last + 1)];
  if (dots > 1) return /^\d{1,3}(\.\d{3})+$/.test(body) ? [body.replaceAll('.', ''), ''] : [undefined, ''];
  if (commas === 1 && !/^\d{1,3},\d{3}$/.test(body)) return [body.slice(0, last), body.slice(last + 1)];
  return [body.replaceAll(',', ''), ''];
}

const scaled = (value: string, places: number): bigint => {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.');
  const digits = BigInt(whole + fraction.padEnd(places, '0'));
  return value.startsWith('-') ? -digits : digits;
};
const placesOf = (value: string): number => value.split('.')[1]?.length ?? 0;
const isDecimal = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value);

/** The exact sum; what is no number counts for nothing. */
export function sumDecimals(values: readonly unknown[]): string {
  const texts = values.map((value) => String(value ?? '')).filter(isDecimal);
  const places = Math.max(0, ...texts.map(placesOf));
  const sum = texts.reduce((all, text) => all + scaled(text, places), 0n);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const text = places > 0 ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits;
  return sum < 0n ? `-${text}` : text;
}

/** Which of two numbers is greater, exactly: below, at or above zero. */
export function compareDecimals(a: string, b: string): number {
  const places = Math.max(placesOf(a), placesOf(b));
  const [x, y] = [scaled(a, places), scaled(b, places)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Digits after the point that say something. */
export const fractionDigits = (value: string): number => (value.split('.')[1] ?? '').replace(/0+$/, '').length;
