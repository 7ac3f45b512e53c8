/** The input of one field outside of a form: a lookup for references, else the input of its type. */
import type { FieldModel } from '@tenon/model';
import type { RecordValues } from '../app/client.ts';
import { withValues } from '../fields/filter-text.ts';
import { currencyOf, currencySign, unitOf } from '../fields/format.ts';
import { FieldInput } from '../fields/inputs.tsx';
import { Lookup } from '../fields/lookup.tsx';
import { idOf } from '../fields/paths.ts';

interface Props {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
  /** The record around the field: for choices that depend on another, currencies, filters. */
  readonly record: RecordValues;
  readonly failed: boolean;
  /** Without a frame, since the cell of a table has one. */
  readonly cell?: boolean;
  readonly onChange: (value: unknown) => void;
}

export function ValueInput({ id, field, value, record, failed, cell = false, onChange }: Props) {
  if (field.type === 'reference' || field.type === 'references') {
    return (
      <Lookup
        id={id} to={field.to ?? ''} label={field.label} many={field.type === 'references'} failed={failed} cell={cell} value={value as string | undefined}
        filter={field.filter && withValues(field.filter.source, record)} onChange={onChange}
      />
    );
  }
  return (
    <FieldInput
      id={id} field={field} value={value} disabled={false} failed={failed} cell={cell} onChange={onChange}
      governing={field.optionsBy ? record[field.optionsBy] : undefined}
      prefix={field.type === 'money' ? currencySign(currencyOf(field, record)) : undefined}
      suffix={field.type === 'quantity' ? unitOf(field, record) : undefined}
    />
  );
}

/** A value of the API as an input takes it: references by their ids. */
export function inputValue(field: FieldModel, value: unknown): unknown {
  if (field.type === 'reference') return idOf(value);
  if (field.type === 'references') return Array.isArray(value) ? value.map(idOf) : undefined;
  return value ?? undefined;
}

/** A value of an input as the API takes it. What was cleared is null. */
export const sentValue = (field: FieldModel, value: unknown): unknown =>
  value === undefined || value === '' ? (field.type === 'references' || field.type === 'multi_select' ? [] : null) : value;

export const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
