/** An empty table with the headings that an import understands. */
import type { Locale } from '@tenon/diagnostics';
import { writeTableTo, type Heading } from './sheet/write-table.ts';
import type { TableFormat } from './sheet/table.ts';
import { targetsOf, type Target } from './targets.ts';
import type { Moment } from './work.ts';

const words = {
  en: { required: 'Required.', choices: 'One of the list.', date: 'As 2026-11-23.', moment: 'As 2026-11-23 08:30.', boolean: 'yes or no', record: (label: string) => `${label}: its name or code.` },
  'zh-CN': { required: '必填。', choices: '从列表中选择。', date: '格式：2026-11-23。', moment: '格式：2026-11-23 08:30。', boolean: '是 或 否', record: (label: string) => `填写${label}的名称或编码。` },
} as const;

const booleans = { en: ['yes', 'no'], 'zh-CN': ['是', '否'] } as const;

/** Writes the template and says what it is called. */
export async function writeTemplate(path: string, { scope, principal }: Pick<Moment, 'scope' | 'principal'>, name: string, format: TableFormat, locale: Locale): Promise<string> {
  const { object, targets } = targetsOf(scope, principal, name, locale);
  // One column per field: that a reference may also be found by a code is said when the columns are mapped.
  const own = targets.filter((target) => target.writable && (target.by === undefined) && (target.part === undefined || target.field.type === 'address'));
  const writer = writeTableTo(path, format, { sheet: object.plural, headings: own.map((target) => headingOf(target, locale)) });
  await writer.end();
  return `${object.plural.replace(/[\\/:*?"<>|]/g, ' ').trim()}-${locale === 'zh-CN' ? '导入模板' : 'import template'}.${format}`;
}

function headingOf({ label, required, field }: Target, locale: Locale): Heading {
  const say = words[locale];
  const form = field.type === 'date' ? say.date : field.type === 'datetime' ? say.moment : field.type === 'reference' ? say.record(field.label) : field.options ? say.choices : field.type === 'boolean' ? say.boolean : '';
  const note = [required ? say.required : '', form, field.help ?? ''].filter((part) => part !== '').join(' ');
  const choices = field.type === 'boolean' ? booleans[locale] : field.type === 'select' ? field.options?.filter((option) => !option.inactive).map((option) => option.label) : undefined;
  return { label: required ? `${label} *` : label, ...(note === '' ? {} : { note }), ...(choices ? { choices } : {}) };
}
