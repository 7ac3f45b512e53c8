/**
 * Files as values of records: whether the caller may use them, and which record uses which.
 *
 * In:   rows as they are given, without what is as it was.
 * Out:  refusals at their fields; rows of `_file_use`, written with the record in its transaction.
 */
import { failure, limits, type FieldProblem } from '@tenon/diagnostics';
import type { FieldModel, ObjectModel } from '@tenon/model';
import type { Transaction } from '../database.ts';
import { readableFiles, type FileRef } from '../together/files.ts';
import type { Access } from './access.ts';
import { isPlain } from './values.ts';

interface Written { readonly tx: Transaction; readonly access: Access; readonly now: string }
interface Given { readonly object: ObjectModel; readonly path: string; readonly values: Readonly<Record<string, unknown>> }

export const isFile = (field: FieldModel | undefined): boolean => field?.type === 'file' || field?.type === 'image';

/** The value as it is kept: of a file its id, also where a record shows more of it. */
export const keptValue = (field: FieldModel | undefined, value: unknown): unknown => (isFile(field) && isPlain(value) ? value['id'] : value);

const fileFields = new WeakMap<ObjectModel, readonly FieldModel[]>();

export function fileFieldsOf(object: ObjectModel): readonly FieldModel[] {
  let found = fileFields.get(object);
  if (!found) fileFields.set(object, (found = Object.values(object.fields).filter(isFile)));
  return found;
}

interface Asked { readonly field: FieldModel; readonly id: string; readonly path: string }

/** Refuses files that the caller may not have, and those that the field does not take. They stay as long as the transaction lasts. */
export async function checkFiles(given: readonly Given[], { tx, access, now }: Written): Promise<void> {
  const asked = given.flatMap(({ object, path, values }) => fileFieldsOf(object).flatMap((field): Asked[] => {
    const id = values[field.name];
    return typeof id === 'string' ? [{ field, id, path: `${path}${field.name}` }] : [];
  }));
  if (asked.length === 0) return;
  const ids = [...new Set(asked.map(({ id }) => id))];
  await tx.query({ text: 'select 1 from "_file" where id = any($1::uuid[]) order by id for key share', values: [ids], prepared: true });
  const found = await readableFiles(tx, access, now, ids);
  const problems = asked.flatMap(({ field, id, path }): FieldProblem[] => {
    const problem = problemOf(field, found.get(id));
    return problem ? [{ field: path, ...problem }] : [];
  });
  if (problems.length > 0) throw failure('VAL101', {}, problems.slice(0, 500));
}

function problemOf(field: FieldModel, file: FileRef | undefined): Omit<FieldProblem, 'field'> | undefined {
  if (!file) return { code: 'VAL129', params: {} };
  const max = Math.min(field.maxBytes ?? limits.fileBytesMax, limits.fileBytesMax);
  if (file.size > max) return { code: 'VAL131', params: { max } };
  const accepted = acceptedBy(field);
  const isPicture = field.type !== 'image' || pictures.includes(file.type);
  return isPicture && (accepted.length === 0 || accepts(accepted, file)) ? undefined : { code: 'VAL130', params: { type: file.type, accepted: accepted.join(', ') } };
}

/** Drawings that are programs are no images. */
const pictures: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/tiff', 'image/avif', 'image/heic', 'image/heif'];

const acceptedBy = ({ type, accept }: FieldModel): readonly string[] => accept ?? (type === 'image' ? pictures : []);

/** `image/*`, `application/pdf`, or an ending such as `.csv`. */
function accepts(accepted: readonly string[], { type, name }: FileRef): boolean {
  return accepted.some((one) => {
    if (one === '*/*' || one === type) return true;
    if (one.startsWith('.')) return name.toLowerCase().endsWith(one.toLowerCase());
    return one.endsWith('/*') && type.startsWith(one.slice(0, -1)) && type !== 'image/svg+xml';
  });
}

interface RowValues { readonly id: string; readonly values: Readonly<Record<string, unknown>> }

/** Notes the files that rows have from now on. One that is taken away stays for a while, so that the change can be undone. */
export async function noteFiles(object: ObjectModel, rows: readonly RowValues[], isNew: boolean, { tx }: Pick<Written, 'tx'>): Promise<void> {
  const fields = fileFieldsOf(object);
  if (fields.length === 0) return;
  const written = rows.flatMap(({ id, values }) => fields.filter(({ name }) => Object.hasOwn(values, name)).map(({ name }) => ({ record_id: id, field: name, file: values[name] ?? null })));
  if (!isNew && written.length > 0) {
    await tx.query({
      text: `with gone as (delete from "_file_use" u using json_to_recordset($2::json) as v(record_id uuid, field text) where u.object = $1 and u.record_id = v.record_id and u.field = v.field returning u.file)
        update "_file" set keep_until = greatest(keep_until, now() + $3 * interval '1 hour') where id in (select file from gone)`,
      values: [object.name, JSON.stringify(written), limits.fileLooseHoursMax], prepared: true,
    });
  }
  const used = written.filter(({ file }) => file !== null);
  if (used.length === 0) return;
  await tx.query({
    text: 'insert into "_file_use" (object, record_id, field, file) select $1, record_id, field, file from json_to_recordset($2::json) as v(record_id uuid, field text, file uuid)',
    values: [object.name, JSON.stringify(used)], prepared: true,
  });
}
