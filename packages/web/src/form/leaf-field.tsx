/** The rjsf field of every value that is no child table: its input, its lookup, or the text of what is computed. */
import type { FieldProps } from '@rjsf/utils';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useEngine } from '../app/engine.tsx';
import { currencyOf, currencySign, rightAligned, unitOf } from '../fields/format.ts';
import { withValues } from '../fields/filter-text.ts';
import { FieldInput, offeredOptions } from '../fields/inputs.tsx';
import { Lookup } from '../fields/lookup.tsx';
import { ValueView } from '../fields/value-view.tsx';
import { brokenAt, problemOfValue } from './check.ts';
import { useAskForRecord } from './create-context.ts';
import { conditionsOf, isLocked, useFormScope } from './form-scope.tsx';
import { useForm, useFormStore, type FormState, type FormStore } from './store.ts';
import type { FormValues } from './values.ts';
import { useFormSay } from './words.ts';

export const errorId = (id: string): string => `${id}__error`;

export function LeafField({ fieldPathId }: FieldProps<FormValues>) {
  const { object } = useFormScope();
  const field = object.fields[String(fieldPathId.path[0])];
  return field ? <Leaf id={fieldPathId.$id} field={field} /> : null;
}

interface LeafProps {
  readonly id: string;
  readonly field: FieldModel;
}

/** Fields of another type than a number are told wrong when they are left, before anybody tries to save. */
function useTellOnBlur(object: ObjectModel, field: FieldModel): () => void {
  const store = useFormStore();
  const say = useFormSay();
  return () => {
    const { data } = store.get();
    const value = data[field.name];
    store.tell({ field: field.name, from: 'blur' }, problemOfValue(field, value, say) ?? (value === undefined ? undefined : brokenAt(object, field.name, store.record(), store.context().timeZone)) ?? serverSays(store, field.name));
  };
}

/** What the server said stays until the value is another. */
const serverSays = (store: FormStore, field: string): string | undefined => store.get().errors.find((error) => error.field === field && error.from !== 'blur')?.message;

function Leaf({ id, field }: LeafProps) {
  const scope = useFormScope();
  const store = useFormStore();
  const value = useForm(({ data }) => data[field.name]);
  const failed = useForm(({ errors }) => errors.some((error) => error.field === field.name));
  const [disabled, required] = useForm((state, one) => {
    const conditions = conditionsOf(scope, state, one);
    return [isLocked(scope, conditions, field), conditions.required.has(field.name)] as const;
  });
  const tell = useTellOnBlur(scope.object, field);
  if (field.formula || field.type === 'autonumber' || field.system) return <Computed id={id} field={field} value={value} />;
  const change = (next: unknown) => store.change({ [field.name]: next, ...clearedBy(scope.object, store.get(), field.name, next) });
  const common = { id, disabled, failed, required, describedBy: failed ? errorId(id) : undefined };
  return (
    <div className="field-input" onBlur={(event) => { if (!event.currentTarget.contains(event.relatedTarget)) tell(); }}>
      {field.type === 'reference' || field.type === 'references'
        ? <Reference {...common} field={field} value={value} change={change} />
        : <Plain {...common} field={field} value={value} change={change} />}
    </div>
  );
}

interface PartProps {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly failed: boolean;
  readonly required: boolean;
  readonly describedBy: string | undefined;
  readonly change: (value: unknown) => void;
}

function Plain({ field, change, ...common }: PartProps) {
  const governing = useForm(({ data }) => (field.optionsBy ? data[field.optionsBy] : undefined));
  const prefix = useForm((_, store) => (field.type === 'money' ? currencySign(currencyOf(field, store.record())) : undefined));
  const suffix = useForm((_, store) => (field.type === 'quantity' ? unitOf(field, store.record()) : undefined));
  return <FieldInput {...common} field={field} governing={governing} prefix={prefix} suffix={suffix} onChange={change} />;
}

function Reference({ field, value, change, ...common }: PartProps) {
  const scope = useFormScope();
  const store = useFormStore();
  const known = useForm((state) => state.known);
  const filter = useForm((_, one) => field.filter && withValues(field.filter.source, one.record()));
  const create = useCreate(field.to);
  return (
    <Lookup
      {...common} to={field.to ?? ''} label={field.label} many={field.type === 'references'} value={value as string | undefined}
      known={known} needs={scope.needs(scope.object.name, field.name)} filter={filter} create={common.disabled ? undefined : create}
      onChange={(next, record) => {
        if (record) store.learn([record]);
        change(next);
      }}
    />
  );
}

/** Makes a record for a lookup, where the caller may and a drawer can be shown. */
export function useCreate(to: string | undefined): ((typed: string) => Promise<Awaited<ReturnType<NonNullable<ReturnType<typeof useAskForRecord>>>>>) | undefined {
  const { model, access } = useEngine();
  const ask = useAskForRecord();
  const target = to ? model.objects[to] : undefined;
  if (!ask || !target || target.partOf || target.system || !access(target.name).create) return undefined;
  const title = target.fields[target.title];
  return (typed) => ask(target, typed && title && !title.formula && title.type === 'text' ? { [title.name]: typed } : {});
}

/** Choices that another value governs fall with it where they are not offered any more. */
function clearedBy(object: ObjectModel, { data }: FormState, name: string, next: unknown): FormValues {
  return Object.fromEntries(Object.values(object.fields).flatMap((field) => {
    const value = data[field.name];
    if (field.optionsBy !== name || typeof value !== 'string') return [];
    return offeredOptions(field, undefined, next).some((option) => option.value === value) ? [] : [[field.name, undefined]];
  }));
}

function Computed({ id, field, value }: LeafProps & { readonly value: unknown }) {
  const say = useFormSay();
  const around = useForm((_, store) => store.record());
  const automatic = field.type === 'autonumber' && (value === undefined || value === null);
  const shown = field.type === 'reference' ? around[field.name] : value;
  return <div id={id} className={`field-computed${rightAligned(field) ? ' num' : ''}`}>{automatic ? <span className="muted">{say('automatic')}</span> : <ValueView field={field} value={shown} record={around} link={false} />}</div>;
}
