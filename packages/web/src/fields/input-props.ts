/** What the input of every field type takes. Values are as the API carries them: decimals and dates as text. */
import type { FieldModel } from '@tenon/model';

export interface InputProps {
  readonly id: string;
  readonly field: FieldModel;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly failed: boolean;
  /** Value of the field that governs the choices. */
  readonly governing?: unknown;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Whether a value must be given now; the field's own word where it is left out. */
  readonly required?: boolean | undefined;
  /** Id of the text below that helps or says what is wrong. */
  readonly describedBy?: string | undefined;
  /** In a cell of a grid: without a frame, since the cell has one. */
  readonly cell?: boolean | undefined;
  readonly onChange: (value: unknown) => void;
}

export const commonProps = ({ id, field, disabled, failed, required = field.required, describedBy, cell }: InputProps) => ({
  id, disabled, 'aria-label': field.label, 'aria-required': required,
  ...(failed ? { status: 'error' as const, 'aria-invalid': true } : {}), ...(describedBy ? { 'aria-describedby': describedBy } : {}), ...(cell ? { variant: 'borderless' as const } : {}),
});

export const asText = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
