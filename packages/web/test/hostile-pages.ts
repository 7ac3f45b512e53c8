/** Every page that shows what people and packages have written, and what is to be read on each. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Filled } from './hostile-data.ts';
import { texts } from './hostile-strings.ts';
import { open, settled } from './visit.ts';

const drawn = (page: Page) => page.waitForFunction(() => document.querySelectorAll('.chart').length > 0 && [...document.querySelectorAll('.chart')].every((chart) => chart.querySelector('svg path')));

/** The mouse goes over every chart of the page, so that each says what it has to say. */
async function hover(page: Page): Promise<number> {
  await drawn(page);
  let hints = 0;
  for (const chart of await page.locator('.chart').all()) {
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    for (const [x, y] of [[0.5, 0.5], [0.35, 0.3], [0.2, 0.6]] as const) {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
      hints += await page.locator('.chart-hint').count();
    }
  }
  return hints;
}

/** What a list shows, from its first row to its last. */
async function wholeList(page: Page): Promise<readonly string[]> {
  const seen = new Set<string>();
  const read = async (): Promise<void> => { for (const text of await page.locator('tr[data-id] td[data-column=name]').allTextContents()) seen.add(text); };
  const box = page.locator('[data-scroll]');
  await page.locator('tr[data-id]').first().waitFor();
  for (let last = -1; last !== await box.evaluate((element) => element.scrollTop);) {
    last = await box.evaluate((element) => element.scrollTop);
    await settled(page);
    await expect.poll(() => page.locator('tr[data-id] td[data-column=name]').count()).toBeGreaterThan(0);
    await read();
    await box.evaluate((element) => { element.scrollTop += element.clientHeight * 0.6; });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  return [...seen];
}

export async function openActivity(page: Page, part: string): Promise<void> {
  const tab = page.locator(`[data-activity=${part}]`);
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
  await page.locator('.rec-side-body').waitFor();
  await settled(page);
}

/** Each page: how it is reached, and what is to be read on it. */
export const pagesOf = (filled: Filled): Readonly<Record<string, (page: Page) => Promise<readonly string[]>>> => ({
  'the home': async (page) => { await open(page, '/'); return []; },
  'the dashboard': async (page) => { await open(page, '/d/morning'); expect(await hover(page)).toBeGreaterThan(0); return []; },
  'a chart of names': async (page) => { await open(page, '/r/by_name'); expect(await hover(page)).toBeGreaterThan(0); return []; },
  'a ring of choices': async (page) => { await open(page, '/r/by_kind'); await hover(page); return []; },
  'columns of records': async (page) => { await open(page, '/r/by_parent'); await hover(page); return []; },
  'lines of choices': async (page) => { await open(page, '/r/by_day'); await hover(page); return []; },
  'a funnel': async (page) => { await open(page, '/r/steps'); await hover(page); return []; },
  'a table of names': async (page) => { await open(page, '/r/table'); await page.locator('.report-table').waitFor(); return texts; },
  'the list': async (page) => {
    await open(page, '/o/thing/any?sort=created_at');
    const seen = await wholeList(page);
    expect(texts.filter((text) => !seen.includes(text))).toEqual([]);
    return [];
  },
  'the board': async (page) => { await open(page, '/o/thing/board'); await page.locator('.board-item').first().waitFor(); return []; },
  'the calendar': async (page) => { await open(page, '/o/thing/days'); await page.locator('.cal-bar').waitFor(); await page.locator('.cal-more button').first().click().catch(() => undefined); return []; },
  'a record': async (page) => { await open(page, `/o/thing/r/${filled.whole}`); await page.locator('[data-field=rows]').first().waitFor(); return texts; },
  'its comments': async (page) => { await open(page, `/o/thing/r/${filled.whole}`); await openActivity(page, 'comments'); await page.locator('.rec-comment').first().waitFor(); return texts.slice(-20); },
  'its files': async (page) => { await open(page, `/o/thing/r/${filled.whole}`); await openActivity(page, 'files'); await page.locator('.rec-file').first().waitFor(); return filled.fileNames; },
  'its history': async (page) => { await open(page, `/o/thing/r/${filled.whole}`); await openActivity(page, 'history'); await page.locator('.rec-entry').first().waitFor(); return []; },
  'its print': async (page) => { await page.goto(`/o/thing/r/${filled.whole}/print`); await page.locator('h1').first().waitFor(); await settled(page); return texts; },
  'its form': async (page) => { await open(page, `/o/thing/r/${filled.whole}/edit`); await page.locator('[data-grid=rows]').waitFor(); return texts.slice(0, 1); },
  'the choice of a sort of record': async (page) => { await open(page, '/o/thing/new'); return []; },
  'a lookup': async (page) => {
    await open(page, `/o/thing/r/${filled.ids[5]}/edit`);
    await page.locator('[data-field=parent] [role=combobox]').first().click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
    await page.keyboard.type('script');
    await settled(page);
    await page.keyboard.press('Escape');
    await page.locator('[data-field=kind] [role=combobox]').first().click();
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
    return [];
  },
  'the palette': async (page) => {
    await open(page, '/settings');
    await page.keyboard.press('Control+k');
    await page.locator('.palette input').fill('script');
    await page.locator('.palette [data-record]').first().waitFor();
    return [];
  },
  'the search': async (page) => { await open(page, '/search?q=script'); await page.locator('.search-hit').first().waitFor(); return [texts[0]!]; },
  'the news': async (page) => { await open(page, '/notifications'); return []; },
  'the help': async (page) => { await open(page, '/help/thing'); return texts.slice(0, 40); },
  'the settings': async (page) => { await open(page, '/settings'); return []; },
  'setup': async (page) => { await open(page, '/setup'); await page.locator('[data-object]').first().waitFor(); return []; },
  'the fields': async (page) => { await open(page, '/setup/o/thing'); await page.locator('[data-field-row=kind]').waitFor(); return []; },
  'a field with its choices': async (page) => { await open(page, '/setup/o/thing?field=kind'); await page.locator('#sf-label').waitFor(); return []; },
  'the modules': async (page) => { await open(page, '/setup/modules'); await page.locator('[data-module]').first().waitFor(); return []; },
  'the versions': async (page) => { await open(page, '/setup/history'); await page.locator('[data-version]').first().waitFor(); return []; },
});
