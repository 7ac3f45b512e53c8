/** Values as they are printed: text alone, without links, tags or colours. */
import type { FieldModel } from '@tenon/model';
import { useEngine } from '../app/engine.tsx';
import { useLanguage, useSay } from '../app/language.tsx';
import { formatNumber, numeric, plainText } from '../fields/format.ts';
import { titleOf, valueAt } from '../fields/paths.ts';

export function usePrinted(): (field: FieldModel, value: unknown, record: unknown) => string {
  const { model } = useEngine();
  const { language } = useLanguage();
  const say = useSay();
  return (field, value, record) => {
    if (value === null || value === undefined || value === '') return '';
    if (numeric.has(field.type)) return formatNumber(field, value, record);
    if (typeof value === 'boolean') return say(value ? 'yes' : 'no');
    if (field.type === 'reference' || field.type === 'references') return [value].flat().map((one) => titleOf(model.objects[field.to ?? ''], one)).join(', ');
    if (field.type === 'address') return ['region', 'detail', 'postcode'].map((part) => valueAt(value, [part])).filter(Boolean).flat().join(' ');
    if (field.type === 'file' || field.type === 'image') return String(valueAt(value, ['name']) ?? '');
    return plainText(field, value, language);
  };
}
