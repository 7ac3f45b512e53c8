/** Fills in a form as the Model has it: what must be given, by its type, with values that the Model takes. */
import fc from 'fast-check';
import type { FieldModel, ObjectModel } from '@tenon/model';
import type { Locator, Page } from 'playwright-core';

/** Text to be typed, or the value of a choice; of a reference, the first record that is offered (`''`) or that a filter finds. */
export type Want = string | { readonly find: string };
/** Values by field; of a child table, of the cells of its first row. */
export type Wants = Readonly<Record<string, Want | Readonly<Record<string, Want>>>>;

export interface Filling {
  readonly page: Page;
  readonly objects: Readonly<Record<string, ObjectModel>>;
  readonly object: ObjectModel;
  readonly wants: Wants;
  /** Makes values that must be unique differ. */
  readonly serial: number;
  /** The first record that a filter finds: what it is found by when that is typed, and its title. */
  readonly find: (object: string, filter: string) => Promise<{ readonly typed: string; readonly title: string }>;
  /** Which of the choices is taken: another one each time that the one before was refused. */
  readonly nth: number;
}

/** As the demo's tenants count days. */
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
const numbers: ReadonlySet<string> = new Set(['integer', 'decimal', 'money', 'quantity', 'percent']);
const choices: ReadonlySet<string> = new Set(['select', 'multi_select', 'reference', 'references']);

const base36 = (serial: number): string => serial.toString(36).toUpperCase().padStart(3, '0');

/** A text that the field takes, and that nobody else has. It stands behind the records of the demo in every order. */
function textFor(field: FieldModel, serial: number): string {
  if (field.type === 'email') return `test${serial}@example.com`;
  if (field.type === 'phone') return `199-0000-${String(serial).padStart(4, '0')}`;
  if (field.type === 'url') return `https://example.com/${serial}`;
  const usual = [`龥 ${field.label} ${serial}`, `ZZ-${base36(serial)}`, `zz_${base36(serial).toLowerCase()}`, String(900_000 + serial)];
  const fits = (text: string) => [...text].length <= (field.maxLength ?? 200) && [...text].length >= (field.minLength ?? 0) && (field.pattern === undefined || new RegExp(field.pattern, 'u').test(text));
  return usual.find(fits) ?? fc.sample(fc.stringMatching(new RegExp(field.pattern ?? '^.+$')), { seed: serial, numRuns: 1 })[0]!;
}

/** Different where it must be, within its bounds. */
function numberFor(field: FieldModel, serial: number): string {
  const [min, max] = [Number(field.min ?? 1), Number(field.max ?? Infinity)];
  return String(Math.min(Math.max(min, 1) + (field.unique ? 1000 + serial : 0), max));
}

