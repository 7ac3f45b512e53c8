/** Forms in a real Chromium: the grid by keyboard and clipboard, numbers, lookups, conflicts, drafts, phones. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { choose, get, go, open, phone, settled, visit, write, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const enter = (who: Parameters<typeof visit>[2] = {}) => visit(browser, product.url, { login: 'admin@demo', ...who });
const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}form-${name}.png` });
const field = (page: Page, name: string) => page.locator(`[data-field=${name}]`).first();
const rows = (page: Page) => page.locator('[data-grid=lines] tbody tr[data-row]');
const cell = (page: Page, row: number, name: string) => page.locator(`[data-grid=lines] tr[data-row="${row}"] [data-field=${name}]`);
const column = (page: Page, name: string) => page.locator(`[data-grid=lines] tbody [data-field=${name}]`).allInnerTexts();
const activeCell = (page: Page) => page.evaluate(() => {
  const at = document.activeElement?.closest('[role=gridcell]');
  return at ? `${at.closest('tr')?.getAttribute('data-row')}/${at.getAttribute('data-field')}` : null;
});
/** Puts a table on the clipboard of the page and pastes it where the focus is. */
const paste = (page: Page, text: string) => page.evaluate((given) => {
  const data = new DataTransfer();
  data.setData('text/plain', given);
  document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, text);
const copied = (page: Page) => page.evaluate(() => {
  const data = new DataTransfer();
  document.activeElement!.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
  return data.getData('text/plain');
});

interface Listed { readonly data: readonly { readonly id: string; readonly version: number; readonly [name: string]: unknown }[] }

async function idOf(context: BrowserContext, object: string, filter: string): Promise<string> {
  const { data } = await get<Listed>(context, `/api/objects/${object}`, { filter, limit: '1', select: 'id' });
  return data[0]!.id;
}

async function makeOrder(context: BrowserContext, count: number): Promise<string> {
  const [company, dealer, sku, uom] = [await idOf(context, 'company', "code == 'BP-CN'"), await idOf(context, 'dealer', "code == 'D001'"), await idOf(context, 'sku', "code == 'P001-01'"), await idOf(context, 'uom', "name == '台'")];
  const lines = Array.from({ length: count }, (_, index) => ({ no: index + 1, sku, uom, factor: '1', qty: String(index + 1), unit_price: '1500' }));
  const answer = await context.request.post('/api/objects/sales_order', { data: { company, dealer, lines, note: 'as it was' } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

async function beginOrder(page: Page): Promise<void> {
  await open(page, '/o/sales_order/new');
  await choose(page, field(page, 'company'), 'BP-CN');
  await choose(page, field(page, 'dealer'), 'D001');
}

describe('a grid', () => {
  it('is filled in by keys alone, and saved by them', async () => {
    const { page, context, complaints } = await enter();
    await beginOrder(page);
    await page.locator('[data-action=add-lines]').press('Enter');
    // A lookup takes what is found once the answer is there.
    await page.keyboard.type('P001-01');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: 'P001-01' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await activeCell(page)).toBe('0/uom');
    await page.keyboard.type('台');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '台' }).first().waitFor();
    await page.keyboard.press('Tab');
    expect(await activeCell(page)).toBe('0/factor');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('3');
    // Computed cells are passed by.
    await page.keyboard.press('Tab');
    await page.keyboard.type('1,500.5');
    await page.keyboard.press('Tab');
    expect(await activeCell(page)).toBe('0/discount_alloc');
    await cell(page, 0, 'gross').getByText('¥4,501.50').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await rows(page).count()).toBe(2);
    expect(await activeCell(page)).toBe('1/sku');
    await page.keyboard.press('Control+d');
    await cell(page, 1, 'sku').locator('.ant-select').getByText('R6').waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    expect(await column(page, 'no')).toEqual(['1', '2']);
    await page.keyboard.press('Control+Delete');
    expect(await rows(page).count()).toBe(1);
    // Escape brings back what was there before it was typed over.
    await cell(page, 0, 'qty').click();
    await page.keyboard.type('77');
    await field(page, 'total').getByText('¥115,538.50').waitFor();
    await page.keyboard.press('Escape');
    await field(page, 'total').getByText('¥4,501.50').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/o\/sales_order\/r\/[^/]+$/);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it.concurrent.each(['zh-CN', 'en'] as const)('takes a block from a spreadsheet, marks what it does not know, and gives it back, in %s', async (language: Language) => {
    const { page, context, complaints } = await enter({ language });
    await beginOrder(page);
    await page.locator('[data-action=add-lines]').click();
    await cell(page, 0, 'sku').click();
    const asked: string[] = [];
    page.on('request', (request) => { if (request.url().includes('/api/objects/sku?')) asked.push(request.url()); });
    await paste(page, ['P001-01\t台\t1\t1,200\t¥1 500.50', 'P002-01\t台\t1\t２\t"10"', 'nobody knows this\t台\t1\tthree\t7', ''].join('\r\n'));
    await cell(page, 2, 'sku').locator('.cell-pasted, .field-error').first().waitFor();
    expect(await rows(page).count()).toBe(3);
    expect(asked.filter((url) => url.includes('P001-01')).length).toBe(1);
    expect(await column(page, 'no')).toEqual(['1', '2', '3']);
    expect(await cell(page, 0, 'qty').innerText()).toBe('1,200 台');
    expect(await cell(page, 1, 'qty').innerText()).toBe('2 台');
    expect(await cell(page, 0, 'unit_price').innerText()).toBe('¥1,500.50');
    // What was not understood stands where it was pasted, and keeps the form from being saved.
    expect(await cell(page, 2, 'sku').innerText()).toContain('nobody knows this');
    expect(await cell(page, 2, 'qty').innerText()).toContain('three');
    await shot(page, `pasted-${language}`);
    await page.locator('[data-action=save]').click();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('.error-summary').innerText()).toContain('nobody knows this');
    await page.locator('[data-action=next-error]').click();
    expect(await activeCell(page)).toBe('2/sku');
    await cell(page, 2, 'sku').locator('[role=combobox]').press('Control+Delete');
    await page.locator('.error-summary').waitFor({ state: 'detached' });
    // What is copied comes back as it was pasted.
    await cell(page, 0, 'sku').click();
    await cell(page, 1, 'unit_price').click({ modifiers: ['Shift'] });
    const table = (await copied(page)).split('\r\n').map((line) => line.split('\t'));
    expect(table.map((line) => line.slice(1))).toEqual([['台', '1', '1200', '1500.50'], ['台', '1', '2', '10']]);
    complaints();
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/o\/sales_order\/r\/[^/]+$/);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('draws the rows in sight of many, keeps its place, and adds up exactly', async () => {
    const { page, context, complaints } = await enter();
    const id = await makeOrder(context, 120);
    await open(page, `/o/sales_order/r/${id}/edit`);
    await cell(page, 0, 'qty').waitFor();
    expect(await rows(page).count()).toBeLessThan(60);
    expect(await page.locator('[data-total=qty]').innerText()).toBe('7,260');
    await cell(page, 0, 'qty').click();
    await page.keyboard.press('Control+End');
    await page.locator('[data-grid=lines] tr[data-row="119"]').waitFor();
    await page.keyboard.press('Control+Home');
    await cell(page, 0, 'qty').waitFor();
    await write(cell(page, 1, 'qty'), '0.001');
    expect(await page.locator('[data-total=qty]').innerText()).toBe('7,258.001');
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/o\/sales_order\/r\/[^/]+$/);
    const { lines } = await get<{ lines: readonly { no: number; qty: string }[] }>(context, `/api/objects/sales_order/${id}`, { select: 'lines.no,lines.qty' });
    expect(lines.toSorted((a, b) => a.no - b.no).slice(0, 3).map(({ qty }) => qty)).toEqual(['1.000', '0.001', '3.000']);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('numbers', () => {
  it('lose no digit between the key and the server, in whatever form they are typed', async () => {
    const { page, context } = await enter();
    await beginOrder(page);
    const freight = field(page, 'freight').locator('input');
    const typed = async (text: string) => {
      await freight.fill(text);
      await freight.blur();
      return freight.inputValue();
    };
    expect(await typed('12345678901234567890.12')).toBe('12,345,678,901,234,567,890.12');
    expect(await typed('１２３')).toBe('123.00');
    expect(await typed('¥1 234,5')).toBe('1,234.50');
    expect(await typed('-0.07')).toBe('-0.07');
    await field(page, 'freight').locator('.field-error', { hasText: 'At least 0' }).waitFor();
    expect(await typed('1.234')).toBe('1.234');
    await field(page, 'freight').locator('.field-error', { hasText: 'At most 2 decimals' }).waitFor();
    expect(await typed('a lot')).toBe('a lot');
    await field(page, 'freight').locator('.field-error', { hasText: 'Not a number' }).waitFor();
    expect(await typed('123456789012345678.91')).toBe('123,456,789,012,345,678.91');
    await page.locator('[data-action=add-lines]').click();
    await choose(page, cell(page, 0, 'sku'), 'P001-01');
    await choose(page, cell(page, 0, 'uom'), '台');
    await write(cell(page, 0, 'qty'), '1');
    await write(cell(page, 0, 'unit_price'), '0.000001');
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/o\/sales_order\/r\/([^/]+)$/);
    const id = page.url().split('/').at(-1)!;
    expect(await get(context, `/api/objects/sales_order/${id}`, { select: 'freight,lines.unit_price' })).toMatchObject({ freight: '123456789012345678.91', lines: [{ unit_price: '0.000001' }] });
    await context.close();
  });
});

describe('a lookup', () => {
  it('makes a record that is missing without leaving the form, and remembers what was chosen', async () => {
    const { page, context, complaints } = await enter();
    await open(page, '/o/sales_order/new');
    const warehouse = field(page, 'warehouse').locator('[role=combobox]');
    const name = `Depot ${Date.now()}`;
    await warehouse.click();
    await warehouse.fill(name);
    await page.locator('[data-action=create-warehouse]').click();
    const drawer = page.locator('[data-drawer=warehouse]');
    await expect.poll(() => drawer.locator('[data-field=name] input').inputValue()).toBe(name);
    await drawer.locator('[data-field=code] input').fill(`W${Date.now()}`);
    // What the Model says of several fields together is told before the server is asked.
    await drawer.locator('[data-action=save]').click();
    await drawer.getByText('A dealer warehouse names its dealer, every other one its company.').waitFor();
    await choose(page, drawer.locator('[data-field=company]'), 'BP-CN');
    await drawer.locator('[data-action=save]').click();
    await drawer.waitFor({ state: 'detached' });
    await field(page, 'warehouse').getByText(name).waitFor();
    expect(await field(page, 'warehouse').locator('.lookup-open').getAttribute('href')).toMatch(/^\/o\/warehouse\/r\//);
    await warehouse.click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-group').first().waitFor();
    expect(await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().innerText()).toContain(name);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('two people', () => {
  it.concurrent.each(['zh-CN', 'en'] as const)('change one order: what only one changed is merged, the rest is asked for, nothing is lost, in %s', async (language: Language) => {
    const [mine, theirs] = [await enter({ language }), await enter({ language, login: 'sales@demo' })];
    const id = await makeOrder(mine.context, 3);
    for (const { page } of [mine, theirs]) {
      await open(page, `/o/sales_order/r/${id}/edit`);
      await cell(page, 0, 'qty').waitFor();
    }
    await field(theirs.page, 'po_no').locator('input').fill('THEIRS');
    await field(theirs.page, 'note').locator('textarea').first().fill('their note');
    await write(cell(theirs.page, 0, 'qty'), '10');
    await write(cell(theirs.page, 1, 'qty'), '20');
    await theirs.page.locator('[data-action=save]').click();
    await theirs.page.waitForURL(/\/r\/[^/]+$/);

    const { page } = mine;
    await field(page, 'note').locator('textarea').first().fill('my note');
    await field(page, 'ship_contact').locator('input').fill('Mine');
    await write(cell(page, 0, 'qty'), '11');
    await write(cell(page, 2, 'unit_price'), '99');
    await page.locator('[data-action=save]').click();
    const conflict = page.locator('[data-conflict]');
    await conflict.waitFor();
    await shot(page, `conflict-${language}`);
    expect(await conflict.locator('[data-choice]').count()).toBe(2);
    expect(await conflict.locator('[data-conflict-taken]').innerText()).toMatch(/PO|采购/);
    const note = conflict.locator('[data-choice=note]');
    expect(await note.innerText()).toMatch(/as it was[\s\S]*their note[\s\S]*my note/);
    await note.locator('[data-side=mine]').click();
    await conflict.locator('[data-choice^="lines/"] [data-side=theirs]').click();
    await conflict.locator('[data-action=save-merged]').click();
    await page.waitForURL(/\/r\/[^/]+$/);
    const saved = await get<{ lines: readonly { no: number; qty: string; unit_price: string }[] }>(mine.context, `/api/objects/sales_order/${id}`, { select: 'po_no,note,ship_contact,lines.no,lines.qty,lines.unit_price' });
    expect(saved).toMatchObject({ po_no: 'THEIRS', note: 'my note', ship_contact: 'Mine' });
    expect(saved.lines.toSorted((a, b) => a.no - b.no).map(({ qty, unit_price: price }) => [qty, Number(price)])).toEqual([['10.000', 1500], ['20.000', 1500], ['3.000', 99]]);
    await Promise.all([mine.context.close(), theirs.context.close()]);
  });
});

describe('what was typed', () => {
  it('is offered again after the page was lost, and not once it is saved or dropped', async () => {
    const { page, context, complaints } = await enter();
    const id = await makeOrder(context, 2);
    await open(page, `/o/sales_order/r/${id}/edit`);
    await field(page, 'note').locator('textarea').first().fill('half a thought');
    await write(cell(page, 1, 'qty'), '42');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.locator('[data-action=take-draft]').click();
    expect(await field(page, 'note').locator('textarea').first().inputValue()).toBe('half a thought');
    expect(await cell(page, 1, 'qty').innerText()).toBe('42 台');
    await field(page, 'total').getByText('¥64,500.00').waitFor();
    // Saving without leaving goes on with the same form and its new version.
    await page.keyboard.press('Control+s');
    await page.locator('.ant-message-success').waitFor();
    await field(page, 'po_no').locator('input').fill('AGAIN');
    await page.keyboard.press('Control+s');
    await expect.poll(async () => (await get<{ po_no: string }>(context, `/api/objects/sales_order/${id}`, { select: 'po_no' })).po_no).toBe('AGAIN');
    await settled(page);
    await page.reload();
    await cell(page, 1, 'qty').waitFor();
    expect(await page.locator('[data-draft]').count()).toBe(0);
    // Escape leaves, and asks where something would be lost.
    await field(page, 'po_no').locator('input').fill('LOST');
    await page.keyboard.press('Escape');
    await page.getByText('Leave without saving?').waitFor();
    await page.locator('.ant-modal .ant-btn-dangerous').click();
    await page.waitForURL(/\/r\/[^/]+$/);
    await go(page, `/o/sales_order/r/${id}/edit`);
    await cell(page, 1, 'qty').waitFor();
    expect(await page.locator('[data-draft]').count()).toBe(0);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('is the beginning of a copy', async () => {
    const { page, context, complaints } = await enter();
    const id = await makeOrder(context, 2);
    await open(page, `/o/sales_order/new?from=${id}`);
    await cell(page, 1, 'qty').waitFor();
    expect(await column(page, 'qty')).toEqual(['1 台', '2 台']);
    expect(await field(page, 'note').locator('textarea').first().inputValue()).toBe('as it was');
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/r\/[^/]+$/);
    expect(page.url()).not.toContain(id);
    const copy = await get<{ status: string; lines: readonly unknown[] }>(context, `/api/objects/sales_order/${page.url().split('/').at(-1)!}`, { select: 'status,lines.qty' });
    expect([copy.status, copy.lines.length]).toEqual(['draft', 2]);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('a file', () => {
  it('is refused where its kind does not fit, sent with its progress, shown and kept', async () => {
    const { page, context } = await enter();
    await open(page, '/o/brand/new');
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    const image = page.locator('[data-field]:has(.file-input)').first();
    const input = image.locator('input[type=file]');
    await input.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('words') });
    await image.locator('.field-error').waitFor();
    await input.setInputFiles({ name: 'mark.png', mimeType: 'image/png', buffer: png });
    await image.locator('.file-shown img').waitFor();
    expect(await image.locator('.field-error').count()).toBe(0);
    await image.locator('[data-action=remove-file]').click();
    expect(await image.locator('.file-shown').count()).toBe(0);
    await context.close();
  });
});

describe('a phone', () => {
  it.concurrent.each(['zh-CN', 'en'] as const)('writes lines in a sheet and shows them as cards within its width, in %s', async (language: Language) => {
    const { page, context, complaints } = await enter({ language, viewport: phone });
    await beginOrder(page);
    await page.locator('[data-action=add-lines]').click();
    const sheet = page.locator('[data-sheet=lines]');
    const inSheet = (name: string) => sheet.locator(`[data-field=${name}]`);
    await choose(page, inSheet('sku'), 'P001-01');
    await choose(page, inSheet('uom'), '台');
    await inSheet('qty').locator('input').fill('2');
    await inSheet('unit_price').locator('input').fill('１５００');
    await inSheet('gross').getByText('¥3,000.00').waitFor();
    await shot(page, `phone-sheet-${language}`);
    await sheet.locator('[data-action=row-done]').click();
    await sheet.waitFor({ state: 'detached' });
    await page.locator('.line-card', { hasText: '¥3,000.00' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await settled(page);
    await page.locator('.line-card').scrollIntoViewIfNeeded();
    await shot(page, `phone-lines-${language}`);
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/o\/sales_order\/r\/[^/]+$/);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});
