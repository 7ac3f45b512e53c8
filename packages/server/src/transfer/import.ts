/**
 * Brings the rows of a table in, chunk by chunk, each row as any other write.
 *
 * A chunk commits with its progress. Where the node is killed, the next one goes on behind the last chunk; a dry run, which keeps
 * nothing, begins anew.
 */
import { failure, limits } from '@tenon/diagnostics';
import { refusedRows, runChunk, writeTable, type RefusedRow, type RowOutcome } from '@tenon/store';
import { textOf } from './cells-in.ts';
import { textCell } from './cells-out.ts';
import { mappingOf, type ImportRequest, type Mapping } from './mapping.ts';
import { refusalsOf } from './refusals.ts';
import { Pace } from './pace.ts';
import { Repeats } from './repeats.ts';
import type { SheetRow, Table } from './sheet/table.ts';
import { writeTableTo } from './sheet/write-table.ts';
import { keepTable, withSpool, withTable, type Uploaded } from './spool.ts';
import { modelIn } from './words.ts';
import type { Moment, Work } from './work.ts';

export interface ImportResult {
  readonly dryRun: boolean;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly errors: readonly { readonly row: number; readonly column: string | null; readonly field: string | null; readonly message: string; readonly value: string | null }[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

interface Place { readonly row: number }
interface Run { readonly work: Work; readonly request: ImportRequest; readonly headings: readonly string[]; readonly repeats: Repeats | undefined; readonly name: string; readonly total: number }

/** The headings are in the first row that holds anything. */
export async function* tableRows(table: Table, sheet: string): AsyncGenerator<SheetRow> {
  let count = 0;
  for await (const row of table.rows(sheet)) {
    if (count === 0 && row.cells.every((cell) => textOf(cell).trim() === '')) throw failure('TRN107');
    if (count > limits.importRowsMax) throw failure('TRN106', { max: limits.importRowsMax });
    count += 1;
    yield row;
  }
  if (count === 0) throw failure('TRN107');
}

export const headingsOf = ({ cells }: SheetRow): readonly string[] => Array.from(cells, (cell) => textOf(cell ?? null).trim());

export async function runImport(work: Work): Promise<void> {
  const request = work.job.request as ImportRequest;
  const { scope, principal } = await work.moment();
  await withTable(work.store, scope, principal, request.file, async (uploaded) => {
    const run = await begin(work, request, uploaded);
    const result = await writeRows(run, uploaded.table, sheetOf(uploaded.table, request));
    await finish(run, uploaded, result);
  });
}

const sheetOf = (table: Table, { sheet }: { readonly sheet?: string }): string => sheet ?? table.sheets[0]!;

/** Counts the rows before any is written: what is too much is refused whole. */
async function begin(work: Work, request: ImportRequest, { table, file }: Uploaded): Promise<Run> {
  let [count, headings] = [-1, [] as readonly string[]];
  for await (const row of tableRows(table, sheetOf(table, request))) {
    count += 1;
    if (count === 0) headings = headingsOf(row);
    if (count % 1_000 === 0) work.goOn();
  }
  if (headings.length !== request.mapping.length) throw failure('TRN110', { columns: headings.length, given: request.mapping.length });
  return { work, request, headings, repeats: request.dryRun ? new Repeats(request) : undefined, name: file.name, total: count };
}

async function writeRows(run: Run, table: Table, sheet: string): Promise<ImportResult> {
  const { job } = run.work;
  const fresh = run.request.dryRun || job.place === null;
  const after = fresh ? 0 : (job.place as Place).row;
  let result: ImportResult = fresh ? { dryRun: run.request.dryRun, created: 0, updated: 0, unchanged: 0, refused: 0, errors: [], rows: [] } : (job.result as ImportResult);
  let chunk: SheetRow[] = [];
  let first = true;
  let done = fresh ? 0 : job.done;
  const pace = new Pace();
  const write = async (): Promise<void> => {
    done += chunk.length;
    result = await pace.measured(chunk.length, () => writeChunk(run, chunk, result, done));
    chunk = [];
  };
  for await (const row of tableRows(table, sheet)) {
    if (first || row.row <= after) {
      first = false;
      continue;
    }
    chunk.push(row);
    if (chunk.length >= pace.rows) await write();
  }
  await write();
  return result;
}

/** Once more under the Model that has taken the place of the one it began with. */
async function writeChunk(run: Run, rows: readonly SheetRow[], before: ImportResult, done: number): Promise<ImportResult> {
  run.work.goOn();
  const moment = await run.work.moment();
  try {
    return await writeChunkAt(run, moment, rows, before, done);
  } catch (error) {
    if (!(await run.work.store.models.successor(moment.scope))) throw error;
    return writeChunkAt(run, await run.work.moment(), rows, before, done);
  }
}

async function writeChunkAt(run: Run, moment: Moment, rows: readonly SheetRow[], before: ImportResult, done: number): Promise<ImportResult> {
  const { work: { store, job }, request, total } = run;
  const { scope, principal } = moment;
  const mapping = mappingOf(moment, job.object, request, job.locale);
  const ready = rows.map((row) => mapping.read(row));
  const write = { object: job.object, mode: request.mode, key: mapping.key, reason: reasonOf(run) };
  const { value } = await runChunk(store, scope, job, request.dryRun, async (tx) => {
    const written = ready.length === 0 ? [] : await writeTable(tx, scope, principal, ready, write);
    const outcomes = run.repeats ? run.repeats.judge(ready, written, mapping) : written;
    const { result, refused } = tally(run, { moment, mapping, rows, outcomes }, before);
    return { value: { result, ready, outcomes }, progress: { done, total, result, refused, place: { row: rows.at(-1)?.row ?? (job.place as Place | null)?.row ?? 0 } } };
  });
  run.repeats?.remember(value.ready, value.outcomes, mapping);
  return value.result;
}

const reasonOf = ({ work: { job }, name }: Run): string => (job.locale === 'zh-CN' ? `导入 ${name}` : `Import of ${name}`);

interface Written { readonly moment: Moment; readonly mapping: Mapping; readonly rows: readonly SheetRow[]; readonly outcomes: readonly RowOutcome[] }

const rowsShown = 50;
const cellLengthShown = 100;

function tally({ work: { job }, headings }: Run, { moment, mapping, rows, outcomes }: Written, before: ImportResult): { readonly result: ImportResult; readonly refused: readonly RefusedRow[] } {
  const count = { created: before.created, updated: before.updated, unchanged: before.unchanged, refused: before.refused };
  const errors = [...before.errors];
  const shown = [...before.rows];
  const refused: RefusedRow[] = [];
  const model = modelIn(moment.scope.model, job.locale);
  const texts = moment.scope.model.locales[job.locale] ?? {};
  for (const [i, outcome] of outcomes.entries()) {
    if (outcome.kind !== 'refused') {
      if (outcome.kind !== 'deleted') count[outcome.kind] += 1;
      continue;
    }
    const row = rows[i]!;
    const said = refusalsOf(outcome.failure, job.object, model, texts, job.locale).map(({ field, message }) => {
      const at = mapping.columnOf(field);
      const column = at === undefined ? null : headings[at]!;
      return { row: row.row, column, field, message, value: at === undefined ? null : textOf(row.cells[at] ?? null).slice(0, 200) };
    });
    count.refused += 1;
    if (errors.length < limits.jobErrorsMax && shown.length < rowsShown) shown.push({ row: row.row, cells: headings.map((_, at) => textOf(row.cells[at] ?? null).slice(0, cellLengthShown)) });
    errors.push(...said.slice(0, Math.max(0, limits.jobErrorsMax - errors.length)));
    const reason = said.map(({ column, message }) => (column === null ? message : `${column}: ${message}`)).join('\n');
    refused.push({ row: row.row, cells: headings.map((_, at) => textOf(row.cells[at] ?? null)), reason });
  }
  return { result: { dryRun: before.dryRun, ...count, errors, rows: shown }, refused };
}

/** Rows that were refused come back as they were, with the reason beside them. */
async function finish({ work, headings }: Run, { table, file }: Uploaded, result: ImportResult): Promise<void> {
  const { store, job } = work;
  const { scope, principal } = await work.moment();
  if (result.refused === 0) return void await work.end(scope, { state: 'done', result });
  await withSpool(async (path) => {
    const chinese = job.locale === 'zh-CN';
    const writer = writeTableTo(path, table.format, { sheet: chinese ? '未导入的行' : 'Refused rows', headings: [...headings, reasonHeading[job.locale]].map((label) => ({ label })) });
    for await (const row of refusedRows(store, scope, job.id)) await writer.write([...row.cells.map((cell) => textCell(String(cell))), textCell(row.reason)]);
    await writer.end();
    const name = `${file.name.replace(/\.[^.]*$/, '')}-${chinese ? '未导入' : 'refused'}.${table.format}`;
    await work.end(scope, { state: 'done', result, file: await keepTable(store, scope, principal, path, { name, format: table.format }) });
  });
}

/** Left out when the corrected file is imported again: no field is called like this. */
export const reasonHeading = { en: 'Reason for refusal', 'zh-CN': '未导入原因' } as const;

