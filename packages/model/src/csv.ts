/** Comma-separated values as RFC 4180 writes them: the first line names the columns. */
import { diagnostic, type Diagnostic, type Result } from '@tenon/diagnostics';
import type { CsvRows, SourceFile } from './document.ts';

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

export function parseCsv(source: SourceFile): Result<CsvRows> {
  const lines = linesOf(source.text.replace(/^\uFEFF/, ''));
  const [first, ...rest] = lines.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
  const diagnostics: Diagnostic[] = rest.filter(({ cells }) => cells.length !== first!.cells.length).map(({ line, cells }) =>
    diagnostic('MET105', { found: cells.length, expected: first!.cells.length }, { place: { file: source.path, line, column: 1 } }));
  if (!first) return { value: { file: source.path, header: [], rows: [] }, diagnostics: [diagnostic('MET105', { found: 0, expected: 1 }, { place: { file: source.path, line: 1, column: 1 } })] };
  return { value: { file: source.path, header: first.cells.map((cell) => cell.trim()), rows: rest }, diagnostics };
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|$)/gy;
  let cells: string[] = [];
  let [line, start] = [1, 1];
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text);
    if (!match) {
      lines.push({ line: start, cells: [] });
      break;
    }
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    line += match[0].split('\n').length - 1;
    if (match[3] !== ',') {
      lines.push({ line: start, cells });
      [cells, start] = [[], line];
    }
  }
  return lines;
}
