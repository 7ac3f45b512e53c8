/**
 * Where each line of a list is: rows one after another, or groups with their rows below those that are open.
 *
 * Nothing is loaded here. A list of a million rows is a few numbers.
 */
export interface Section {
  readonly key: string;
  /** The filter of its rows; undefined: that of the list. */
  readonly filter?: string | undefined;
  readonly count: number;
  /** A line of its own before its rows. */
  readonly headed: boolean;
  readonly open: boolean;
}

export type Place =
  | { readonly kind: 'head'; readonly section: number }
  | { readonly kind: 'row'; readonly section: number; readonly row: number };

export interface Places {
  readonly count: number;
  readonly at: (line: number) => Place | undefined;
  /** The line of a row. */
  readonly lineOf: (section: number, row: number) => number;
  /** The rows from one line to another, by section. */
  readonly span: (from: number, to: number) => readonly { readonly section: number; readonly from: number; readonly to: number }[];
}

export function placesOf(sections: readonly Section[]): Places {
  const starts: number[] = [];
  let count = 0;
  for (const section of sections) {
    starts.push(count);
    count += (section.headed ? 1 : 0) + (section.open ? section.count : 0);
  }
  const sectionAt = (line: number): number => {
    let [low, high] = [0, sections.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle]! <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const headOf = (section: number) => (sections[section]!.headed ? 1 : 0);
  const at = (line: number): Place | undefined => {
    if (line < 0 || line >= count) return undefined;
    const section = sectionAt(line);
    const row = line - starts[section]! - headOf(section);
    return row < 0 ? { kind: 'head', section } : { kind: 'row', section, row };
  };
  const lineOf = (section: number, row: number): number => starts[section]! + headOf(section) + row;
  const span: Places['span'] = (from, to) => {
    if (count === 0) return [];
    const [first, last] = [sectionAt(Math.max(0, from)), sectionAt(Math.min(to, count - 1))];
    return sections.slice(first, last + 1).flatMap((section, index) => {
      const number = first + index;
      const begin = Math.max(0, from - lineOf(number, 0));
      const end = Math.min((section.open ? section.count : 0) - 1, to - lineOf(number, 0));
      return end < begin ? [] : [{ section: number, from: begin, to: end }];
    });
  };
  return { count, at, lineOf, span };
}
