/** A number as decimal text from the key to the server: grouped while it is shown, as it was typed while it is being typed. */
import type { FieldModel } from '@tenon/model';
import { useLayoutEffect, useRef, useState } from 'react';
import { readDecimal } from './decimal-text.ts';
import { groupDigits } from './format.ts';
import { asText, commonProps, type InputProps } from './input-props.ts';
import { Input, type InputRef } from './text-box.ts';

/** What was typed as a value: text that is no number stays as typed, for the check to say so. */
export function numberOf(field: FieldModel, typed: string): string | number | undefined {
  if (typed.trim() === '') return undefined;
  const value = readDecimal(typed);
  if (value === undefined) return typed;
  if (field.type !== 'integer') return value;
  // A whole number goes to the server as a number.
  const whole = value.replace(/\.0*$/, '');
  return /^-?\d{1,15}$/.test(whole) ? Number(whole) : value;
}

/** A number as it stands in a field that is not being typed into. */
export const shownNumber = (field: FieldModel, value: unknown): string => groupDigits(asText(value), field.type === 'money' ? Math.min(field.scale ?? 2, 2) : 0);

/** The same without separators, to be typed into. */
const plainNumber = (field: FieldModel, value: unknown): string => (readDecimal(asText(value)) === asText(value) ? shownNumber(field, trimmed(asText(value))).replaceAll(',', '') : asText(value));
/** Zeros at the end of a fraction say nothing. */
const trimmed = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value);

export function NumberInput(props: InputProps) {
  const { field } = props;
  const [typed, setTyped] = useState<string>();
  const input = useRef<InputRef>(null);
  const focused = typed !== undefined;
  // Its digits change form when the field is entered; what is typed then is to replace them.
  useLayoutEffect(() => { if (focused) input.current?.select(); }, [focused]);
  const change = (text: string) => {
    setTyped(text);
    props.onChange(numberOf(field, text));
  };
  const suffix = props.suffix ?? (field.type === 'percent' ? '%' : undefined);
  return (
    <Input
      {...commonProps(props)}
      ref={input} className="number-input" autoComplete="off" inputMode={field.type === 'integer' ? 'numeric' : 'decimal'}
      {...(props.prefix ? { prefix: props.prefix } : {})} {...(suffix ? { suffix } : {})}
      value={typed ?? shownNumber(field, props.value)}
      onFocus={() => setTyped(plainNumber(field, props.value))}
      onBlur={() => setTyped(undefined)}
      onChange={(event) => change(event.target.value)}
    />
  );
}
