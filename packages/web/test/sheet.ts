/** Spreadsheets as people make and read them: the first sheet of a workbook, a heading and rows. */
import exceljs from 'exceljs';

export type SheetCell = string | number | Date | null;

export async function sheetOf(rows: readonly (readonly SheetCell[])[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Sheet1');
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Cells as they stand: numbers as numbers, days as dates, nothing as null. Every row is as long as the heading. */
export async function readSheet(path: string): Promise<readonly (readonly SheetCell[])[]> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets[0]!;
  const width = sheet.getRow(1).cellCount;
  return Array.from({ length: sheet.rowCount }, (_, at) => Array.from({ length: width }, (__, column) => cellOf(sheet.getRow(at + 1).getCell(column + 1).value)));
}

function cellOf(value: exceljs.CellValue): SheetCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || value instanceof Date) return value;
  throw new Error(`A cell that is no plain value: ${JSON.stringify(value)}`);
}
