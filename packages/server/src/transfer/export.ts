/**
 * Writes the records of a view to a table: the columns and the filter of the one who asked, read page by page as that person.
 *
 * Nothing is kept of one that breaks off: it begins anew.
 */
import { failure, limits, type Locale } from '@tenon/diagnostics';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';
import { runOperation } from '@tenon/store';
import { between, textCell, writeCell, type Writing } from './cells-out.ts';
import type { OutCell } from './sheet/write-table.ts';
import { writeTableTo } from './sheet/write-table.ts';
import { keepTable, withSpool } from './spool.ts';
import { objectFor, type Part } from './targets.ts';
import { modelIn } from './words.ts';
import type { Moment, Work } from './work.ts';

export interface ExportRequest {
  readonly format: 'csv' | 'xlsx';
  readonly filter?: string;
  readonly sort?: string;
  readonly search?: string;
  readonly columns: readonly { readonly path: string; readonly label: string }[];
}

type Data = Readonly<Record<string, unknown>>;

export interface ExportColumn {
  readonly label: string;
  /** What is asked for, as a path of `select`. */
  readonly select: string;
  read(record: Data): OutCell;
}

const partsOf = new Set<string>(['from', 'to', 'region', 'detail', 'postcode']);
const titleDepthMax = 3;

/** A column by its path: along references to a field, of which a reference shows its title. */
export function exportColumn(model: Model, object: ObjectModel, { path, label }: ExportRequest['columns'][number], writing: Writing): ExportColumn {
  const steps = path.split('.');
  const part = steps.length > 1 && partsOf.has(steps.at(-1)!) && ['date_range', 'address'].includes(fieldAt(model, object, steps.slice(0, -1))?.type ?? '') ? (steps.pop() as Part) : undefined;
  let field = fieldAt(model, object, steps);
  // What is not there is refused by the operation, in its own words.
  if (!field) return { label, select: steps.join('.'), read: () => ({ kind: 'empty' }) };
  if (field.type === 'children') throw failure('OPR105', { name: path, parameter: 'columns' });
  for (let depth = 0; depth < titleDepthMax && (field.type === 'reference' || field.type === 'references') && model.objects[field.to!]; depth += 1) {
    const title: FieldModel | undefined = model.objects[field.to!]!.fields[model.objects[field.to!]!.title];
    if (!title) break;
    steps.push(title.name);
    field = title;
  }
  const last = field;
  return {
    label, select: steps.join('.'),
    read: (record) => {
      const found = valuesAt(record, steps);
      if (!Array.isArray(found)) return writeCell(found, last, part, writing);
      const texts = found.map((one) => writeCell(one, last, part, writing)).flatMap((cell) => ('text' in cell ? [cell.text] : 'iso' in cell ? [cell.iso] : []));
      return textCell(texts.join(between));
    },
  };
}

function fieldAt(model: Model, object: ObjectModel, steps: readonly string[]): FieldModel | undefined {
  let at: ObjectModel | undefined = object;
  let field: FieldModel | undefined;
  for (const name of steps) {
    field = at && Object.hasOwn(at.fields, name) ? at.fields[name] : undefined;
    if (!field) return undefined;
    at = field.to === undefined ? undefined : model.objects[field.to];
  }
  return field;
}

/** Along a set of references there are several. A value that is itself a list stays one. */
function valuesAt(record: unknown, steps: readonly string[]): unknown {
  let [value, several] = [record, false];
  for (const [i, name] of steps.entries()) {
    const step = (one: unknown): unknown => (typeof one === 'object' && one !== null ? (one as Data)[name] : one);
    if (Array.isArray(value) && i > 0) {
      value = value.map(step);
      several = true;
    } else value = step(value);
  }
  return several || !Array.isArray(value) ? value : value.every((one) => typeof one === 'string') ? [value] : value;
}

/** What may be exported, checked before there is a job: the grant, the columns, the filter. */
export async function checkExport(store: Work['store'], { scope, principal }: Pick<Moment, 'scope' | 'principal'>, object: string, request: ExportRequest, locale: Locale): Promise<void> {
  const found = objectFor(scope, principal, object, locale);
  if (!found.grant.export) throw failure('ACC102', { action: 'export', object });
  const columns = request.columns.map((column) => exportColumn(modelIn(scope.model, locale), found.object, column, { locale, timeZone: scope.model.package.timeZone }));
  await runOperation(store, scope, { kind: 'list', object, ...query(request), select: columns.map(({ select }) => select).join(','), limit: 1 }, principal);
}

const query = ({ filter, sort, search }: ExportRequest) => ({ ...(filter ? { filter } : {}), ...(sort ? { sort } : {}), ...(search ? { search } : {}) });

const toldEach = 2_000;

export async function runExport(work: Work): Promise<void> {
  const { store, job } = work;
  const request = job.request as ExportRequest;
  const first = await work.moment();
  await checkExport(store, first, job.object, request, job.locale);
  const total = await countOf(work, first, request);
  if (total > limits.exportRowsMax) throw failure('TRN116', { max: limits.exportRowsMax });
  await withSpool(async (path) => {
    const model = modelIn(first.scope.model, job.locale);
    const object = model.objects[job.object]!;
    const columns = request.columns.map((column) => exportColumn(model, object, column, { locale: job.locale, timeZone: first.timeZone }));
    const writer = writeTableTo(path, request.format, { sheet: object.plural, headings: columns.map(({ label }) => ({ label })) });
    const done = await writePages(work, request, columns, total, (cells) => writer.write(cells)).finally(() => writer.end());
    const now = await work.moment();
    const name = `${object.plural.replace(/[\\/:*?"<>|]/g, ' ').trim()}-${dayIn(now.timeZone)}.${request.format}`;
    const file = await keepTable(store, now.scope, now.principal, path, { name, format: request.format });
    await work.tell(now.scope, { done, total: done });
    await work.end(now.scope, { state: 'done', file });
  });
}

async function countOf({ store, job }: Work, { scope, principal }: Moment, request: ExportRequest): Promise<number> {
  const { filter, search } = query(request);
  const { body } = await runOperation(store, scope, { kind: 'list', object: job.object, select: 'id', limit: 1, count: true, ...(filter ? { filter } : {}), ...(search ? { search } : {}) }, principal);
  return (JSON.parse(body) as { count: number }).count;
}

/** Every page is read with the roles and the Model of its moment. */
async function writePages(work: Work, request: ExportRequest, columns: readonly ExportColumn[], total: number, write: (cells: readonly OutCell[]) => Promise<void>): Promise<number> {
  let [done, told, cursor] = [0, 0, undefined as string | undefined];
  const select = columns.map((column) => column.select).join(',');
  for (;;) {
    work.goOn();
    const { scope, principal } = await work.moment();
    if (done >= told) {
      await work.tell(scope, { done, total });
      told = done + toldEach;
    }
    if (!objectFor(scope, principal, work.job.object, work.job.locale).grant.export) throw failure('ACC102', { action: 'export', object: work.job.object });
    const { body } = await runOperation(work.store, scope, { kind: 'list', object: work.job.object, ...query(request), select, limit: limits.pageRowsMax, ...(cursor ? { cursor } : {}) }, principal);
    const page = JSON.parse(body) as { data: readonly Data[]; next: string | null };
    for (const record of page.data) await write(columns.map((column) => column.read(record)));
    done += page.data.length;
    if (done > limits.exportRowsMax) throw failure('TRN116', { max: limits.exportRowsMax });
    if (page.next === null) return done;
    cursor = page.next;
  }
}

const dayIn = (timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date());
