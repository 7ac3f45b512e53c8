/** Rows of data: as they were written, or from a CSV file, whose texts become values of the columns' types. */
import type { Document } from '../document.ts';
import type { DataDocument } from '../generated/documents.ts';
import type { LinkedPackage } from '../link/index.ts';
import type { DataModel, FieldModel, ObjectModel } from '../model.ts';
import { compact } from '../words.ts';

type Objects = Readonly<Record<string, ObjectModel>>;
type Row = Readonly<Record<string, unknown>>;

/** In the order of the files' names, which is the order of loading. */
export function compileData(linked: LinkedPackage, objects: Objects): readonly DataModel[] {
  return Object.values(linked.layered.data).map((document: Document<DataDocument>) => {
    const { object, key, mode, set, rows } = document.value;
    const target = objects[object];
    return compact<DataModel>({ name: document.name, object, key, mode, set, rows: (rows as readonly Row[] | undefined) ?? (target ? rowsFrom(document, target, objects) : []) });
  });
}

function rowsFrom(document: Document, object: ObjectModel, objects: Objects): readonly Row[] {
  const { header = [], rows = [] } = document.csv ?? {};
  return rows.map(({ cells }) => {
    const row: Record<string, unknown> = {};
    for (const [index, column] of header.entries()) {
      const text = cells[index] ?? '';
      if (text !== '') put(row, column.split('.'), text, object, objects);
    }
    return row;
  });
}

function put(row: Record<string, unknown>, [name = '', ...rest]: readonly string[], text: string, object: ObjectModel | undefined, objects: Objects): void {
  // A column that is no field is reported where names are linked; a name such as __proto__ must never be written.
  const field = object && Object.hasOwn(object.fields, name) ? object.fields[name] : undefined;
  if (!field) return;
  if (rest.length === 0) {
    row[name] = valueOf(field, text);
    return;
  }
  const inner = (row[name] ??= {}) as Record<string, unknown>;
  put(inner, rest, text, objects[field.to ?? ''], objects);
}

/** Text that is no value of the type stays text, and is refused when it is loaded. */
function valueOf(field: FieldModel, text: string): unknown {
  switch (field.type) {
    case 'integer': return /^-?\d+$/.test(text) ? Number(text) : text;
    case 'boolean': return text === 'true' ? true : text === 'false' ? false : text;
    case 'multi_select':
    case 'references': return text.split(';').map((each) => each.trim()).filter((each) => each !== '');
    case 'json': case 'rich_text': case 'address': case 'geo': return jsonOf(text);
    default: return text;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
