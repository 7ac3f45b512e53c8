/** A day of a person in the product, from the sign-in page to a table that is brought in, in a real Chromium and recorded step by step. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { password, type Product } from './product.ts';
import { readSheet, sheetOf, type SheetCell } from './sheet.ts';
import { choose, get, settled, visit, write, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;
openWorkplace((opened) => { ({ product, browser } = opened); });

interface Row { readonly id: string; readonly [name: string]: unknown }
interface Listed { readonly data: readonly Row[]; readonly count: number }

const list = (context: BrowserContext, object: string, query: Readonly<Record<string, string>>) => get<Listed>(context, `/api/objects/${object}`, { limit: '200', count: 'true', ...query });
const idOf = async (context: BrowserContext, object: string, filter: string) => (await list(context, object, { filter, select: 'id' })).data[0]!.id;
/** What becomes so, on a busy machine too. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 });

/** The month before this one, as the tenant counts days. */
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
const month = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 2, 1)).toISOString().slice(0, 7);
const monthEnd = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10);

const dealerCode = 'D001';
const people = {
  'zh-CN': {
    login: 'sales@demo', name: '林经理', dealer: '苏州恒信电器', lastMonth: '上月', more: '大于', within: '在', po: 'HX-采购-071', poBefore: 'HX-采购-070', prefix: 'HXZH', region: '江苏', type: '批发商',
    headings: { code: '经销商编码', name: '经销商名称', legal: '工商登记名称', type: '类型', company: '签约公司', area: '大区', manager: '客户经理', established: '成立日期', staff: '员工人数', remark: '销售备注' },
  },
  en: {
    login: 'admin@demo', name: 'Ada Admin', dealer: '苏州恒信电器', lastMonth: 'Last month', more: 'is more than', within: 'is in', po: 'HX-PO-071', poBefore: 'HX-PO-070', prefix: 'HXEN', region: '江苏', type: 'Wholesaler',
    headings: { code: 'Dealer code', name: 'Trading name', legal: 'Registered name', type: 'Type', company: 'Company', area: 'Sales area', manager: 'Account manager', established: 'Established on', staff: 'Employees', remark: 'Remark of sales' },
  },
} as const;
type Person = (typeof people)[Language];
type Heading = keyof Person['headings'];

/** The story happens on any day: what it needs of last month is ordered then, before it begins. */
async function orderLastMonth(context: BrowserContext, po: string, day: string, qty: string): Promise<void> {
  const [company, dealer, sku, uom] = [await idOf(context, 'company', "code == 'BP-CN'"), await idOf(context, 'dealer', `code == '${dealerCode}'`), await idOf(context, 'sku', "code == 'P001-01'"), await idOf(context, 'uom', "name == '台'")];
  const lines = [{ no: 1, sku, uom, factor: '1', qty, unit_price: '1500' }];
  const answer = await context.request.post('/api/objects/sales_order', { data: { company, dealer, order_date: `${month}-${day}`, po_no: po, lines } });
  expect(answer.status(), await answer.text()).toBe(201);
}

beforeAll(async () => {
  const { context } = await visit(browser, product.url, { login: 'sales@demo' });
  for (const { poBefore } of Object.values(people)) await orderLastMonth(context, poBefore, '14', '40');
  await orderLastMonth(context, 'HX-SMALL', '15', '4');
  await context.close();
}, 240_000);

/** Takes a picture after each step, named by its place in the story. */
function recorder(page: Page, language: Language) {
  let step = 0;
  return async (name: string) => {
    await page.locator('.shell-content h1, .sign-in-title').first().waitFor();
    await settled(page);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    step += 1;
    await page.screenshot({ path: `${artifacts}story-${language}-${String(step).padStart(2, '0')}-${name}.png` });
  };
}

async function signIn(page: Page, { login }: Person, shot: (name: string) => Promise<void>): Promise<void> {
  await page.goto('/');
  await page.locator('#sign-in-login').fill(login);
  await page.locator('#sign-in-password').fill(password);
  await shot('sign-in');
  await page.locator('#sign-in-password').press('Enter');
  await page.locator('.shell-nav .nav-item').first().waitFor();
  await shot('home');
}

const goTo = async (page: Page, path: string) => {
  await page.locator(`.shell-nav a[href="${path}"]`).first().click();
  await page.locator(`.shell-content[data-page="${path}"]`).waitFor();
};

const option = (page: Page, text: string): Locator => page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText(text, { exact: true });

