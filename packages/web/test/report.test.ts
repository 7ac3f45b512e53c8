/** Dashboards and reports in a real browser, over the demo's data: drawn, narrowed, read as a table, and followed to their records. */
import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Product } from './product.ts';
import { get, open, phone, settled, visit, type Language } from './visit.ts';
import { openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

interface Answer { readonly rows: readonly Readonly<Record<string, { readonly id: string; readonly title: string } & string>>[]; readonly totals: Readonly<Record<string, string>> }
const drawn = (page: Page) => page.waitForFunction(() => document.querySelectorAll('.chart').length > 0 && [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('svg path')));
const counted = async (page: Page, object: string): Promise<number> => {
  const filter = new URL(page.url()).searchParams.get('filter');
  return (await get<{ count: number }>(page.context(), `/api/objects/${object}`, { limit: '1', count: 'true', ...(filter ? { filter } : {}) })).count;
};

it.each(['en', 'zh-CN'] as const)('a dashboard has its figures and charts, and the page no complaint (%s)', async (language: Language) => {
  const { page, context, complaints } = await visit(browser, product.url, { language, login: 'sales@demo' });
  await open(page, '/d/sales_morning');
  await drawn(page);
  const { dashboards } = await get<{ dashboards: Record<string, { widgets: { name: string }[] }> }>(context, '/api/model');
  expect(await page.locator('[data-widget]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['widget']))).toEqual(dashboards['sales_morning']!.widgets.map(({ name }) => name));
  expect(await page.locator('[data-state=failed]').count()).toBe(0);
  const label = await page.locator('.chart').first().getAttribute('aria-label');
  expect(label).toMatch(language === 'en' ? /chart|funnel/ : /图/);
  expect(complaints()).toEqual([]);
  await context.close();
});

it('the period stands in the address, changes the figures, and a figure leads to exactly its records', async () => {
  const { page, context, complaints } = await visit(browser, product.url, { login: 'admin@demo' });
  await open(page, '/d/sales_morning?f=%7B%22period%22%3A%22all%22%7D');
  const orders = page.locator('[data-widget=orders] [data-metric=orders] .tile-value');
  const whole = Number((await orders.textContent())!.replaceAll(',', ''));
  expect(whole).toBe(Number((await get<Answer>(context, '/api/reports/orders_total')).totals['orders']));
  await page.locator('[data-field=period] .ant-select').click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: 'Last month' }).click();
  await settled(page);
  await page.waitForFunction((before) => Number(document.querySelector('[data-widget=orders] [data-metric=orders] .tile-value')?.textContent?.replaceAll(',', '')) < before, whole);
  expect(page.url()).toContain('last_month');
  const shown = Number((await orders.textContent())!.replaceAll(',', ''));
  await orders.click();
  await page.waitForURL(/\/o\/sales_order\/any/);
  expect(await counted(page, 'sales_order')).toBe(shown);
  await page.goBack();
  await page.waitForURL(/last_month/);
  expect(complaints()).toEqual([]);
  await context.close();
});

it('a chart can be read as a table, a row leads to its records, and a report as well', async () => {
  const { page, context, complaints } = await visit(browser, product.url, { login: 'admin@demo' });
  const { rows } = await get<Answer>(context, '/api/reports/orders_by_region');
  await open(page, '/r/orders_by_region');
  await drawn(page);
  const table = page.locator('.report-whole tbody tr');
  expect(await table.count()).toBe(rows.length);
  await page.locator('.report-head').getByText('Table', { exact: true }).click();
  expect(await page.locator('.chart').count()).toBe(0);
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-action=export]').click()]);
  expect(download.suggestedFilename()).toMatch(/^Orders by region \d{4}-\d\d-\d\d\.csv$/);
  await table.first().locator('[data-action=drill]').click();
  await page.waitForURL(/\/o\/sales_order\/any/);
  expect(await counted(page, 'sales_order')).toBe(Number(rows[0]!['orders']));
  expect(complaints()).toEqual([]);
  await context.close();
});

it('a bar leads to its records too', async () => {
  const { page, context } = await visit(browser, product.url, { login: 'admin@demo' });
  const { rows } = await get<Answer>(context, '/api/reports/orders_by_region');
  await open(page, '/r/orders_by_region');
  await drawn(page);
  const box = (await page.locator('.chart').boundingBox())!;
  // Within the first of so many bars.
  await page.mouse.click(box.x + box.width * 0.3, box.y + 12 + ((box.height - 14) / rows.length) * 0.5);
  await page.waitForURL(/\/o\/sales_order\/any/);
  expect(await counted(page, 'sales_order')).toBe(Number(rows[0]!['orders']));
  await context.close();
});

it('one part that fails says so and is asked for again alone', async () => {
  const { page, context } = await visit(browser, product.url, { login: 'sales@demo' });
  await page.route('**/api/reports/orders_total*', (route) => route.abort());
  await open(page, '/d/sales_morning');
  const widget = page.locator('[data-widget=orders]');
  await widget.locator('[data-state=failed]').waitFor();
  await drawn(page);
  expect(await page.locator('[data-state=failed]').count()).toBe(1);
  await page.unroute('**/api/reports/orders_total*');
  await widget.locator('[data-action=retry]').click();
  await widget.locator('.tile-value').first().waitFor();
  await context.close();
});

it('on a phone one stands below the other, and nothing is wider than the page', async () => {
  const { page, context } = await visit(browser, product.url, { language: 'zh-CN', viewport: phone, login: 'sales@demo' });
  for (const path of ['/d/sales_morning', '/r/orders_by_region']) {
    await open(page, path);
    await drawn(page);
    expect([path, await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)]).toEqual([path, 0]);
  }
  await open(page, '/d/sales_morning');
  const lefts = await page.locator('[data-widget]').evaluateAll((all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().left))).size);
  expect(lefts).toBe(1);
  await context.close();
});

it('what a role may not see is not there', async () => {
  const { page, context } = await visit(browser, product.url, { login: 'dealer@demo' });
  await page.goto('/d/sales_morning');
  await page.locator('.problem h1').waitFor();
  expect((await context.request.get('/api/reports/receivables_total_of_nobody')).status()).toBe(404);
  await context.close();
});
