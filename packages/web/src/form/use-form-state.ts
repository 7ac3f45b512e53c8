/** The state of a form: its data with live formulas, what is required and locked now, and where it differs from the record. */
import type { ErrorSchema } from '@rjsf/utils';
import type { FieldModel, LayoutModel, ObjectModel } from '@tenon/model';
import { useMemo, useState } from 'react';
import type { FieldError, RecordValues } from '../app/client.ts';
import { useEngine, type Engine } from '../app/engine.tsx';
import { usePhone } from '../app/phone.ts';
import { applies, holds } from '../fields/evaluate.ts';
import { formulasOf, needsOf } from '../fields/paths.ts';
import { layoutFields, layoutFor } from '../record/layout.ts';
import { rowsOf, toFormData, type FieldPlan } from './form-data.ts';
import type { FormScope } from './form-scope.tsx';
import { asRecord, asRow, defaultsOf, recompute, type LiveContext } from './live.ts';
import { columnsOf, isRequired } from './schema.ts';
import type { FormValues } from './validator.ts';

interface Start {
  readonly data: FormValues;
  readonly known: ReadonlyMap<string, RecordValues>;
}

export function useFormState(object: ObjectModel, source: RecordValues | undefined, preset: FormValues) {
  const engine = useEngine();
  const { model, session } = engine;
  const phone = usePhone();
  const [start] = useState<Start>(() => begin(engine, object, source, preset));
  const [known, setKnown] = useState(start.known);
  const [data, setData] = useState(start.data);
  const [serverErrors, setServerErrors] = useState<readonly FieldError[]>([]);
  const roles = session.roles.map((role) => role.name);
  const layout = useMemo(() => completeLayout(object, layoutFor(model, object, { use: 'form', roles, recordType: data['record_type'], phone })), [model, object, phone, data['record_type']]);
  const context: LiveContext = useMemo(() => ({ model, object, known, timeZone: session.timeZone }), [model, object, known, session.timeZone]);
  // Formulas follow the data and the records that lookups bring, whichever comes last.
  const shown = useMemo(() => recompute(context, data), [context, data]);
  const record = useMemo(() => asRecord(context, shown), [context, shown]);
  const needs = useMemo(() => needsOf(model, formulasOf(model, object)), [model, object]);
  const locks = useMemo(() => locksOf(engine, object, source), [engine, object, source]);
  const plan = useMemo(() => planOf(engine, object, layout, locks, source === undefined), [engine, object, layout, locks, source]);
  const required = requiredNow(plan.filter(({ field }) => !locks.field(field)), layout, record, session.timeZone);
  const locked = (field: FieldModel, cell?: FieldModel) => locks.field(field) || (cell ? locks.cell(field, cell) : false) || readonlyNow(layout, field, record, session.timeZone);
  const scope: FormScope = {
    model, object, layout, data: shown, record, known, timeZone: session.timeZone, creating: source === undefined,
    columns: (name) => plan.find((one) => one.field.name === name)?.columns ?? [], required, readonly: locked, needs,
    learn: (found) => setKnown((old) => new Map(old).set(found.id!, { ...old.get(found.id!), ...found })),
  };
  const change = (next: FormValues) => {
    setServerErrors((old) => old.filter((error) => next[error.field.split('/')[0]!] === shown[error.field.split('/')[0]!]));
    setData(withRowDefaults(context, next));
  };
  return { scope, plan, change, start, serverErrors, setServerErrors, dirty: data !== start.data, writable: writablePlan(plan, locks) };
}

function begin(engine: Engine, object: ObjectModel, source: RecordValues | undefined, preset: FormValues): Start {
  const known = new Map<string, RecordValues>();
  const context = { model: engine.model, known, timeZone: engine.session.timeZone };
  if (!source) {
    const blank = asRecord({ ...context, object }, preset);
    return { data: recompute({ ...context, object }, { ...defaultsOf(context, object, { ...blank, user: engine.session.user }), ...preset }), known };
  }
  const data = toFormData(engine.model, object, source, known);
  return { data, known };
}

/** A form that lacks a field that must be given could never be saved: it is added at the end of the first section. */
function completeLayout(object: ObjectModel, layout: LayoutModel): LayoutModel {
  const placed = new Set(layoutFields(layout.tabs).map((one) => one.field));
  const missing = Object.values(object.fields).filter((field) => isRequired(field) && !field.default && !placed.has(field.name) && field.name !== object.lifecycle?.field && field.name !== object.partOf?.by);
  const [tab, ...tabs] = layout.tabs;
  const [section, ...sections] = tab?.sections ?? [];
  if (missing.length === 0 || !tab || !section) return layout;
  const full = { ...section, fields: [...section.fields, ...missing.map((field) => ({ field: field.name }))] };
  return { ...layout, tabs: [{ ...tab, sections: [full, ...sections] }, ...tabs] };
}

