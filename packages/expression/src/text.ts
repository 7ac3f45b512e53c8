/** Text as PostgreSQL sees it: by code point, with a fixed mapping of case that is the same in every database. */

/** Text as a list of its code points. */
export const points = (text: string): readonly string[] => Array.from(text);
export const lengthOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

/** Order by code point, the order of COLLATE "C" in UTF-8. UTF-16 order differs above U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) {
      const [p, q] = [x >= 0xd800 && x <= 0xdfff, y >= 0xd800 && y <= 0xdfff];
      return p !== q ? (p ? 1 : -1) : x - y;
    }
  }
  return a.length - b.length;
}

/**
 * Letters of Latin, Greek and Cyrillic with one counterpart each. The collation of the database decides what upper()
 * of PostgreSQL does, so that the SQL uses translate() with these lists.
 */
function casePairs(): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  const ranges: readonly (readonly [number, number])[] = [[0x61, 0x7a], [0xe0, 0xfe], [0x100, 0x17f], [0x3ac, 0x3ce], [0x430, 0x45f]];
  for (const [first, last] of ranges) {
    for (let point = first; point <= last; point += 1) {
      const low = String.fromCharCode(point);
      const up = low.toUpperCase();
      if (up !== low && up.length === 1 && up.toLowerCase() === low) pairs.push([low, up]);
    }
  }
  return pairs;
}

const pairs = casePairs();
export const lowerLetters = pairs.map(([low]) => low).join('');
export const upperLetters = pairs.map(([, up]) => up).join('');
const toUpper = new Map(pairs);
const toLower = new Map(pairs.map(([low, up]) => [up, low]));

export const upper = (text: string): string => points(text).map((point) => toUpper.get(point) ?? point).join('');
export const lower = (text: string): string => points(text).map((point) => toLower.get(point) ?? point).join('');

/** The characters that trim removes: space, tab, line ends, no-break and ideographic space. */
export const trimmed = ' \\t\\n\\r\\u00a0\\u3000';
export const trimStart = (text: string): string => text.replace(/^[ \t\n\r\u00a0\u3000]+/, '');
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\n\r\u00a0\u3000'.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
