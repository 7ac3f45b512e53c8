/**
 * The names in rows of data, and in the package document.
 *
 * In:   data documents and the package. Out: MET4xx problems at their places. Bounds are checked when rows are loaded.
 */
import { diagnostic, nearest } from '@tenon/diagnostics';
import type { Document, Path } from '../document.ts';
import type { DataDocument } from '../generated/documents.ts';
import type { FieldModel } from '../model.ts';
import { expectedOf, strangeChoice } from './data-values.ts';
import { definitionAt, fieldAt, objectAt, report, type DeclaredObject, type LinkContext } from './context.ts';

export function linkData(context: LinkContext): void {
  for (const document of Object.values(context.layered.data)) {
    const { value } = document;
    const object = objectAt(context, value.object, { document, path: ['object'] });
    if (!object) continue;
    for (const [index, name] of value.key.entries()) fieldAt(context, object, name, { document, path: ['key', index] });
    for (const [index, row] of ((value.rows ?? []) as readonly Readonly<Record<string, unknown>>[]).entries()) {
      linkRow(context, document, object, row, ['rows', index]);
      for (const key of value.key) if (row[key] === undefined) report(context, document, ['rows', index], 'MET450', { name: key });
    }
    if (value.rows === undefined && !document.csv) report(context, document, [], 'MET451', { file: document.file.replace(/\.json$/, '.csv') });
    if (value.rows !== undefined && document.csv) report(context, document, ['rows'], 'MET452', { file: document.csv.file }, { key: true });
    linkHeader(context, document, object);
  }
}

/** There are many values and few mistakes: `path` is one list that grows and shrinks, copied only where something is said. */
function linkRow(context: LinkContext, document: Document<DataDocument>, object: DeclaredObject, row: object, path: (string | number)[]): void {
  for (const [name, value] of Object.entries(row)) {
    path.push(name);
    const field = Object.hasOwn(object.fields, name) ? object.fields[name] : fieldAt(context, object, name, { document, path: [...path], at: { key: true } });
    if (field && value !== null) linkValue(context, document, field, value, path);
    const nested = field && context.objects[(field.type === 'children' ? field.of : field.to) ?? ''];
    if (nested && Array.isArray(value)) {
      for (const [index, each] of value.entries()) {
        path.push(index);
        if (isRow(each)) linkRow(context, document, nested, each, path);
        path.pop();
      }
    } else if (nested && isRow(value)) linkRow(context, document, nested, value, path);
    path.pop();
  }
}

function linkValue(context: LinkContext, document: Document<DataDocument>, field: FieldModel, value: unknown, path: Path): void {
  const expected = expectedOf(field, value);
  if (expected !== undefined) return report(context, document, [...path], 'MET203', { name: field.name, expected, found: JSON.stringify(value).slice(0, 60) });
  const strange = strangeChoice(field, value);
  if (strange !== undefined) report(context, document, [...path], 'MET421', { state: strange, field: field.name, suggestion: nearest(strange, field.options!.map((option) => option.value)) });
}

const isRow = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Columns of a CSV file: fields, or the natural key of a reference such as `region.code`. */
function linkHeader(context: LinkContext, document: Document<DataDocument>, object: DeclaredObject): void {
  const { csv } = document;
  for (const [index, column] of (csv?.header ?? []).entries()) {
    let at: DeclaredObject | undefined = object;
    for (const name of column.split('.')) {
      if (at && !Object.hasOwn(at.fields, name)) {
        const suggestion = nearest(name, Object.keys(at.fields));
        const before = csv!.header.slice(0, index).join(',').length + (index > 0 ? 2 : 1);
        const place = { file: csv!.file, line: 1, column: before };
        context.diagnostics.push(diagnostic('MET402', { name, object: at.name, suggestion }, { place, address: `data/${document.name}` }));
        break;
      }
      const to: string | undefined = at?.fields[name]?.to;
      at = to === undefined ? undefined : context.objects[to];
    }
  }
}

export function linkPackageDocument(context: LinkContext): void {
  const document = context.layered.package;
  const { app, engine, timeZone } = document.value.tenon;
  if (app !== undefined) definitionAt(context, 'app', app, { document, path: ['tenon', 'app'] });
  if (engine !== undefined && isNewer(engine.slice(2), engineVersion)) report(context, document, ['tenon', 'engine'], 'MET460', { wanted: engine, version: engineVersion });
  if (timeZone !== undefined && !isTimeZone(timeZone)) report(context, document, ['tenon', 'timeZone'], 'MET461', { timeZone });
}

/** The version of the language that this compiler knows. */
export const engineVersion = '0.1.0';

function isNewer(wanted: string, known: string): boolean {
  const [a, b] = [wanted, known].map((version) => version.split('.').map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (a![index] ?? 0) - (b![index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export function linkOptions(context: LinkContext): void {
  for (const document of Object.values(context.layered.options)) {
    const { dependsOn, values } = document.value;
    const other = dependsOn?.slice('options/'.length);
    const exists = other !== undefined && definitionAt(context, 'options', other, { document, path: ['dependsOn'] });
    for (const [value, { when = [] }] of Object.entries(values)) {
      if (when.length > 0 && other === undefined) report(context, document, ['values', value, 'when'], 'MET453', { value }, { key: true });
      const known = exists ? Object.keys(context.layered.options[other]?.value.values ?? {}) : [];
      for (const [index, each] of when.entries()) {
        if (exists && !known.includes(each)) report(context, document, ['values', value, 'when', index], 'MET454', { value: each, list: other, suggestion: nearest(each, known) });
      }
    }
  }
}