function planOf(engine: Engine, object: ObjectModel, layout: LayoutModel, locks: Locks, creating: boolean): readonly FieldPlan[] {
  const seen = new Set<string>();
  const stamped = new Set(Object.values(object.lifecycle?.transitions ?? {}).flatMap((transition) => Object.keys(transition.set)));
  // A new record has nothing to read yet but what follows from what is typed.
  const blank = (field: FieldModel, locked: boolean) => creating && locked && !field.formula && field.type !== 'autonumber' && !field.default;
  return layoutFields(layout.tabs).flatMap((place) => {
    const field = object.fields[place.field];
    if (!field || seen.has(field.name) || field.name === object.lifecycle?.field) return [];
    // Steps of the lifecycle write these; nobody is asked for them.
    if (stamped.has(field.name) && !field.required) return [];
    if (blank(field, locks.field(field))) return [];
    seen.add(field.name);
    return [{ field, columns: columnsOf(engine.model, object, field, place.columns).filter((column) => !blank(column, locks.cell(field, column))) }];
  });
}

function requiredNow(plan: readonly FieldPlan[], layout: LayoutModel, record: RecordValues, timeZone: string): ReadonlySet<string> {
  const visible = layout.tabs.filter((tab) => holds(tab.visibleWhen, record, timeZone)).flatMap((tab) => tab.sections)
    .filter((section) => holds(section.visibleWhen, record, timeZone)).flatMap((section) => section.fields)
    .filter((place) => holds(place.visibleWhen, record, timeZone));
  const fields = new Map(plan.map(({ field }) => [field.name, field]));
  return new Set(visible.filter((place) => {
    const field = fields.get(place.field);
    return field !== undefined && (isRequired(field) || (!field.formula && applies(place.requiredWhen, record, timeZone)));
  }).map((place) => place.field));
}

const readonlyNow = (layout: LayoutModel, field: FieldModel, record: RecordValues, timeZone: string): boolean =>
  applies(layoutFields(layout.tabs).find((place) => place.field === field.name)?.readonlyWhen, record, timeZone);

/** What nobody writes here: by the caller's role, by the engine, by the record's state. */
function locksOf({ model, access }: Engine, object: ObjectModel, source: RecordValues | undefined) {
  const own = access(object.name).fields;
  const state = object.lifecycle && source ? String(source[object.lifecycle.field]) : undefined;
  const frozen = state ? object.states[state]?.frozen : undefined;
  const computed = (field: FieldModel) => Boolean(field.system || field.formula) || field.type === 'autonumber';
  return {
    field: (field: FieldModel): boolean => computed(field)
      || field.name === object.lifecycle?.field
      || (own[field.name] !== undefined && own[field.name] !== 'write')
      || frozen === 'all' || (frozen?.includes(field.name) ?? false)
      || (state !== undefined && field.frozenAfter !== undefined && field.frozenAfter !== state),
    cell: (field: FieldModel, cell: FieldModel): boolean => {
      const grant = model.objects[field.of ?? ''] ? access(field.of!).fields[cell.name] : undefined;
      return computed(cell) || (grant !== undefined && grant !== 'write');
    },
  };
}

type Locks = ReturnType<typeof locksOf>;

function writablePlan(plan: readonly FieldPlan[], locks: Locks): readonly FieldPlan[] {
  return plan.filter(({ field }) => !locks.field(field)).map(({ field, columns }) => ({ field, columns: columns.filter((column) => !locks.cell(field, column)) }));
}

/** A row that was just added begins with the defaults of its object. */
function withRowDefaults(context: LiveContext, data: FormValues): FormValues {
  let now = data;
  for (const field of Object.values(context.object.fields)) {
    const child = field.type === 'children' ? context.model.objects[field.of ?? ''] : undefined;
    const rows = rowsOf(data[field.name]);
    if (!child || !rows.some(isBlank)) continue;
    const parent = asRecord(context, data);
    const number = rowNumber(child, field);
    const next: FormValues[] = [];
    for (const row of rows) {
      const begun = isBlank(row) ? { ...defaultsOf(context, child, asRow(context, field, child, row, parent)), ...(number ? { [number]: 1 + highest(rows, next, number) } : {}) } : row;
      next.push(begun);
    }
    now = { ...now, [field.name]: next };
  }
  return now;
}

/** The whole number that tells the rows of one parent apart, by a key of its own: each new row gets the next one. */
function rowNumber(child: ObjectModel, field: FieldModel): string | undefined {
  const pairs = Object.values(child.keys).filter((key) => key.fields.length === 2 && key.fields.includes(field.by ?? ''));
  return pairs.flatMap((key) => key.fields).find((name) => child.fields[name]?.type === 'integer');
}

const highest = (rows: readonly FormValues[], more: readonly FormValues[], name: string): number => Math.max(0, ...[...rows, ...more].map((row) => Number(row?.[name] ?? 0) || 0));

const isBlank = (row: FormValues | undefined | null): boolean => row === undefined || row === null || Object.keys(row).length === 0;

/** The server's problems at their fields: `lines/2/qty` → `{ lines: { 2: { qty: … } } }`. */
export function errorSchemaOf(errors: readonly FieldError[]): ErrorSchema<FormValues> {
  const root: Record<string, unknown> = {};
  for (const error of errors) {
    let here = root;
    for (const step of error.field.split('/').filter(Boolean)) here = (here[step] ??= {}) as Record<string, unknown>;
    const list = (here['__errors'] ??= []) as string[];
    list.push([error.message, error.hint].filter(Boolean).join(' '));
  }
  return root as ErrorSchema<FormValues>;
}