/** Gives the field, or a cell of a grid, the value that is wanted, or one of its own. */
async function fillIn(filling: Filling, place: Locator, field: FieldModel, want: Want | undefined): Promise<void> {
  const { page, serial } = filling;
  const cell = (await place.getAttribute('role')) === 'gridcell';
  if (cell) await place.click();
  const input = place.locator('input, textarea').first();
  if (choices.has(field.type)) return take(filling, place, field, want);
  if (numbers.has(field.type)) return input.fill(typeof want === 'string' ? want : numberFor(field, serial));
  switch (field.type) {
    case 'boolean': return place.locator('button[role=switch], input[type=checkbox]').first().click();
    case 'date': case 'datetime': case 'time': case 'date_range': {
      const texts = typeof want === 'string' ? want.split(' ~ ') : field.type === 'time' ? ['08:30'] : field.type === 'datetime' ? [`${today} 08:30`] : [today];
      const ends = field.type === 'date_range' && texts.length === 1 ? [texts[0]!, texts[0]!] : texts;
      for (const [index, text] of ends.entries()) {
        await place.locator('input').nth(index).fill(text);
        await page.keyboard.press('Tab');
      }
      return undefined;
    }
    case 'address': {
      await input.fill('江苏省');
      return place.locator('.address-detail').fill(`建设大道 ${serial} 号`);
    }
    case 'geo': {
      await input.fill('31.3');
      return place.locator('input').nth(1).fill('120.6');
    }
    case 'json': return input.fill('{}');
    case 'file': case 'image': {
      await place.locator('input[type=file]').setInputFiles({ name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
      return place.locator('.file-shown').waitFor();
    }
    default: return input.fill(typeof want === 'string' ? want : textFor(field, serial));
  }
}

/** Takes one of the choices that are offered: that which is wanted, else the first. */
async function take({ page, nth, find }: Filling, place: Locator, field: FieldModel, want: Want | undefined): Promise<void> {
  const box = place.locator('[role=combobox]');
  const record = typeof want === 'object' ? await find(field.to!, want.find) : undefined;
  const label = record?.title ?? field.options?.find((option) => option.value === want)?.label;
  await box.click();
  if (label !== undefined) await box.fill(record?.typed ?? label);
  const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
  const wanted = label === undefined ? offered : offered.filter({ hasText: label });
  await wanted.first().waitFor();
  const at = label === undefined && field.to !== undefined ? Math.min(nth, (await wanted.count()) - 1) : 0;
  await wanted.nth(at).click();
  // What takes several stays open for more.
  if (field.type === 'multi_select' || field.type === 'references') await page.keyboard.press('Tab');
}

/** Fields that must be given and are not yet. */
const lackingFields = (page: Page) => page.evaluate(() => {
  const form = document.querySelector('.record-form')!;
  const empty = (field: Element): boolean => {
    if (field.querySelector('.file-input')) return field.querySelector('.file-shown') === null;
    if (field.querySelector('.ant-select')) return field.querySelector('.ant-select-selection-item, .ant-select-content-has-value') === null;
    const inputs = [...field.querySelectorAll('input, textarea:not([aria-hidden])')] as HTMLInputElement[];
    return inputs.some((input) => !input.disabled) && inputs.every((input) => input.value === '');
  };
  return [...form.querySelectorAll('.field[data-field]')].filter((field) => field.querySelector('label.required') && empty(field)).map((field) => field.getAttribute('data-field')!);
});

/** Child tables that need a row and have none. */
async function lackingTables(page: Page, object: ObjectModel): Promise<readonly string[]> {
  const shown = await page.evaluate(() => [...document.querySelectorAll('.record-form .lines-wrap[data-field]')].filter((table) => !table.querySelector('tbody tr[data-row]')).map((table) => table.getAttribute('data-field')!));
  return shown.filter((name) => object.fields[name]!.required || (object.fields[name]!.minRows ?? 0) > 0);
}

const lackingCells = (page: Page, table: string) => page.evaluate((name) => {
  const grid = document.querySelector(`[data-grid="${name}"]`)!;
  const required = [...grid.querySelectorAll('th[data-head]')].filter((head) => head.querySelector('.required')).map((head) => head.getAttribute('data-head')!);
  return required.filter((column) => {
    const cell = grid.querySelector(`tr[data-row="0"] [data-field="${column}"]`);
    const input = cell?.querySelector('input');
    if (cell?.querySelector('.ant-select')) return cell.querySelector('.ant-select-selection-item, .ant-select-content-has-value') === null;
    return input ? input.type !== 'checkbox' && input.value === '' : ['', '—'].includes(cell?.textContent?.trim() ?? 'absent');
  });
}, table);

async function fillRow(filling: Filling, table: string, wants: Readonly<Record<string, Want>>): Promise<void> {
  const { page, objects, object } = filling;
  const child = objects[object.fields[table]!.of!]!;
  if ((await page.locator(`[data-grid=${table}] tbody tr[data-row]`).count()) === 0) await page.locator(`[data-action=add-${table}]`).click();
  const cell = (name: string) => page.locator(`[data-grid=${table}] tr[data-row="0"] [data-field=${name}]`);
  for (const [name, want] of Object.entries(wants)) await fillIn(filling, cell(name), child.fields[name]!, want);
  for (let round = 0, names = await lackingCells(page, table); names.length > 0; round += 1, names = await lackingCells(page, table)) {
    if (round > 3) throw new Error(`${object.name}.${table}: nothing fills ${names.join()}`);
    for (const name of names) await fillIn(filling, cell(name), child.fields[name]!, undefined);
    // The cell that was filled last is left, so that it shows what it has.
    await page.locator('.record-form .section-title, .record-form h2, .page-head h1').first().click();
  }
}

/** Gives what is wanted, then all that the form asks for; conditions may ask for more as it is filled in. */
export async function fillForm(filling: Filling): Promise<void> {
  const { page, object, wants } = filling;
  const field = (name: string) => page.locator(`.record-form .field[data-field=${name}]`);
  for (const [name, want] of Object.entries(wants)) {
    if (object.fields[name]!.type === 'children') await fillRow(filling, name, want as Readonly<Record<string, Want>>);
    else await fillIn(filling, field(name), object.fields[name]!, want as Want);
  }
  for (let round = 0; ; round += 1) {
    const [fields, tables] = [await lackingFields(page), await lackingTables(page, object)];
    if (fields.length + tables.length === 0) return;
    if (round > 4) throw new Error(`${object.name}: nothing fills ${[...fields, ...tables].join()}`);
    for (const name of fields) await fillIn(filling, field(name), object.fields[name]!, undefined);
    for (const name of tables) await fillRow(filling, name, {});
  }
}

const editOrder = ['long_text', 'text', 'boolean', 'decimal', 'quantity', 'money', 'percent', 'integer', 'date', 'select', 'multi_select', 'phone', 'email'];

/** Fields of an open form that may be changed, those first that no rule reads. */
export async function changeable(page: Page, object: ObjectModel): Promise<readonly FieldModel[]> {
  const open = await page.evaluate(() => [...document.querySelectorAll('.record-form .field[data-field]')]
    .filter((field) => field.querySelector('input:not([disabled]), textarea:not([disabled]), button[role=switch]:not([disabled])')).map((field) => field.getAttribute('data-field')!));
  const rules = [...Object.values(object.validations).map(({ check }) => check.source), ...Object.values(object.keys).map(({ fields }) => fields.join(' '))].join(' ');
  const ruled = (field: FieldModel) => Number(new RegExp(`\\b${field.name}\\b`).test(rules) || field.unique === true || field.pattern !== undefined);
  return open.map((name) => object.fields[name]!).filter(({ type }) => editOrder.includes(type)).toSorted((a, b) => ruled(a) - ruled(b) || editOrder.indexOf(a.type) - editOrder.indexOf(b.type));
}

/** Gives a field another value than it has. */
export async function change(filling: Filling, field: FieldModel): Promise<void> {
  const place = filling.page.locator(`.record-form .field[data-field=${field.name}]`);
  const input = place.locator('input, textarea').first();
  if (numbers.has(field.type)) {
    const was = Number((await input.inputValue()).replaceAll(',', ''));
    return input.fill(String(was + 1 > Number(field.max ?? Infinity) ? was - 1 : was + 1));
  }
  if (field.type === 'select' || field.type === 'multi_select') {
    const shown = await place.locator('.ant-select').innerText();
    const other = field.options?.find((option) => !option.inactive && !shown.includes(option.label));
    return fillIn(filling, place, field, other?.value);
  }
  if (field.type === 'date') return fillIn(filling, place, field, (await input.inputValue()) === '' ? today : '2026-01-05');
  return fillIn(filling, place, field, undefined);
}
