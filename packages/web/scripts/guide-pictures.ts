/**
 * Takes the pictures of docs/guides/workspace*.md from a running demo, in both languages.
 *
 * Usage: npm start, then node packages/web/scripts/guide-pictures.ts http://localhost:3000
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openBrowser } from '../test/chromium.ts';
import { open, settled, visit, type Language } from '../test/visit.ts';

const url = process.argv[2] ?? 'http://localhost:3000';
const folder = fileURLToPath(new URL('../../../docs/guides/pictures/', import.meta.url));
const desk = { width: 1280, height: 800 };
const hand = { width: 390, height: 780 };

type Take = (page: Page) => Promise<void>;
const at = (path: string, then: Take = async () => undefined): Take => async (page) => {
  await open(page, path);
  await then(page);
  await settled(page);
};
const firstOrder: Take = async (page) => {
  await open(page, '/o/sales_order/all');
  await page.locator('tr[data-id] a').first().click();
  await page.locator('[data-action=edit]').first().waitFor();
};

const pictures: Readonly<Record<string, Take>> = {
  home: at('/'),
  list: at('/o/sales_order/all'),
  filter: at('/o/sales_order/all', async (page) => {
    await page.locator('[data-action=filter]').first().click();
    await page.locator('[data-action=add-rule]').first().click();
  }),
  board: at('/o/sales_order/board'),
  record: firstOrder,
  form: async (page) => {
    await firstOrder(page);
    await page.locator('[data-action=edit]').first().click();
    await page.locator('[data-grid=lines]').first().waitFor();
  },
  import: at('/o/dealer/import'),
  dashboard: at('/d/sales_morning', async (page) => { await page.locator('svg text').first().waitFor(); }),
  settings: at('/settings'),
};

mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
try {
  for (const language of ['en', 'zh-CN'] as const satisfies readonly Language[]) {
    const { context, page } = await visit(browser, url, { language, viewport: desk, login: 'admin@demo' });
    for (const [name, take] of Object.entries(pictures)) await taken(page, take, `${name}.${language}`);
    await context.close();
    const phone = await visit(browser, url, { language, viewport: hand, login: 'rep@demo' });
    await taken(phone.page, at('/o/sales_order/all'), `phone.${language}`);
    await phone.context.close();
  }
} finally {
  await browser.close();
}

async function taken(page: Page, take: Take, name: string): Promise<void> {
  await take(page);
  await settled(page);
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stdout.write(`${name}\n`);
}
