/**
 * What linking knows and collects.
 *
 * Names are looked up here, with a suggestion for a slip; expressions are checked here, with problems placed at the very
 * character inside of the JSON string. Every checked expression is kept by the address of its text.
 */
import { diagnostic, nearest, type Code, type Diagnostic, type Result } from '@tenon/diagnostics';
import { checkExpression, parseExpression, printExpression, type Catalog, type CheckedExpr, type Kind, type Type } from '@tenon/expression';
import { addressOf, placeOf, problemIn, type At, type Document, type Params, type Path } from '../document.ts';
import type { FieldModel, Formula } from '../model.ts';
import type { LayeredPackage } from '../layer.ts';

/** An object with the fields that it will have; their expressions are not checked yet. */
export interface DeclaredObject {
  readonly name: string;
  readonly title: string;
  readonly fields: Readonly<Record<string, FieldModel>>;
}

export interface ScopeOf {
  readonly object?: string;
  readonly roots?: Readonly<Record<string, Type>>;
  readonly catalog?: Catalog;
  /** What is short in documents, written out. */
  readonly writeOut?: (source: string) => WrittenOut;
}

export interface WrittenOut {
  readonly source: string;
  /** From an offset in the text written out to the one in the document. */
  readonly offsetOf: (offset: number) => number;
}

export interface LinkContext {
  readonly layered: LayeredPackage;
  readonly objects: Readonly<Record<string, DeclaredObject>>;
  readonly catalog: Catalog;
  /** `object/order` and the like of documents that exist but have mistakes of their own. */
  readonly broken: ReadonlySet<string>;
  readonly formulas: Map<string, Formula>;
  readonly diagnostics: Diagnostic[];
}

export function report(context: LinkContext, document: Document, path: Path, code: Code, params: Params = {}, at: At = {}): undefined {
  context.diagnostics.push(problemIn(document, path, code, params, at));
  return undefined;
}

export interface NameAt {
  readonly document: Document;
  readonly path: Path;
  readonly at?: At;
}

/** The declared object of the name; reported where there is none. */
export function objectAt(context: LinkContext, name: string, { document, path, at }: NameAt): DeclaredObject | undefined {
  if (Object.hasOwn(context.objects, name)) return context.objects[name];
  if (!context.broken.has(`object/${name}`)) {
    report(context, document, path, 'MET401', { name, suggestion: nearest(name, Object.keys(context.objects)) }, at);
  }
  return undefined;
}

/** The field of the name; reported where there is none. */
export function fieldAt(context: LinkContext, object: DeclaredObject, name: string, { document, path, at }: NameAt): FieldModel | undefined {
  if (Object.hasOwn(object.fields, name)) return object.fields[name];
  return report(context, document, path, 'MET402', { name, object: object.name, suggestion: nearest(name, Object.keys(object.fields)) }, at);
}

/** The last field of a path over references, such as `customer.region.name`. */
export function pathAt(context: LinkContext, object: DeclaredObject, dotted: string, where: NameAt): FieldModel | undefined {
  let at: DeclaredObject | undefined = object;
  let field: FieldModel | undefined;
  for (const name of dotted.split('.')) {
    if (field?.type === 'date_range' && (name === 'from' || name === 'to')) return { ...field, type: 'date', name };
    if (field) {
      if (field.type !== 'reference') return report(context, where.document, where.path, 'MET403', { name: field.name, path: dotted, type: field.type }, where.at);
      at = objectAt(context, field.to!, where);
    }
    field = at && fieldAt(context, at, name, where);
    if (!field) return undefined;
  }
  return field;
}

/** Whether a definition of the kind exists; reported where it does not. */
export function definitionAt(context: LinkContext, kind: 'options' | 'view' | 'role' | 'app' | 'report' | 'dashboard', name: string, { document, path, at }: NameAt): boolean {
  const { options, views, roles, apps, reports, dashboards } = context.layered;
  const known = { options, view: views, role: roles, app: apps, report: reports, dashboard: dashboards }[kind];
  if (Object.hasOwn(known, name)) return true;
  if (!context.broken.has(`${kind}/${name}`)) report(context, document, path, 'MET404', { kind, name, suggestion: nearest(name, Object.keys(known)) }, at);
  return false;
}

