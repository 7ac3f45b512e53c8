/** Record pages in a real Chromium, against the real server with the demo's package. */
import type { APIRequestContext, Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { get, open, phone, settled, visit, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

const both: readonly Language[] = ['zh-CN', 'en'];

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const enter = (who: Parameters<typeof visit>[2] = {}) => visit(browser, product.url, who);
const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}${name}.png` });

interface Line { readonly sku: string; readonly uom: string; readonly factor: string }
interface Order { readonly id: string; readonly no: string; readonly version: number; readonly company: string; readonly dealer: string; readonly lines: readonly Line[] }

const address = (object: string, id = '') => `${product.url}/api/objects/${object}${id && `/${id}`}`;

async function made(request: APIRequestContext, rows = 3): Promise<Order> {
  const known = await request.get(address('sales_order'), { params: { filter: "status == 'draft' and line_count > 0", limit: '1', expand: 'lines' } });
  const [{ company, dealer, lines: [{ sku, uom, factor }] }] = ((await known.json()) as { data: readonly [Order & { lines: readonly [Line] }] }).data;
  const lines = Array.from({ length: rows }, (_, i) => ({ no: i + 1, sku, uom, factor, qty: String(i + 1), unit_price: '1000.5' }));
  const answer = await request.post(address('sales_order'), { data: { company, dealer, lines } });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()) as Order;
}

/** As when somebody comes back to the page. */
const comeBack = (page: Page) => page.evaluate(() => dispatchEvent(new Event('visibilitychange')));

const words = {
  en: { draft: 'Draft', submitted: 'Submitted', frozen: 'Frozen in the state “Submitted”', total: 'Total', sum: 'sum of Gross of Lines', gone: 'deleted meanwhile', changed: 'has changed this record', missing: 'Nothing here', history: 'History', removed: '1 row removed' },
  'zh-CN': { draft: '草稿', submitted: '待审核', frozen: '“待审核”状态下不可修改', total: '合计', sum: '价税合计', gone: '已被删除', changed: '刚刚修改了这条记录', missing: '', history: '变更历史', removed: '删除 1 行' },
} as const;

describe('an order’s page', () => {
  it.each(both)('goes on by its stepper, with a reason that stands in the history, in %s', async (language) => {
    const say = words[language];
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const order = await made(context.request);
    const { data: [{ lines }] } = await get<{ data: readonly [{ lines: readonly { id: string }[] }] }>(context, '/api/objects/sales_order', { filter: `id == '${order.id}'`, select: 'lines.id' });
    expect((await context.request.patch(address('sales_order', order.id), { data: { lines: lines.slice(1).map(({ id }) => ({ id })) } })).status()).toBe(200);
    await open(page, `/o/sales_order/r/${order.id}`);
    await page.locator('.rec-step-current', { hasText: say.draft }).waitFor();
    expect(await page.locator('.rec-step').evaluateAll((steps) => steps.map((step) => (step as HTMLElement).dataset['state']))).toEqual(['draft', 'submitted', 'confirmed', 'in_fulfilment', 'shipped', 'received', 'completed']);
    expect(await page.locator('[data-total=gross]').innerText()).toContain('¥5,002.50');
    await shot(page, `record-${language}`);

    await page.locator('[data-step=submit]').click();
    await page.locator('#transition_reason').fill('Agreed <b>by phone</b>');
    await page.locator('.ant-modal [data-action=confirm]').click();
    await page.locator('.rec-step-current', { hasText: say.submitted }).waitFor();
    await page.locator('.page-head .ant-tag', { hasText: say.submitted }).waitFor();

    await openSide(page, 'history');
    await page.getByRole('tab', { name: say.history, exact: true, selected: true }).waitFor();
    const entry = page.locator('[data-entry=submit]');
    await entry.locator('.rec-reason').getByText('Agreed <b>by phone</b>').waitFor();
    expect(await entry.locator('.ant-tag').allInnerTexts()).toEqual([say.draft, say.submitted]);
    await page.locator('[data-entry=create]').waitFor();
    // Taking a line away is told with the order, since its lines have no page of their own.
    await page.locator('[data-entry=update] [data-change=lines]').getByText(say.removed).waitFor();
    await shot(page, `record-history-${language}`);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it.each(both)('says why a total is what it is, down to the lines, in %s', async (language) => {
    const say = words[language];
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    const total = page.locator('[data-field=total]');
    await total.hover();
    await total.locator('[data-action=why]').click();
    const why = page.locator('[data-why=total]');
    await why.getByText(say.sum).first().waitFor();
    expect(await why.locator('.rec-rows > ol > li').count()).toBe(3);
    // The greatest share comes first, and its own formula is one step deeper.
    const first = why.locator('.rec-rows > ol > li').first();
    expect(await first.innerText()).toContain('¥3,001.50');
    await first.locator('[data-action=deeper]').click();
    await first.locator('[data-why=gross]').waitFor();
    expect(await page.locator('[data-moved]').count()).toBe(0);
    await shot(page, `record-why-${language}`);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it.each(both)('lets a field be changed where it stands, and says why another cannot be, in %s', async (language) => {
    const say = words[language];
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    const field = page.locator('[data-field=po_no]');
    await field.locator('.shown-value').dblclick();
    await field.locator('input').fill('left');
    await field.locator('input').press('Escape');
    expect(await field.innerText()).not.toContain('left');
    await field.hover();
    await field.locator('[data-action=edit-field]').click();
    await field.locator('input').fill('PO-1');
    await field.locator('input').press('Enter');
    await field.locator('.shown-value', { hasText: 'PO-1' }).waitFor();

    // Somebody else changes another field, then the same one.
    const other = await enter({ login: 'sales@demo' });
    const patch = (data: object) => other.context.request.patch(address('sales_order', order.id), { data }).then((answer) => expect(answer.status()).toBe(200));
    await field.hover();
    await field.locator('[data-action=edit-field]').click();
    await field.locator('input').fill('PO-2');
    await patch({ note: 'elsewhere' });
    await field.locator('input').press('Enter');
    await field.locator('.shown-value', { hasText: 'PO-2' }).waitFor();
    await field.hover();
    await field.locator('[data-action=edit-field]').click();
    await field.locator('input').fill('mine');
    await patch({ po_no: 'theirs' });
    await field.locator('input').press('Enter');
    await field.locator('.rec-conflict', { hasText: 'theirs' }).waitFor();
    await shot(page, `record-conflict-${language}`);
    await field.locator('[data-action=use-mine]').click();
    await field.locator('.shown-value', { hasText: 'mine' }).waitFor();
    // The refusals that were answered above are what the console complains of.
    expect(complaints().filter((one) => !one.includes('409'))).toEqual([]);

    const submitted = await context.request.post(`${address('sales_order', order.id)}/actions/submit`, { data: {} });
    expect(submitted.status()).toBe(200);
    await open(page, `/o/sales_order/r/${order.id}`);
    await page.locator('[data-field=freight]').hover();
    await page.locator('[data-field=freight]').getByRole('img', { name: say.frozen }).waitFor();
    expect(await page.locator('[data-field=freight] [data-action=edit-field]').count()).toBe(0);
    await Promise.all([context.close(), other.context.close()]);
  });

  it.each(both)('holds still while somebody else changes it, and says so, in %s', async (language) => {
    const say = words[language];
    const { page, context } = await enter({ language, login: 'admin@demo' });
    const other = await enter({ login: 'sales@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    const changed = await other.context.request.patch(address('sales_order', order.id), { data: { note: 'Changed by sales' } });
    expect(changed.status()).toBe(200);
    await comeBack(page);
    await page.locator('[data-banner=changed]', { hasText: say.changed }).waitFor();
    expect(await page.locator('[data-field=note]').innerText()).not.toContain('Changed by sales');
    await shot(page, `record-changed-${language}`);
    await page.locator('[data-action=show-newest]').click();
    await page.locator('[data-field=note]', { hasText: 'Changed by sales' }).waitFor();
    expect(await page.locator('[data-banner]').count()).toBe(0);

    expect((await context.request.delete(address('sales_order', order.id))).status()).toBe(204);
    await comeBack(page);
    await page.locator('[data-banner=gone]', { hasText: say.gone }).waitFor();
    await page.reload();
    await page.locator('.problem').waitFor();
    expect(await page.locator('.rec').count()).toBe(0);
    await Promise.all([context.close(), other.context.close()]);
  });
});

/** Opens a part of what goes on around a record; which one was open last is remembered. */
async function openSide(page: Page, part: string): Promise<void> {
  const tab = page.locator(`[data-activity=${part}]`);
  await tab.waitFor();
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('what goes on around a record', () => {

  it.each(both)('is said with mentions, kept as a draft, changed and taken back, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    await openSide(page, 'comments');
    const box = page.locator('.rec-comment-box textarea');
    await box.pressSequentially('<img src=x onerror=alert(1)> @sa');
    await page.locator('.ant-mentions-dropdown li:not([aria-disabled=true])').first().waitFor();
    await box.press('Enter');
    await page.reload();
    await page.locator('.rec-comment-box textarea').waitFor();
    expect(await box.inputValue()).toMatch(/^<img src=x onerror=alert\(1\)> @\S/);
    await page.locator('.rec-comment-box textarea').press('End');
    await page.locator('.rec-comment-box textarea').press('Control+Enter');
    const comment = page.locator('.rec-comment');
    await comment.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await comment.locator('img').count()).toBe(0);
    await comment.hover();
    await comment.locator('[data-action=edit-comment]').click();
    await comment.locator('textarea').fill('Shorter');
    await comment.locator('[data-action=send-comment]').click();
    await comment.getByText('Shorter').waitFor();
    await shot(page, `record-comments-${language}`);
    await comment.hover();
    await comment.locator('[data-action=remove-comment]').click();
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
    await expect.poll(() => comment.count()).toBe(0);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('tells who is mentioned', async () => {
    const { page, context } = await enter({ login: 'admin@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    await openSide(page, 'comments');
    const box = page.locator('.rec-comment-box textarea');
    await box.pressSequentially('Look @sa');
    const offered = page.locator('.ant-mentions-dropdown li:not([aria-disabled=true])').first();
    await offered.waitFor();
    const name = (await offered.locator('span').first().evaluate((one) => one.firstChild?.textContent)) ?? '';
    await box.press('Enter');
    await box.press('Control+Enter');
    expect(await page.locator('.rec-comment .rec-mention').innerText()).toBe(`@${name}`);
    await context.close();
  });

  it('takes files, shows pictures, and lets go of them', async () => {
    const { page, context, complaints } = await enter({ login: 'admin@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    await openSide(page, 'files');
    await page.locator('.rec-files input[type=file]').setInputFiles([{ name: 'picture.png', mimeType: 'image/png', buffer: pixel }, { name: '合同 2026.txt', mimeType: 'text/plain', buffer: Buffer.from('text') }]);
    await page.locator('[data-attachment="picture.png"] img').waitFor();
    await page.locator('[data-attachment="合同 2026.txt"]').waitFor();
    await page.locator('[data-attachment="picture.png"] .ant-image').click();
    await page.locator('.ant-image-preview img').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-attachment="picture.png"] [data-action=remove-file]').click();
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
    await expect.poll(() => page.locator('[data-attachment]').count()).toBe(1);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('related lists', () => {
  it('are sorted, paged, opened in place, and lead to the whole list', async () => {
    const { page, context, complaints } = await enter({ login: 'admin@demo' });
    const { data: [dealer] } = await get<{ data: readonly { id: string }[] }>(context, '/api/objects/dealer', { filter: "code == 'D001'", select: 'id' });
    const { count } = await get<{ count: number }>(context, '/api/objects/sales_order', { filter: `dealer == '${dealer!.id}'`, count: 'true', limit: '1' });
    await open(page, `/o/dealer/r/${dealer!.id}`);
    await page.locator(`[role=tab] [data-count="${count}"]`).click();
    const list = page.locator('[data-related]').first();
    const rows = list.locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(20);
    const number = () => list.locator('tbody tr td:nth-child(2)').allInnerTexts();
    await list.locator('th button').first().click();
    await list.locator('th[aria-sort=ascending]').waitFor();
    await settled(page);
    await expect.poll(async () => (await number()).join()).toBe([...await number()].sort().join());
    const first = await number();
    await list.locator('.ant-pagination-next').click();
    await expect.poll(async () => (await number())[0]).not.toBe(first[0]);
    expect((await number())[0]! > first.at(-1)!).toBe(true);
    await list.locator('.rec-fold-button').first().click();
    await list.locator('.rec-peek dd').first().waitFor();
    await shot(page, 'record-related-en');
    await list.locator('[data-action=view-all]').click();
    await page.waitForURL(/\/o\/sales_order\/any\?.*filter=/);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('a printed order', () => {
  it.each(both)('has its lines over several pages and nothing of the screen, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const order = await made(context.request, 120);
    await open(page, `/o/sales_order/r/${order.id}/print`);
    await page.locator('.paper-rows tbody tr').nth(119).waitFor();
    await shot(page, `record-print-${language}`);
    const paper = await page.pdf({ preferCSSPageSize: true, path: `${artifacts}record-print-${language}.pdf` });
    // The lines take more pages than one, and the whole menu beside them would take several more.
    const pages = paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
    expect(pages).toBeGreaterThanOrEqual(4);
    expect(pages).toBeLessThanOrEqual(7);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.shell-nav, .shell-header, .print-bar').evaluateAll((parts) => parts.filter((part) => part.getClientRects().length > 0).length)).toBe(0);
    expect(await page.locator('.paper-rows').first().evaluate((table) => table.scrollWidth <= table.parentElement!.clientWidth)).toBe(true);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('a record on a phone', () => {
  it.each(both)('has its actions within reach of the thumb and fits, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, viewport: phone, login: 'admin@demo' });
    const order = await made(context.request);
    await open(page, `/o/sales_order/r/${order.id}`);
    const bar = page.locator('.rec-bar');
    const submit = (await bar.locator('[data-action=submit]').boundingBox())!;
    expect([submit.height >= 44, submit.y > phone.height / 2]).toEqual([true, true]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await shot(page, `record-phone-${language}`);
    await bar.locator('[data-action=more]').click();
    await page.locator('.ant-dropdown [data-action=duplicate]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[role=tab]').last().click();
    await page.locator('.rec-activity').waitFor();
    await settled(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await shot(page, `record-phone-activity-${language}`);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('the keyboard', () => {
  it('goes from record to record of the list, pins, and opens the form', async () => {
    const { page, context } = await enter({ login: 'admin@demo' });
    await open(page, '/o/payment_term');
    const links = page.locator('a[href*="/o/payment_term/r/"]');
    await links.first().waitFor();
    await links.first().click();
    await page.locator('.rec-neighbours').waitFor();
    const first = page.url();
    await page.keyboard.press('j');
    await page.waitForURL((url) => url.href !== first);
    await page.locator('.rec-neighbours').waitFor();
    await page.keyboard.press('k');
    await page.waitForURL(first);
    await page.keyboard.press('p');
    await page.locator('[data-action=pin][aria-pressed=true]').waitFor();
    await page.keyboard.press('e');
    await page.waitForURL(/\/edit$/);
    await context.close();
  });
});