async function addRule(page: Page, path: string): Promise<Locator> {
  const panel = page.locator('[data-filter-panel]');
  const before = await panel.locator('[data-rule]').count();
  await panel.locator('[data-action=add-rule]').click();
  await panel.locator('[data-rule]').nth(before).locator('[data-part=field]').click();
  await page.locator(`.field-picker:visible [data-field-choice=${path}]`).click();
  const rule = panel.locator(`[data-rule=${path}]`);
  await rule.waitFor();
  return rule;
}

/** Builds the filter by clicks: whose orders, of when, above what. */
async function buildFilter(page: Page, say: Person, shot: (name: string) => Promise<void>): Promise<string> {
  const panel = page.locator('[data-filter-panel]');
  await page.locator('[data-action=filter]').click();
  await panel.waitFor();
  const dealer = await addRule(page, 'dealer');
  await choose(page, dealer.locator('[data-part=value]'), say.dealer);
  const date = await addRule(page, 'order_date');
  await date.locator('[data-part=operator]').click();
  await option(page, say.within).click();
  await date.locator('[data-part=value] .ant-select').first().click();
  await option(page, say.lastMonth).click();
  const total = await addRule(page, 'total');
  await total.locator('[data-part=operator]').click();
  await option(page, say.more).click();
  await total.locator('[data-part=value] input').fill('50000');
  const filterOf = () => new URL(page.url()).searchParams.get('filter') ?? '';
  await soon(filterOf).toContain('50000');
  await shot('filter-built');
  // The same filter stands in the other tab, to be read and written.
  await panel.locator('[data-tab=expression]').click();
  await soon(() => panel.locator('[data-expression]').innerText()).toBe(filterOf());
  await shot('filter-expression');
  await panel.locator('[data-action=close-filter]').click();
  await panel.waitFor({ state: 'hidden' });
  return filterOf();
}

async function changeOrder(page: Page, say: Person, shot: (name: string) => Promise<void>): Promise<void> {
  await page.locator('[data-action=edit]').click();
  const po = page.locator('[data-field=po_no] input');
  await po.waitFor();
  expect(await po.inputValue()).toBe(say.poBefore);
  await po.fill(say.po);
  await write(page.locator('[data-grid=lines] tr[data-row="0"] [data-field=qty]'), '44');
  await shot('order-changed');
  await page.locator('[data-action=save]').click();
  await page.waitForURL(/\/r\/[^/]+$/);
  await page.locator('[data-field=po_no]', { hasText: say.po }).first().waitFor();
  await shot('order-saved');
}

async function seeHistory(page: Page, say: Person, shot: (name: string) => Promise<void>): Promise<void> {
  const tab = page.locator('[data-activity=history]');
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  const entry = page.locator('.rec-entry[data-entry=update]').first();
  await entry.waitFor();
  expect(await entry.locator('.rec-entry-head b').innerText()).toBe(say.name);
  const change = entry.locator('[data-change=po_no]');
  expect(await change.innerText()).toMatch(new RegExp(`${say.poBefore} → ${say.po}$`));
  await entry.locator('[data-change=lines]').waitFor();
  // What follows from the quantity is told when it is asked for.
  await entry.locator('.rec-folded').click();
  expect(await entry.locator('[data-change=total]').innerText()).toMatch(/60,000\.00 → .*66,000\.00$/);
  await shot('history');
}

async function exportList(page: Page, context: BrowserContext, filter: string, shot: (name: string) => Promise<void>): Promise<void> {
  const headings = (await page.locator('.grid-label').allInnerTexts()).map((text) => text.trim());
  await page.locator('[data-action=export]').click();
  const arrives = page.waitForEvent('download');
  await page.locator('[data-format=xlsx]').click();
  const file = await arrives;
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  await shot('exported');
  const [head, ...rows] = await readSheet(await file.path());
  expect(head).toEqual(headings);
  const { data, count } = await list(context, 'sales_order', { filter, sort: '-order_date,-no', select: 'no,order_date,total,dealer.name' });
  const [no, day, dealer, total] = ['no', 'order_date', 'dealer.name', 'total'].map((column) => page.locator(`th[data-column="${column}"] .grid-label`));
  const at = async (cell: Locator) => headings.indexOf((await cell.innerText()).trim());
  const [noAt, dayAt, dealerAt, totalAt] = [await at(no!), await at(day!), await at(dealer!), await at(total!)];
  expect(rows.length).toBe(count);
  const shown = rows.map((row) => ({ no: row[noAt], day: (row[dayAt] as Date).toISOString().slice(0, 10), dealer: row[dealerAt], total: row[totalAt] }));
  expect(shown).toEqual(data.map((one) => ({ no: one['no'], day: one['order_date'], dealer: (one['dealer'] as Row)['name'], total: Number(one['total']) })));
}

