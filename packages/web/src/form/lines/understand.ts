/** Pasted text as the value of a field: choices by label or value, numbers with separators, days in the usual forms, yes and no. */
import type { FieldModel } from '@tenon/model';
import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat';
import { readDecimal } from '../../fields/decimal-text.ts';
import { numberOf } from '../../fields/number-input.tsx';
import { offeredOptions } from '../../fields/inputs.tsx';
import { docOf } from '../../fields/paragraphs.ts';
import { instantOf } from '../../fields/zone.ts';

dayjs.extend(customParseFormat);

/** Undefined where the text is not understood. */
export type Understood = { readonly value: unknown } | undefined;

const yes = new Set(['yes', 'y', 'true', '1', 'x', '✓', '√', '是', '真', '对']);
const no = new Set(['no', 'n', 'false', '0', '✗', '×', '否', '假', '错', '']);
const dayForms = ['YYYY-MM-DD', 'YYYY-M-D', 'YYYY/M/D', 'YYYY/MM/DD', 'YYYY.M.D', 'YYYYMMDD', 'YYYY年M月D日', 'D MMM YYYY', 'D.M.YYYY', 'MMM D, YYYY'];
const timeForms = ['HH:mm', 'H:mm', 'HH:mm:ss'];

export function understand(field: FieldModel, text: string, { governing, timeZone }: { readonly governing: unknown; readonly timeZone: string }): Understood {
  const given = text.trim();
  if (given === '') return { value: undefined };
  switch (field.type) {
    case 'integer': case 'decimal': case 'money': case 'quantity': case 'percent': return readDecimal(given) === undefined ? undefined : { value: numberOf(field, given) };
    case 'boolean': return yes.has(given.toLowerCase()) ? { value: true } : no.has(given.toLowerCase()) ? { value: false } : undefined;
    case 'select': return optionFor(field, given, governing);
    case 'multi_select': return optionsFor(field, given, governing);
    case 'date': return dayFor(given);
    case 'datetime': return momentFor(given, timeZone);
    case 'time': return /^\d{1,2}:\d{2}(:\d{2})?$/.test(given) ? { value: `${given.padStart(5, '0').slice(0, 5)}:00` } : undefined;
    case 'text': case 'email': case 'phone': case 'url': return { value: given.replace(/\s*\n\s*/g, ' ') };
    case 'long_text': return { value: given };
    case 'rich_text': return { value: docOf(given) };
    default: return undefined;
  }
}

function optionFor(field: FieldModel, text: string, governing: unknown): Understood {
  const wanted = text.toLowerCase();
  const found = offeredOptions(field, undefined, governing).find((option) => option.value.toLowerCase() === wanted || option.label.trim().toLowerCase() === wanted);
  return found && { value: found.value };
}

function optionsFor(field: FieldModel, text: string, governing: unknown): Understood {
  const found = text.split(/[,;，；、]/).filter((part) => part.trim() !== '').map((part) => optionFor(field, part.trim(), governing));
  return found.every((one) => one !== undefined) ? { value: found.map((one) => one.value) } : undefined;
}

function dayFor(text: string): Understood {
  const day = dayForms.map((form) => dayjs(text, form, 'en', true)).find((one) => one.isValid());
  return day && { value: day.format('YYYY-MM-DD') };
}

function momentFor(text: string, timeZone: string): Understood {
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))) return { value: new Date(text).toISOString() };
  const moment = [...dayForms.flatMap((day) => timeForms.map((time) => `${day} ${time}`)), ...dayForms].map((form) => dayjs(text, form, 'en', true)).find((one) => one.isValid());
  const value = moment && instantOf(moment.format('YYYY-MM-DDTHH:mm'), timeZone);
  return value ? { value } : undefined;
}
