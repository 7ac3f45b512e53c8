/** Tables as spreadsheets put them on the clipboard: tabs between cells, lines between rows, quotes around what has either in it. */

export function readTable(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let at = 0;
  const end = () => {
    rows.at(-1)!.push(cell);
    cell = '';
  };
  while (at < text.length) {
    const letter = text[at]!;
    if (letter === '"' && cell === '' && closes(text, at)) {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = at;
      cell = quoted.exec(text)![1]!.replaceAll('""', '"');
      at = quoted.lastIndex;
      continue;
    }
    if (letter === '\t') end();
    else if (letter === '\n') {
      end();
      rows.push([]);
    } else if (letter !== '\r') cell += letter;
    at += 1;
  }
  end();
  // The line end after the last row begins no further one.
  if (rows.length > 1 && rows.at(-1)!.length === 1 && rows.at(-1)![0] === '') rows.pop();
  return rows;
}

/** Whether a quote begins a quoted cell: one that is closed right before the cell ends. */
const closes = (text: string, at: number): boolean => {
  const cell = /"(?:[^"]|"")*"(?=[\t\r\n]|$)/y;
  cell.lastIndex = at;
  return cell.test(text);
};

export const writeTable = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((cell) => (/[\t\n\r"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\r\n');
