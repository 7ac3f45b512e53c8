/** Lists in a real Chromium, against the real server with the demo's package: the stories of people who live in them. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { choose, get, open, phone, settled, visit, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const enter = (who: Parameters<typeof visit>[2] = {}) => visit(browser, product.url, { login: 'admin@demo', ...who });
const both: readonly Language[] = ['zh-CN', 'en'];
interface Listed { readonly data: readonly Readonly<Record<string, unknown>>[]; readonly count: number }

const list = (context: BrowserContext, object: string, query: Readonly<Record<string, string>>) => get<Listed>(context, `/api/objects/${object}`, { limit: '1', count: 'true', ...query });
/** What becomes so, on a busy machine too. */
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });
const rows = (page: Page) => page.locator('tr[data-id]');
const total = async (page: Page): Promise<number> => Number(await page.locator('[data-count]').getAttribute('data-count'));
const filterOf = (page: Page): string => new URL(page.url()).searchParams.get('filter') ?? '';
const column = (page: Page, name: string) => page.locator(`tr[data-id] td[data-column="${name}"]`);

describe('filters', () => {
  it.each(both)('are one expression, built by quick filters, by rules or by hand, in %s', async (language) => {
    const say = { en: { draft: 'Draft', wrong: 'Did you mean' }, 'zh-CN': { draft: '草稿', wrong: '是否想写' } }[language];
    const { page, context, complaints } = await enter({ language });
    await open(page, '/o/sales_order/all');
    await page.locator('[data-filter=status] button').click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: say.draft }).click();
    await soon(() => filterOf(page)).toBe("status in ('draft')");
    await page.keyboard.press('Escape');

    await page.locator('[data-action=filter]').click();
    const panel = page.locator('[data-filter-panel]');
    await panel.locator('[data-rule=status]').waitFor();
    await panel.locator('[data-action=add-rule]').click();
    await panel.locator('[data-rule]').nth(1).locator('[data-part=field]').click();
    await page.locator('.field-picker:visible [data-field-choice=total]').click();
    await panel.locator('[data-rule=total] [data-part=value] input').fill('1000');
    await soon(() => filterOf(page)).toBe("status in ('draft') and total == 1000");
    await panel.locator('[data-rule=total] [data-part=operator]').click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText(language === 'en' ? 'is more than' : '大于', { exact: true }).click();
    await soon(() => filterOf(page)).toBe("status in ('draft') and total > 1000");
    const found = await list(context, 'sales_order', { filter: filterOf(page) });
    await soon(() => total(page)).toBe(found.count);

    await panel.locator('[data-tab=expression]').click();
    const text = panel.locator('[data-expression]');
    await soon(() => text.innerText()).toBe("status in ('draft') and total > 1000");
    await page.keyboard.press('Control+A');
    await page.keyboard.type('totl > 5');
    await panel.getByText(say.wrong).waitFor();
    expect(filterOf(page)).toBe("status in ('draft') and total > 1000");
    // Over and beside coloured words, more than once: what a browser does with their style is not let through, and not attempted.
    for (const typed of ["status in ('draft') and total > 5", 'total > 5 and no', 'count(lines) > 2 and total > 5']) {
      await page.keyboard.press('Control+A');
      await page.keyboard.type(typed);
    }
    await soon(() => filterOf(page)).toBe('count(lines) > 2 and total > 5');
    await panel.locator('[data-action=close-filter]').click();
    // What no row can hold is a chip, and stays when others go.
    await page.locator('[data-chip=text]', { hasText: 'count(lines) > 2' }).waitFor();
    await page.locator('[data-chip=rule] button').last().click();
    await soon(() => filterOf(page)).toBe('count(lines) > 2');
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('say so when nothing matches, and can be cleared', async () => {
    const { page, context, complaints } = await enter();
    await open(page, `/o/dealer/all?filter=${encodeURIComponent("code == 'nobody'")}`);
    await page.locator('[data-empty=match]').waitFor();
    await page.locator('[data-action=clear-filters]').click();
    await rows(page).first().waitFor();
    expect(filterOf(page)).toBe('');
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('a long list', () => {
  it('reaches its last row by a scroll, keeps the place in the address, and returns to it', async () => {
    const { page, context, complaints } = await enter();
    await open(page, '/o/sales_order/all');
    await rows(page).first().waitFor();
    const { count, data } = await list(context, 'sales_order', { sort: 'order_date,no', select: 'no' });
    await page.locator('[data-scroll]').evaluate((element) => { element.scrollTop = element.scrollHeight; });
    await page.locator('tr[data-id]', { hasText: String(data[0]!['no']) }).waitFor();
    await page.waitForURL(/at=/);
    expect(await rows(page).count()).toBeLessThan(60);
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe(String(count + 1));
    await page.locator('tr[data-id]', { hasText: String(data[0]!['no']) }).locator('a').click();
    await page.waitForURL(/\/r\//);
    await page.goBack();
    await page.locator('tr[data-id]', { hasText: String(data[0]!['no']) }).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('is in the order of several columns', async () => {
    const { page, context, complaints } = await enter();
    await open(page, '/o/sales_order/all');
    await page.locator('[data-sort=status]').click();
    await page.locator('[data-sort=total]').click({ modifiers: ['Shift'] });
    await page.locator('[data-sort=total]').click({ modifiers: ['Shift'] });
    await soon(() => new URL(page.url()).searchParams.get('sort')).toBe('status,-total');
    const { data } = await list(context, 'sales_order', { sort: 'status,-total', select: 'no', limit: '5' });
    await soon(async () => (await column(page, 'no').allInnerTexts()).slice(0, 5)).toEqual(data.map((record) => record['no']));
    expect(await page.locator('th[data-column=total] small').innerText()).toBe('2');
    await page.locator('[data-action=reset-view]').click();
    await soon(() => new URL(page.url()).search).toBe('');
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('is parted into groups with counts and sums, whose rows come when they are opened', async () => {
    const { page, context, complaints } = await enter({ language: 'zh-CN' });
    await open(page, '/o/sales_order/all?group=status');
    const draft = page.locator('tr[data-group]', { hasText: '草稿' });
    await draft.waitFor();
    expect(await rows(page).count()).toBe(0);
    const filter = "status == 'draft'";
    const { count } = await list(context, 'sales_order', { filter });
    const sums = await get<{ data: readonly { values: readonly string[] }[] }>(context, '/api/objects/sales_order/aggregate', { aggregate: 'sum(total)', filter });
    expect(await draft.locator('.grid-group-count').innerText()).toBe(String(count));
    expect((await draft.locator('[data-sum=total]').innerText()).replaceAll(/[¥,]/g, '')).toBe(Number(sums.data[0]!.values[0]).toFixed(2));
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('Enter');
    await soon(() => rows(page).count()).toBe(count);
    await page.keyboard.press('ArrowLeft');
    await soon(() => rows(page).count()).toBe(0);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('views of one’s own', () => {
  it('are saved with filter, order and columns, changed, renamed and deleted', async () => {
    const { page, context, complaints } = await enter({ login: 'sales@demo' });
    await open(page, `/o/dealer/all?filter=${encodeURIComponent("code == 'D001'")}&sort=-name`);
    await page.locator('[data-action=save-view-as]').click();
    await page.locator('[data-part=view-name]').fill('Just one');
    await page.keyboard.press('Enter');
    const tab = page.locator('.list-view', { hasText: 'Just one' });
    await page.waitForURL(/my:|my%3A/);
    await tab.and(page.locator('[aria-current=page]')).waitFor();
    await soon(() => total(page)).toBe(1);
    await soon(async () => Object.keys(await get<Record<string, unknown>>(context, '/api/preferences'))).toContain('views:dealer');
    await page.reload();
    await soon(() => total(page)).toBe(1);
    await page.locator('[data-sort=code]').click();
    await tab.locator('.list-view-changed').waitFor();
    await page.locator('[data-action=save-view]').click();
    await tab.locator('.list-view-changed').waitFor({ state: 'detached' });
    await page.locator('.list-view', { hasText: 'All dealers' }).click();
    await soon(() => total(page)).toBeGreaterThan(1);
    await tab.click();
    await page.locator('[data-action=view-menu]').click();
    await page.getByRole('menuitem', { name: 'Delete view' }).click();
    await page.locator('.ant-modal .ant-btn-dangerous').click();
    await tab.waitFor({ state: 'detached' });
    await soon(() => total(page)).toBeGreaterThan(1);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('cells', () => {
  it.each(both)('are changed where they stand, refused with a reason, and taken back, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language });
    await open(page, `/o/dealer/all?columns=code,staff,status,region.name&filter=${encodeURIComponent("code == 'D002'")}`);
    const staff = column(page, 'staff').first();
    await staff.waitFor();
    const before = await staff.innerText();
    await staff.dblclick();
    await page.locator('[data-editing=staff] input').fill('77');
    await page.keyboard.press('Enter');
    await soon(() => staff.innerText()).toBe('77');
    await soon(async () => (await list(context, 'dealer', { filter: "code == 'D002'", select: 'staff' })).data[0]!['staff']).toBe(77);
    await page.locator('[data-action=undo]').click();
    await soon(() => staff.innerText()).toBe(before);

    await staff.click();
    await page.keyboard.press('F2');
    await page.locator('[data-editing=staff] input').fill('-5');
    await page.keyboard.press('Enter');
    await page.locator('.cell-error').waitFor();
    expect(/\p{Script=Han}/u.test(await page.locator('.cell-error').innerText())).toBe(language === 'zh-CN');
    complaints();
    await page.keyboard.press('Escape');
    await soon(() => staff.innerText()).toBe(before);

    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.locator('[data-reason=status]').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.locator('[data-reason="region.name"]', { hasText: language === 'en' ? 'region' : '区域' }).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('of a record that somebody else has changed show what is saved', async () => {
    const { page, context, complaints } = await enter();
    const { data: [dealer] } = await list(context, 'dealer', { filter: "code == 'D003'", select: 'id,version,staff' });
    await open(page, `/o/dealer/all?columns=code,staff&filter=${encodeURIComponent("code == 'D003'")}`);
    await column(page, 'staff').first().dblclick();
    await page.locator('[data-editing=staff] input').fill('5');
    const changed = await context.request.patch(`/api/objects/dealer/${String(dealer!['id'])}`, { data: { staff: 4321 } });
    expect(changed.status()).toBe(200);
    await page.keyboard.press('Enter');
    await page.locator('.cell-error', { hasText: 'Somebody else' }).waitFor();
    await page.keyboard.press('Escape');
    await soon(() => column(page, 'staff').first().innerText()).toBe('4,321');
    complaints();
    await context.close();
  });
});

describe('many records', () => {
  it('are selected by range, changed at once, and taken back', async () => {
    const { page, context, complaints } = await enter();
    await open(page, '/o/dealer/all?sort=code&columns=code,staff');
    const checks = page.locator('tbody td.grid-check');
    await checks.nth(0).click();
    await checks.nth(3).click({ modifiers: ['Shift'] });
    await page.locator('[data-selected="4"]').waitFor();
    const codes = (await column(page, 'code').allInnerTexts()).slice(0, 4);
    const filter = `code in (${codes.map((code) => `'${code}'`).join(', ')})`;
    const before = (await list(context, 'dealer', { filter, sort: 'code', select: 'staff', limit: '10' })).data.map(({ staff }) => staff);
    await page.locator('[data-action=bulk-edit]').click();
    await choose(page, page.locator('.bulk-change [data-part=field]'), 'Employees');
    await page.locator('#bulk_staff').fill('31');
    await page.locator('[data-action=apply-bulk]').click();
    await soon(async () => (await column(page, 'staff').allInnerTexts()).slice(0, 4)).toEqual(['31', '31', '31', '31']);
    await page.locator('[data-action=undo]').click();
    await soon(async () => (await list(context, 'dealer', { filter, sort: 'code', select: 'staff', limit: '10' })).data.map(({ staff }) => staff)).toEqual(before);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('are brought to another state together, with what that requires given once', async () => {
    const { page, context, complaints } = await enter();
    const { data } = await list(context, 'sales_order', { filter: "status == 'submitted'", sort: 'no', select: 'no', limit: '2' });
    const chosen = `no in (${data.map(({ no }) => `'${String(no)}'`).join(', ')})`;
    await open(page, `/o/sales_order/all?sort=no&filter=${encodeURIComponent(chosen)}`);
    await soon(() => total(page)).toBe(2);
    await page.locator('thead .grid-check input').click();
    await page.locator('[data-action=bulk-actions]').click();
    await page.locator('.ant-dropdown:visible').getByText('Reject (2)', { exact: true }).click();
    await page.locator('#bulk_reject_reason').fill('Ordered twice');
    await page.screenshot({ path: `${artifacts}list-bulk-act.png` });
    await page.locator('.bulk-act [data-action=confirm]').click();
    await soon(async () => (await list(context, 'sales_order', { filter: chosen, select: 'status,reject_reason', limit: '2' })).data.map(({ status, reject_reason }) => [status, reject_reason])).toEqual([['rejected', 'Ordered twice'], ['rejected', 'Ordered twice']]);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('say which were refused and why', async () => {
    const { page, context, complaints } = await enter();
    await open(page, `/o/sales_order/all?sort=no&filter=${encodeURIComponent("status in ('completed', 'draft')")}&group=`);
    const { data } = await list(context, 'sales_order', { filter: "status == 'completed'", sort: 'no', select: 'no' });
    await page.locator('.list-search input').fill(String(data[0]!['no']));
    await soon(() => total(page)).toBe(1);
    await page.locator('tbody td.grid-check').first().click();
    await page.locator('[data-action=bulk-edit]').click();
    await choose(page, page.locator('.bulk-change [data-part=field]'), 'Internal note');
    await page.locator('#bulk_internal_note').fill('too late');
    await page.locator('[data-action=apply-bulk]').click();
    await page.locator('[data-refused="1"] li', { hasText: String(data[0]!['no']) }).waitFor();
    complaints();
    await context.close();
  });

  it('that match are changed all together, by a job of the server', async () => {
    const { page, context, complaints } = await enter();
    await open(page, '/o/dealer/all?sort=code&columns=code,staff');
    const { count } = await list(context, 'dealer', {});
    await page.locator('tbody td.grid-check').first().click();
    await page.locator('[data-action=select-matching]').click();
    await page.locator(`[data-selected="${count}"]`).waitFor();
    await page.locator('[data-action=bulk-edit]').click();
    await choose(page, page.locator('.bulk-change [data-part=field]'), 'Warehouse area');
    await page.locator('#bulk_warehouse_area').fill('123');
    await page.locator('[data-action=apply-bulk]').click();
    await page.locator('[data-action=bulk-close]').click();
    expect((await list(context, 'dealer', { filter: 'warehouse_area == 123' })).count).toBeGreaterThan(1);
    await page.locator('.bulk-bar').waitFor({ state: 'detached' });
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('the keyboard', () => {
  it('moves, selects, searches, filters, opens and creates', async () => {
    const { page, context, complaints } = await enter();
    await open(page, '/o/dealer/all?sort=code');
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('[role=grid]').getAttribute('aria-activedescendant')).toBe('cell-1-1');
    await page.keyboard.press('Space');
    await page.locator('tr[data-line="1"][aria-selected=true]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr[aria-selected=true]').waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await page.evaluate(() => document.activeElement?.closest('.list-search') !== null)).toBe(true);
    await page.keyboard.press('Tab');
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('f');
    await page.locator('[data-filter-panel]').waitFor();
    await page.locator('[data-action=close-filter]').click();
    const title = await page.locator('tr[data-line="1"] td[data-column=name]').innerText();
    await page.locator('[role=grid]').focus();
    await page.keyboard.press('o');
    await page.getByRole('heading', { name: title }).waitFor();
    await page.goBack();
    await page.locator('[role=grid]').waitFor();
    await page.keyboard.press('c');
    await page.waitForURL(/\/new/);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('a phone', () => {
  it.each(both)('shows cards that go on, filters in a sheet, and selects by holding, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, viewport: phone });
    await open(page, '/o/sales_order/all');
    const cards = page.locator('.list-card[data-id]');
    await cards.first().waitFor();
    const few = await cards.count();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await soon(() => cards.count()).toBeGreaterThan(few);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('[data-action=filter]').click();
    await choose(page, page.locator('.filter-sheet [data-filter=status]'), language === 'en' ? 'Draft' : '草稿');
    await soon(() => filterOf(page)).toBe("status in ('draft')");
    await page.keyboard.press('Escape');
    await page.locator('.ant-drawer-close:visible').click();
    const { count } = await list(context, 'sales_order', { filter: "status == 'draft'" });
    await soon(() => cards.count()).toBe(Math.min(count, 30));
    await cards.first().click({ delay: 700 });
    await page.locator('[data-selected="1"]').waitFor();
    await cards.nth(1).click();
    await page.locator('[data-selected="2"]').waitFor();
    await settled(page);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});