const rowCount = 500;
const headingOrder: readonly Heading[] = ['code', 'name', 'legal', 'type', 'company', 'area', 'manager', 'established', 'staff', 'remark'];

interface Bad { readonly line: number; readonly at: Heading; readonly wrong: SheetCell; readonly right: SheetCell }

/** Seven rows of the sheet, each wrong in another way, with what makes it right. Lines are those that a spreadsheet shows. */
function badRows(say: Person): readonly Bad[] {
  const code = (line: number) => `${say.prefix}-${String(line - 1).padStart(4, '0')}`;
  return [
    { line: 12, at: 'name', wrong: null, right: 'Found later' },
    { line: 77, at: 'area', wrong: 'Atlantis', right: say.region },
    { line: 143, at: 'type', wrong: 'Moon base', right: say.type },
    { line: 219, at: 'established', wrong: '2024-13-45', right: '2024-12-04' },
    // Another row of the same sheet has it already, far above.
    { line: 333, at: 'code', wrong: code(20), right: code(333) },
    { line: 402, at: 'legal', wrong: 'Long '.repeat(60).trim(), right: 'Long Ltd' },
    { line: 488, at: 'staff', wrong: 'a dozen', right: 12 },
  ];
}

function sheetRows(say: Person): SheetCell[][] {
  const rows = Array.from({ length: rowCount }, (_, at): SheetCell[] => {
    const no = String(at + 1).padStart(4, '0');
    return [`${say.prefix}-${no}`, `恒信 ${say.prefix} ${no}`, `恒信 ${no} 有限公司`, say.type, 'BP-CN', say.region, '周业务', new Date(Date.UTC(2020, at % 12, 1 + (at % 28))), at + 1, `call ${no}`];
  });
  for (const { line, at, wrong } of badRows(say)) rows[line - 2]![headingOrder.indexOf(at)] = wrong;
  return rows;
}

/** Refused rows come back as text, however their cells were written. */
const asText = (cell: SheetCell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell === null ? null : String(cell));

async function upload(page: Page, name: string, rows: readonly (readonly SheetCell[])[]): Promise<void> {
  await page.locator('.import-upload input[type=file]').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await sheetOf(rows) });
  await page.locator('.import-map').waitFor();
}

/** Each bad row stands in the check with its reason at the cell that is wrong. */
async function seeRefusals(page: Page, say: Person): Promise<void> {
  const table = page.locator('.refused-table');
  expect(await table.locator('[data-refused-row]').count()).toBe(7);
  const heads = await table.locator('thead th').allInnerTexts();
  for (const { line, at } of badRows(say)) {
    const cells = table.locator(`[data-refused-row="${line}"] td`);
    const wrong = await cells.evaluateAll((all) => all.flatMap((cell, index) => (cell.getAttribute('aria-invalid') === 'true' ? [index] : [])));
    expect({ line, at: wrong.map((index) => heads[index]) }).toEqual({ line, at: [say.headings[at]] });
    expect(await cells.nth(wrong[0]!).locator('.refused-why').innerText()).toMatch(say === people.en ? /^[ -~“”’…–]+$/ : /[\u4e00-\u9fff]/);
  }
}

const counts = (page: Page) => page.locator('[data-count][data-value]').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.getAttribute('data-count'), Number(one.getAttribute('data-value'))])));

