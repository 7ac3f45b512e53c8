/** Boards and calendars in a real Chromium: records are brought from column to column and from day to day, by mouse, finger and keyboard. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { get, open, phone, visit } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number };
const record = (context: BrowserContext, object: string, id: string): Promise<Row> => get<Row>(context, `/api/objects/${object}/${id}`);
const list = async (context: BrowserContext, object: string, filter: string, sort = 'id'): Promise<readonly Row[]> => (await get<{ data: Row[] }>(context, `/api/objects/${object}`, { filter, sort, limit: '500' })).data;
const column = (page: Page, value: string): Locator => page.locator(`.board-column[data-column="${value}"]`);
const card = (page: Page, id: string): Locator => page.locator(`.board-item[data-id="${id}"]`);
const change = async (context: BrowserContext, object: string, id: string, data: object): Promise<void> => {
  const answer = await context.request.patch(`/api/objects/${object}/${id}`, { data });
  expect([answer.status(), await answer.text()]).toEqual([200, expect.any(String)]);
};
const refreshed = async (page: Page, path: string): Promise<void> => {
  await open(page, path);
  await page.locator('.board, .cal-bar').first().waitFor();
};

async function lift(page: Page, from: Locator): Promise<void> {
  const box = (await from.boundingBox())!;
  await page.mouse.move(box.x + 20, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 36, box.y + 14, { steps: 4 });
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await to.scrollIntoViewIfNeeded();
  await lift(page, from);
  const box = (await to.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 8 });
  await page.mouse.up();
}

describe('a board', () => {
  it('has a column for each choice that the view lets through, with all that is in it, and shows more on request', async () => {
    const { page, context, complaints } = await visit(browser, product.url, { login: 'sales@demo' });
    await refreshed(page, '/o/sales_order/board');
    const groups = await get<{ data: { group: [string]; values: [number] }[] }>(context, '/api/objects/sales_order/aggregate', { group: 'status', aggregate: 'count()' });
    const shown = ['draft', 'submitted', 'confirmed', 'in_fulfilment', 'on_hold', 'shipped', 'received'];
    expect(await page.locator('.board-column').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['column']))).toEqual(expect.arrayContaining(shown));
    expect(await column(page, 'cancelled').count()).toBe(0);
    for (const { group: [state], values: [count] } of groups.data.filter(({ group: [state] }) => shown.includes(state))) expect([state, await column(page, state).locator('.board-count').textContent()]).toEqual([state, String(count)]);
    const large = groups.data.find(({ group: [state], values: [count] }) => shown.includes(state) && Number(count) > 20)!;
    const cards = column(page, large.group[0]).locator('.board-item');
    expect(await cards.count()).toBe(20);
    await column(page, large.group[0]).locator('[data-action=more]').click();
    await expect.poll(() => cards.count()).toBe(Math.min(40, Number(large.values[0])));
    await page.screenshot({ path: `${artifacts}board.png` });
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('takes a step of the lifecycle by dragging, says which columns are shut and why, and takes the step back', async () => {
    const { page, context, complaints } = await visit(browser, product.url, { login: 'sales@demo' });
    const [active] = await list(context, 'promotion', "status == 'active'");
    await refreshed(page, '/o/promotion/board');
    await lift(page, card(page, active!.id));
    expect(await column(page, 'draft').locator('.board-reason').textContent()).toMatch(/^No step leads from “.+” to “.+”$/);
    expect(await column(page, 'paused').getAttribute('class')).toContain('board-open');
    await page.screenshot({ path: `${artifacts}board-dragging.png` });
    await page.mouse.up();
    await drag(page, card(page, active!.id), column(page, 'draft'));
    expect((await record(context, 'promotion', active!.id))['status']).toBe('active');
    await drag(page, card(page, active!.id), column(page, 'paused'));
    await column(page, 'paused').locator(`[data-id="${active!.id}"]`).waitFor();
    await expect.poll(async () => (await record(context, 'promotion', active!.id))['status']).toBe('paused');
    await page.locator('.undo-toast [data-action=undo]').click();
    await column(page, 'active').locator(`[data-id="${active!.id}"]`).waitFor();
    expect((await record(context, 'promotion', active!.id))['status']).toBe('active');
    // What is to be confirmed is asked first, and stays where it was when it is not.
    await drag(page, card(page, active!.id), column(page, 'ended'));
    await page.locator('.ant-modal [data-action=confirm]').waitFor();
    await page.keyboard.press('Escape');
    await column(page, 'active').locator(`[data-id="${active!.id}"]:not(.board-busy)`).waitFor();
    expect((await record(context, 'promotion', active!.id))['status']).toBe('active');
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('is worked by keyboard, which is told where the card is, and by a menu', async () => {
    const { page, context } = await visit(browser, product.url, { language: 'zh-CN', login: 'sales@demo' });
    const [active] = await list(context, 'promotion', "status == 'active'");
    await refreshed(page, '/o/promotion/board');
    const title = card(page, active!.id).locator('.board-title');
    const said = page.locator('[id^="DndLiveRegion"]');
    await title.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => said.textContent()).toContain(String(active!['name']));
    for (let i = 0; i < 8 && !(await column(page, 'paused').getAttribute('class'))!.includes('board-over'); i++) {
      await page.keyboard.press('ArrowRight');
      await page.waitForTimeout(100);
    }
    await expect.poll(() => said.textContent()).toMatch(/位于“.+”上方/);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await record(context, 'promotion', active!.id))['status']).toBe('paused');
    await card(page, active!.id).locator('[data-action=move]').click();
    await page.locator('.ant-dropdown-menu-item:not(.ant-dropdown-menu-item-disabled)').first().click();
    await expect.poll(async () => (await record(context, 'promotion', active!.id))['status']).toBe('active');
    // Enter opens, as it does on any link.
    await column(page, 'active').locator(`[data-id="${active!.id}"]:not(.board-busy) .board-title`).press('Enter');
    await page.waitForURL(new RegExp(`/o/promotion/r/${active!.id}`));
    await context.close();
  });

  it('changes a plain choice, puts it back when somebody was faster, and shuts it to those who may not', async () => {
    const view = { object: 'dealer', label: 'Dealers by shipping', kind: 'board', columns: { code: {}, name: {} }, filter: "status == 'active'", sort: ['code'], group: 'ship_policy' };
    await writeFile(join(product.folder, 'views/dealer.shipping.json'), JSON.stringify(view));
    const { page, context } = await visit(browser, product.url, { login: 'sales@demo' });
    await expect.poll(async () => Object.keys((await get<{ views: object }>(context, '/api/model')).views), { timeout: 60_000 }).toContain('dealer.shipping');
    const [dealer, other] = await list(context, 'dealer', "status == 'active' and ship_policy == 'partial'", 'code');
    await refreshed(page, '/o/dealer/shipping');
    const [to] = (await page.locator('.board-column').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['column']))).filter((value) => value !== 'partial');
    await drag(page, card(page, dealer!.id), column(page, to!));
    await expect.poll(async () => (await record(context, 'dealer', dealer!.id))['ship_policy']).toBe(to);
    await page.locator('.undo-toast [data-action=undo]').click();
    await expect.poll(async () => (await record(context, 'dealer', dealer!.id))['ship_policy']).toBe('partial');
    await column(page, 'partial').locator(`[data-id="${other!.id}"]`).waitFor();
    await change(context, 'dealer', other!.id, { name: `${String(other!['name'])}!` });
    await drag(page, card(page, other!.id), column(page, to!));
    await page.locator('.ant-message-error', { hasText: 'Somebody else has changed' }).waitFor();
    await column(page, 'partial').locator(`[data-id="${other!.id}"]`).waitFor();
    expect((await record(context, 'dealer', other!.id))['ship_policy']).toBe('partial');
    await context.close();
    const reader = await visit(browser, product.url, { login: 'warehouse@demo' });
    await refreshed(reader.page, '/o/dealer/shipping');
    const first = reader.page.locator('.board-item').first();
    await lift(reader.page, first);
    expect(await column(reader.page, to!).locator('.board-reason').textContent()).toBe('You may not change this field');
    await reader.page.mouse.up();
    await reader.context.close();
  });

  it('on a phone scrolls sideways, and a long press picks up', async () => {
    const { page, context, complaints } = await visit(browser, product.url, { viewport: phone, language: 'zh-CN', login: 'sales@demo' });
    const [active] = await list(context, 'promotion', "status == 'active'");
    await refreshed(page, '/o/promotion/board');
    const board = page.locator('.board');
    expect(await board.evaluate((element) => element.scrollWidth > element.clientWidth && document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await card(page, active!.id).scrollIntoViewIfNeeded();
    const { x, y } = (await card(page, active!.id).boundingBox())!;
    const touch = await context.newCDPSession(page);
    const at = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) => touch.send('Input.dispatchTouchEvent', { type, touchPoints });
    await at('touchStart', [{ x: x + 60, y: y + 50 }]);
    await page.locator('.board-dragging').waitFor();
    await at('touchMove', [{ x: x + 70, y: y + 50 }]);
    await page.screenshot({ path: `${artifacts}board-phone.png` });
    await at('touchEnd', []);
    await page.locator('.board:not(.board-dragging)').waitFor();
    const menu = (await card(page, active!.id).locator('[data-action=move]').boundingBox())!;
    expect([menu.width >= 44, menu.height >= 44]).toEqual([true, true]);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

const month = new Date().toISOString().slice(0, 7);

describe('a calendar', () => {
  it('shows the month with what lies in it, and brings a record to another day by mouse and by keyboard', async () => {
    const { page, context, complaints } = await visit(browser, product.url, { login: 'sales@demo' });
    const orders = (await list(context, 'sales_order', "status == 'submitted'", 'no')).slice(0, 7);
    for (const [i, order] of orders.entries()) await change(context, 'sales_order', order.id, { requested_date: i === 0 ? `${month}-25` : `${month}-26` });
    await refreshed(page, '/o/sales_order/calendar');
    const chip = (id: string) => page.locator(`.cal-chip[data-id="${id}"]`).first();
    const day = (text: string) => page.locator(`.cal-cell[data-day="${text}"]`);
    const dateOf = async (id: string) => (await record(context, 'sales_order', id))['requested_date'];
    await chip(orders[0]!.id).waitFor();
    expect(await page.locator('.cal-weekday').first().textContent()).toBe('Sun');
    await drag(page, chip(orders[0]!.id), day(`${month}-27`));
    await expect.poll(() => dateOf(orders[0]!.id)).toBe(`${month}-27`);
    await page.locator('.undo-toast [data-action=undo]').click();
    await expect.poll(() => dateOf(orders[0]!.id)).toBe(`${month}-25`);
    await chip(orders[0]!.id).focus();
    await page.keyboard.press('Space');
    await page.locator('.cal-lifted').waitFor();
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(150);
    }
    await expect.poll(() => page.locator('[id^="DndLiveRegion"]').textContent()).toContain('24 ');
    await page.keyboard.press('Space');
    await expect.poll(() => dateOf(orders[0]!.id)).toBe(`${month}-24`);
    // More than fit are in a small window.
    await page.locator('.cal-more button').first().click();
    await page.locator('.ant-popover .cal-day .cal-chip').first().waitFor();
    await page.screenshot({ path: `${artifacts}calendar.png` });
    await page.locator('.ant-popover .cal-day .cal-chip').first().click();
    await page.waitForURL(/\/o\/sales_order\/r\//);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('begins its weeks on Monday in Chinese, goes from month to month, and is an agenda on a phone', async () => {
    const wide = await visit(browser, product.url, { language: 'zh-CN', login: 'sales@demo' });
    await refreshed(wide.page, '/o/sales_order/calendar');
    expect(await wide.page.locator('.cal-weekday').first().textContent()).toBe('周一');
    const title = wide.page.locator('.cal-title');
    const now = await title.textContent();
    await wide.page.locator('[data-action=next]').click();
    expect(await title.textContent()).not.toBe(now);
    await wide.page.locator('[data-action=today]').click();
    expect(await title.textContent()).toBe(now);
    await wide.page.locator('.ant-segmented-item', { hasText: '周' }).click();
    expect(await wide.page.locator('.cal-week').count()).toBe(1);
    expect(wide.complaints()).toEqual([]);
    await wide.context.close();
    const small = await visit(browser, product.url, { language: 'zh-CN', viewport: phone, login: 'sales@demo' });
    await refreshed(small.page, '/o/sales_order/calendar');
    const past = small.page.locator('[data-action=past]');
    await small.page.locator('.cal-agenda').waitFor();
    if (await past.count() > 0) await past.click();
    const line = small.page.locator('.cal-agenda .cal-line').first();
    await line.waitFor();
    expect((await line.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await small.page.screenshot({ path: `${artifacts}calendar-phone.png` });
    await line.click();
    await small.page.waitForURL(/\/o\/sales_order\/r\//);
    expect(small.complaints()).toEqual([]);
    await small.context.close();
  });
});