/** Checks the expression at the path and keeps it by its address. `expected` is what its place needs. */
export function expressionAt(context: LinkContext, document: Document, path: Path, source: string, scope: ScopeOf, expected?: Kind | Type): Formula | undefined {
  const formula = checkedAt(context, document, path, source, scope, expected);
  if (formula) context.formulas.set(addressOf(document, path), formula);
  return formula;
}

/** Checks the expression, which may be a part of the text at the path. */
export function checkedAt(context: LinkContext, document: Document, path: Path, source: string, scope: ScopeOf, expected?: Kind | Type): Formula | undefined {
  const watched = watchCatalog(context, scope.catalog ?? context.catalog);
  const { writeOut = (text): WrittenOut => ({ source: text, offsetOf: (offset) => offset }), ...names } = scope;
  const written = writeOut(source);
  const { value, diagnostics } = compileIn({ ...names, catalog: watched.catalog }, written.source, typeof expected === 'string' ? ({ kind: expected } as Type) : expected);
  for (const problem of watched.touchesUnknown() ? [] : diagnostics) {
    const { offset, length, object, ...rest } = problem.params;
    const params = object === undefined ? rest : { ...rest, object: String(object).replace(/^\$/, '') }; // objects of the language itself have a sign
    const place = placeOf(document, path, { offset: written.offsetOf(Number(offset ?? 0)) });
    context.diagnostics.push(diagnostic(problem.code, { ...params, ...(length === undefined ? {} : { length }) }, { place, address: addressOf(document, path) }));
  }
  if (!value) return undefined;
  // Clients send the text back to the server, which knows only today's names.
  return Object.freeze({ source: watched.usesOldName() ? printExpression(value) : written.source, expr: value });
}

/** Tells whether an expression touches an object that is not there or is broken: that is reported where it is named, not where it is used. And whether it says a name that a field had before. */
function watchCatalog({ objects }: LinkContext, catalog: Catalog): { readonly catalog: Catalog; readonly touchesUnknown: () => boolean; readonly usesOldName: () => boolean } {
  let [unknown, old] = [false, false];
  const field: Catalog['field'] = (object, name) => {
    const type = catalog.field(object, name);
    const target = type?.kind === 'record' || type?.kind === 'children' ? type.object : undefined;
    if (target !== undefined && !Object.hasOwn(objects, target) && ![...catalog.fieldNames(target)].length) unknown = true;
    return type;
  };
  const nameOf = (object: string, name: string): string | undefined => {
    const today = catalog.nameOf?.(object, name);
    old ||= today !== undefined;
    return today;
  };
  return { catalog: { ...catalog, field, nameOf }, touchesUnknown: () => unknown, usesOldName: () => old };
}

function compileIn(scope: Omit<ScopeOf, 'writeOut'> & { readonly catalog: Catalog }, source: string, expected: Type | undefined): Result<CheckedExpr> {
  const parsed = parseExpression(source);
  if (!parsed.value) return { diagnostics: parsed.diagnostics };
  const checked = checkExpression(parsed.value, scope, expected?.kind);
  const type = checked.value?.type;
  if (!expected) return checked;
  const strange = strangeOption(checked.value, expected);
  if (strange) return { diagnostics: [...checked.diagnostics, diagnostic('EXP207', { ...strange, offset: 0, length: source.length })] };
  if (type?.kind !== 'record' || expected.kind !== 'record' || !expected.object || type.object === expected.object) return checked;
  const other = diagnostic('EXP214', { found: `record of ${type.object}`, expected: `record of ${expected.object}`, offset: 0, length: source.length });
  return { diagnostics: [...checked.diagnostics, other] };
}

/** A literal that is none of the options that its place has. */
function strangeOption(expr: CheckedExpr | undefined, expected: Type): { readonly value: string; readonly suggestion: string | undefined } | undefined {
  const options = expected.kind === 'text' ? expected.options : undefined;
  if (!options || expr?.kind !== 'literal' || typeof expr.value !== 'string' || options.includes(expr.value)) return undefined;
  return { value: expr.value, suggestion: nearest(expr.value, options) };
}