async function importDealers(page: Page, context: BrowserContext, say: Person, shot: (name: string) => Promise<void>): Promise<void> {
  const heading = headingOrder.map((name) => say.headings[name]);
  await page.locator('[data-action=import]').click();
  await page.locator('.import-upload').waitFor();
  await shot('import-upload');
  await upload(page, 'dealers.xlsx', [heading, ...sheetRows(say)]);
  // What the headings say is found; what they do not say is chosen, and what nobody needs is left out.
  await page.locator('[data-missing="1"]').waitFor();
  const area = page.locator(`.import-target[data-column="${say.headings.area}"]`);
  await area.click();
  await area.locator('[role=combobox]').fill(say === people.en ? 'Region' : '所属区域');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  expect(await page.locator('[data-mapped=false]').count()).toBe(1);
  await shot('import-mapping');
  await page.locator('[data-action=check]').click();
  await page.locator('[data-checked="7"]').waitFor({ timeout: 120_000 });
  expect(await counts(page)).toEqual({ created: 493, updated: 0, unchanged: 0, refused: 7 });
  await seeRefusals(page, say);
  await shot('import-check');
  const begun = { filter: `startswith(code, '${say.prefix}')`, select: 'id', limit: '1' };
  expect((await list(context, 'dealer', begun)).count).toBe(0);

  await page.locator('[data-action=import-now]').click();
  await page.locator('[data-import=done]').waitFor({ timeout: 120_000 });
  expect(await counts(page)).toEqual({ created: 493, updated: 0, unchanged: 0, refused: 7 });
  await shot('import-run');
  expect((await list(context, 'dealer', begun)).count).toBe(493);

  const arrives = page.waitForEvent('download');
  await page.locator('[data-action=download-refused]').click();
  const [refusedHead, ...refused] = await readSheet(await (await arrives).path());
  expect(refusedHead!.slice(0, -1)).toEqual(heading);
  expect(refused.length).toBe(7);
  const rows = sheetRows(say);
  const corrected = badRows(say).map(({ line, at, right }, index) => {
    const column = headingOrder.indexOf(at);
    const back = refused[index]!;
    expect(back.slice(0, -1)).toEqual(rows[line - 2]!.map(asText));
    expect(String(back.at(-1))).toContain(say.headings[at]);
    return back.with(column, right);
  });

  await page.locator('[data-action=start-over]').click();
  await page.locator('.import-upload').waitFor();
  await upload(page, 'corrected.xlsx', [refusedHead!, ...corrected]);
  // The column that was chosen by hand is remembered; the reasons set nothing.
  expect(await page.locator('[data-missing]').count()).toBe(0);
  expect(await page.locator('[data-mapped=false]').count()).toBe(2);
  await page.locator('[data-action=check]').click();
  await page.locator('[data-checked="0"]').waitFor({ timeout: 60_000 });
  await page.locator('[data-action=import-now]').click();
  await page.locator('[data-import=done]').waitFor({ timeout: 60_000 });
  expect(await counts(page)).toEqual({ created: 7, updated: 0, unchanged: 0, refused: 0 });
  await shot('import-corrected');
  expect((await list(context, 'dealer', begun)).count).toBe(rowCount);
}

describe('the story of a sales manager', () => {
  it.each(['zh-CN', 'en'] as const)('finds orders, changes one, takes them out, and brings dealers in, in %s', async (language) => {
    const say = people[language];
    const { page, context, complaints } = await visit(browser, product.url, { language });
    const shot = recorder(page, language);
    await signIn(page, say, shot);

    await goTo(page, '/o/sales_order/all');
    const filter = await buildFilter(page, say, shot);
    const wanted = await list(context, 'sales_order', { filter: `dealer.code == '${dealerCode}' and order_date >= '${month}-01' and order_date <= '${monthEnd}' and total > 50000`, sort: '-order_date,-no', select: 'no,po_no' });
    expect(wanted.data.map((one) => one['po_no'])).toContain(say.poBefore);
    expect(wanted.data.map((one) => one['po_no'])).not.toContain('HX-SMALL');
    await soon(() => page.locator('tr[data-id] td[data-column=no]').allInnerTexts()).toEqual(wanted.data.map((one) => one['no']));
    await shot('found');

    const order = wanted.data.find((one) => one['po_no'] === say.poBefore)!;
    await page.locator(`tr[data-id="${order.id}"] a`).first().click();
    await page.waitForURL(`**/r/${order.id}`);
    await shot('order');
    await changeOrder(page, say, shot);
    await seeHistory(page, say, shot);

    // Back from the order, its form and the order as it was, the list is as it was left.
    await page.evaluate(() => history.go(-3));
    await page.locator('.shell-content[data-page="/o/sales_order/all"]').waitFor();
    expect(new URL(page.url()).searchParams.get('filter')).toBe(filter);
    await page.locator(`tr[data-id="${order.id}"]`).waitFor();
    await exportList(page, context, filter, shot);

    await goTo(page, '/o/dealer/all');
    await importDealers(page, context, say, shot);
    await page.locator('[data-action=to-list]').click();
    await page.locator('.shell-content[data-page^="/o/dealer"]').waitFor();
    await page.locator('.list-search input').fill(say.prefix);
    await soon(async () => Number(await page.locator('[data-count]').first().getAttribute('data-count'))).toBe(rowCount);
    await shot('dealers');
    expect(complaints()).toEqual([]);
    await context.close();
  }, 420_000);
});
