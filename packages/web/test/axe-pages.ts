/** The pages that are looked at by axe, each as people have it before them: panels open, rows begun, lists unfolded. */
import type { Page } from 'playwright-core';
import { choose, get, open, settled } from './visit.ts';

export interface Shown {
  readonly page: Page;
  readonly isPhone: boolean;
}

export interface AxePage {
  readonly name: string;
  readonly show: (shown: Shown) => Promise<void>;
}

interface Listed { readonly data: readonly { readonly id: string }[] }
const firstOf = async (page: Page, object: string): Promise<string> => (await get<Listed>(page.context(), `/api/objects/${object}`, { limit: '1', select: 'id' })).data[0]!.id;
const field = (page: Page, name: string) => page.locator(`[data-field=${name}]`).first();
/** Moving parts have come to rest, and what was fetched is drawn. */
const drawn = (page: Page) => page.waitForFunction(() => [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('svg path')));

async function beginOrder(page: Page, small: boolean): Promise<void> {
  await open(page, '/o/sales_order/new');
  await choose(page, field(page, 'company'), 'BP-CN');
  await page.locator('[data-action=add-lines]').click();
  const sku = page.locator(small ? '[data-sheet=lines] [data-field=sku]' : '[data-grid=lines] tr[data-row="0"] [data-field=sku]');
  if (!small) await sku.click();
  await sku.locator('[role=combobox]').click();
  await sku.locator('[role=combobox]').fill('P001');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
}

async function beginImport(page: Page): Promise<void> {
  await open(page, '/o/brand/import');
  // Loaded anew, the page is where somebody was.
  if (await page.locator('[data-action=check]').isVisible()) return;
  const csv = 'code,name,nothing\nAXE1,First,1\n,Second,2\nAXE3,,3\n';
  await page.locator('input[type=file]').setInputFiles({ name: 'brands.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.locator('[data-action=check]').waitFor();
}

export const axePages: readonly AxePage[] = [
  { name: 'home', show: ({ page }) => open(page, '/') },
  {
    name: 'list with the filter panel', show: async ({ page, isPhone: small }) => {
      await open(page, `/o/sales_order/all?filter=${encodeURIComponent("total > 1000 and status in ('draft', 'submitted')")}`);
      await page.locator(small ? '[data-action=filter], [data-action=tools]' : '[data-action=filter]').first().click();
      await page.locator('[data-filter-panel] [data-rule]').first().waitFor();
    },
  },
  { name: 'list', show: async ({ page }) => { await open(page, '/o/dealer/all'); await page.locator('[data-id]').first().waitFor(); } },
  { name: 'list in groups', show: async ({ page }) => { await open(page, '/o/dealer/all?group=status'); await page.locator('.grid-group, .card-group').first().waitFor(); } },
  { name: 'board', show: async ({ page }) => { await open(page, '/o/dealer/board'); await page.locator('.board-item').first().waitFor(); } },
  { name: 'calendar', show: async ({ page }) => { await open(page, '/o/sales_order/calendar'); await page.locator('.cal-bar').waitFor(); } },
  {
    name: 'record with its activity', show: async ({ page, isPhone: small }) => {
      const id = await firstOf(page, 'sales_order');
      await open(page, `/o/sales_order/r/${id}`);
      if (small) await page.locator('.rec .ant-tabs-tab').last().click();
      else if ((await page.locator('[data-activity=history]').getAttribute('aria-selected')) !== 'true') await page.locator('[data-activity=history]').click();
      await page.locator('.rec-side-body, .rec-activity').waitFor();
    },
  },
  { name: 'form with rows and an open lookup', show: ({ page, isPhone: small }) => beginOrder(page, small) },
  { name: 'dashboard', show: async ({ page }) => { await open(page, '/d/sales_morning?f=%7B%22period%22%3A%22all%22%7D'); await page.locator('.chart').first().waitFor(); await drawn(page); } },
  { name: 'report', show: async ({ page }) => { await open(page, '/r/orders_by_region'); await page.locator('.chart').first().waitFor(); await drawn(page); } },
  { name: 'report as a table', show: async ({ page }) => { await open(page, '/r/dealers_by_level'); await page.locator('.report-table').waitFor(); } },
  { name: 'import', show: ({ page }) => beginImport(page) },
  { name: 'import, checked', show: async ({ page }) => { await beginImport(page); await page.locator('[data-action=check]').click(); await page.locator('[data-action=import-now]').waitFor(); await settled(page); } },
  { name: 'settings', show: ({ page }) => open(page, '/settings') },
  { name: 'palette', show: async ({ page }) => { await open(page, '/settings'); await page.keyboard.press('Control+k'); await page.locator('.palette input').fill('SO'); await page.locator('.palette [cmdk-item]').first().waitFor(); } },
  { name: 'help', show: ({ page }) => open(page, '/help/sales_order') },
  { name: 'notifications', show: ({ page }) => open(page, '/notifications') },
  { name: 'setup', show: async ({ page }) => { await open(page, '/setup'); await page.locator('[data-object]').first().waitFor(); } },
  { name: 'a field in setup', show: async ({ page }) => { await open(page, '/setup/o/brand'); await page.locator('[data-field-row]').first().waitFor(); await page.locator('[data-action=add-field]').click(); await page.locator('#sf-label').waitFor(); } },
  { name: 'search', show: async ({ page }) => { await open(page, '/search?q=SO'); await page.locator('.search-hit').first().waitFor(); } },
];
