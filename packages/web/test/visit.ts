/** One reader of the pages: a browser context of its own with a language, perhaps signed in, and what its console complained of. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { password } from './product.ts';

export type Language = 'en' | 'zh-CN';
export const desktop = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the console and failed requests said since it was last asked. */
  readonly complaints: () => readonly string[];
}

interface Who {
  readonly language?: Language;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Nobody, where it is left out. */
  readonly login?: string;
}

export async function visit(browser: Browser, url: string, { language = 'en', viewport = desktop, login }: Who = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: language, baseURL: url, reducedMotion: 'reduce' });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.addInitScript((kept) => {
    if (!localStorage.getItem('tenon.language')) localStorage.setItem('tenon.language', kept);
  }, language);
  let said: string[] = [];
  page.on('console', (message) => {
    // That nobody is signed in yet is no error of the page.
    if (message.type() === 'error' && !message.text().includes('401')) said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(String(error)));
  if (login) {
    const response = await context.request.post('/api/sign-in', { data: { tenant: 'demo', login, password } });
    if (response.status() !== 200) throw new Error(`${login} could not sign in: ${await response.text()}`);
  }
  return {
    context, page,
    complaints: () => {
      const all = said;
      said = [];
      return all;
    },
  };
}

/** Opens an address and waits until nothing on the page is still loading. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator('.shell-content h1').first().waitFor();
  await settled(page);
}

/** Goes to another address of the pages without loading them anew, as a link does. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);
  await page.locator(`.shell-content[data-page="${path}"]`).waitFor();
  await settled(page);
}

export const settled = (page: Page) => page.waitForFunction(() => document.querySelector('.ant-skeleton, .ant-spin-spinning, .ant-btn-loading, .shell-content[aria-busy=true]') === null);

/** Searches in a lookup or a choice and takes what has the text. A cell of a grid has its input once somebody is there. */
export async function choose(page: Page, cell: Locator, typed: string, text = typed): Promise<void> {
  const input = cell.locator('[role=combobox]');
  if ((await cell.getAttribute('role')) === 'gridcell') await cell.click();
  await input.click();
  await input.fill(typed);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text }).first().click();
}

/** Writes into a cell of a grid. */
export async function write(cell: Locator, text: string): Promise<void> {
  await cell.click();
  await cell.locator('input').fill(text);
}

export async function get<T>(context: BrowserContext, path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
  const response = await context.request.get(path, { params: query });
  if (!response.ok()) throw new Error(`${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
