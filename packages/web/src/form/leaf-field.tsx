/** The one rjsf field of ours: input, lookup, or text of what is computed, by the type of the model's field. */
import type { FieldProps } from '@rjsf/utils';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { useSay } from '../app/language.tsx';
import { currencyOf, currencySign, rightAligned, unitOf } from '../fields/format.ts';
import { withValues } from '../fields/filter-text.ts';
import { FieldInput } from '../fields/inputs.tsx';
import { Lookup } from '../fields/lookup.tsx';
import { valueAt } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import type { RecordValues } from '../app/client.ts';
import { useFormScope, type FormScope } from './form-scope.tsx';
import type { FormValues } from './validator.ts';

interface Place {
  readonly owner: ObjectModel;
  readonly field: FieldModel;
  /** The `children` field around, for a cell of a row. */
  readonly within?: FieldModel;
  /** The record or row around the field. */
  readonly around: RecordValues;
}

/** Which field of the model a path of the form is. */
export function placeOf(scope: FormScope, path: readonly (string | number)[]): Place | undefined {
  const first = scope.object.fields[String(path[0])];
  if (!first) return undefined;
  if (path.length === 1) return { owner: scope.object, field: first, around: scope.record };
  const child = scope.model.objects[first.of ?? ''];
  const field = child?.fields[String(path[2])];
  const row = valueAt(scope.record, [first.name, String(path[1])]) as RecordValues | undefined;
  return child && field ? { owner: child, field, within: first, around: row ?? {} } : undefined;
}

export function LeafField(props: FieldProps<FormValues>) {
  const scope = useFormScope();
  const { path, $id: id } = props.fieldPathId;
  const place = placeOf(scope, path);
  if (!place) return null;
  const { field } = place;
  const value = props.formData as unknown;
  const failed = Boolean(props.rawErrors?.length);
  const change = (next: unknown) => props.onChange(next as FormValues | undefined, path);
  const disabled = place.within ? scope.readonly(place.within, field) : scope.readonly(field);
  if (field.formula || field.type === 'autonumber' || field.system) return <Computed id={id} place={place} value={value} />;
  if (field.type === 'reference' || field.type === 'references') {
    return (
      <Lookup
        id={id} to={field.to ?? ''} label={field.label} many={field.type === 'references'} disabled={disabled} failed={failed}
        value={value as string | undefined} known={scope.known} needs={scope.needs(place.owner.name, field.name)} filter={field.filter && withValues(field.filter.source, place.around)}
        onChange={(next, record) => {
          if (record) scope.learn(record);
          change(next);
        }}
      />
    );
  }
  return (
    <FieldInput
      id={id} field={field} value={value} disabled={disabled} failed={failed} onChange={change}
      governing={field.optionsBy ? place.around[field.optionsBy] : undefined}
      prefix={field.type === 'money' ? currencySign(currencyOf(field, place.around)) : undefined}
      suffix={field.type === 'quantity' ? unitOf(field, place.around) : undefined}
    />
  );
}

function Computed({ id, place, value }: { readonly id: string; readonly place: Place; readonly value: unknown }) {
  const say = useSay();
  const { field, around } = place;
  const automatic = field.type === 'autonumber' && (value === undefined || value === null);
  const shown = field.type === 'reference' ? around[field.name] : value;
  return <div id={id} className={`field-computed${rightAligned(field) ? ' num' : ''}`}>{automatic ? <span className="muted">{say('automatic')}</span> : <ValueView field={field} value={shown} record={around} link={false} />}</div>;
}
