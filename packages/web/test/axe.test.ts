/** The pages as axe sees them: both languages, wide and narrow, in the light and in the dark; nothing serious is wrong with any. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axePages } from './axe-pages.ts';
import type { Product } from './product.ts';
import { desktop, phone, settled, visit, type Language } from './visit.ts';
import { openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const grave: ReadonlySet<string> = new Set(['serious', 'critical']);
/** What remains, and is nobody's to mend: antd shows the choices of an open list at the end of the body, outside of all landmarks. */
const known: ReadonlySet<string> = new Set(['region']);

/** What axe finds, one line each: what is wrong, how bad, where. */
async function found(page: Page): Promise<{ readonly grave: readonly string[]; readonly lesser: readonly string[] }> {
  // In one piece in the page itself: the other way opens a second page for each look.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = (bad: boolean) => violations.filter(({ impact, id }) => grave.has(impact ?? '') === bad && !known.has(id)).flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, any, all, none }) => `${impact}: ${id} at ${target.join(' ')}: ${[...any, ...all, ...none][0]?.message ?? ''}`));
  return { grave: told(true), lesser: told(false) };
}

/** The page as it stands, in both looks. */
async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((theme) => document.documentElement.dataset['theme'] === theme, colorScheme);
    await settled(page);
    expect([name, colorScheme, await found(page)]).toEqual([name, colorScheme, { grave: [], lesser: [] }]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

const ways = [['en', 'a wide window', desktop], ['zh-CN', 'a phone', phone]] as const;

describe.each(ways)('in %s, on %s', (language: Language, _, viewport) => {
  it('every page is free of serious faults', async () => {
    const { page, context, complaints } = await visit(browser, product.url, { language, viewport, login: 'admin@demo' });
    await context.request.patch('/api/session', { data: { locale: language } });
    for (const { name, show } of axePages) {
      await show({ page, isPhone: viewport === phone });
      await settled(page);
      await look(page, name);
      expect([name, complaints()]).toEqual([name, []]);
    }
    await context.close();
  }, 420_000);

  it('so is the sign-in', async () => {
    const { page, context } = await visit(browser, product.url, { language, viewport });
    await page.goto('/');
    await page.locator('.sign-in-demo-button').first().waitFor();
    await look(page, 'sign-in');
    await context.close();
  });
});
