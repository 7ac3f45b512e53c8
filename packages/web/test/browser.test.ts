/** The pages in a real Chromium, against the real server with the demo's package. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, password, startProduct, type Product } from './product.ts';

const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));
const desktop = { width: 1280, height: 860 };
const phone = { width: 390, height: 844 };

let product: Product;
let browser: Browser;

beforeAll(async () => {
  await mkdir(artifacts, { recursive: true });
  product = await startProduct();
  browser = await openBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.close();
}, 60_000);

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the console and failed requests said since it was last asked. */
  readonly complaints: () => readonly string[];
}

async function visit(language: 'en' | 'zh-CN', viewport = desktop): Promise<Visit> {
  const context = await browser.newContext({ viewport, locale: language });
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
  const complaints = () => {
    const all = said;
    said = [];
    return all;
  };
  return { context, page, complaints };
}

async function signedIn(language: 'en' | 'zh-CN', viewport = desktop, login = 'admin@demo'): Promise<Visit> {
  const visited = await visit(language, viewport);
  const response = await visited.context.request.post(`${product.url}/api/sign-in`, { data: { tenant: 'demo', login, password } });
  expect(response.status()).toBe(200);
  return visited;
}

const settled = (page: Page) => page.waitForLoadState('networkidle');
const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}${name}.png`, fullPage: true });

interface ClientShape {
  readonly objects: Readonly<Record<string, { readonly name: string; readonly partOf?: object }>>;
  readonly views: Readonly<Record<string, { readonly object: string; readonly name: string }>>;
  readonly access: Readonly<Record<string, { readonly create: boolean }>>;
}

describe('signing in', () => {
  it('shows the demo accounts, and one click opens the app', async () => {
    const { page, context, complaints } = await visit('zh-CN');
    await page.goto(product.url);
    await page.getByText('使用演示账号').waitFor();
    await shot(page, 'sign-in-zh');
    await page.locator('[data-login="admin@demo"]').click();
    await page.locator('.shell-nav .ant-menu-item').first().waitFor();
    await settled(page);
    await shot(page, 'home-zh');
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('says so when the password is wrong', async () => {
    const { page, context } = await visit('en');
    await page.goto(product.url);
    await page.getByLabel('User name').fill('admin@demo');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.ant-alert-error').waitFor();
    await context.close();
  });

  it('switches the language of everything', async () => {
    const { page, context } = await signedIn('zh-CN');
    await page.goto(`${product.url}/o/dealer`);
    await page.getByRole('button', { name: '新建' }).waitFor();
    await page.locator('.language-switch').getByText('EN').click();
    await page.getByRole('button', { name: 'New' }).waitFor();
    expect(await page.evaluate(() => [localStorage.getItem('tenon.language'), document.documentElement.lang])).toEqual(['en', 'en']);
    await page.getByRole('heading', { name: 'Dealers' }).waitFor();
    await context.close();
  });
});

describe('records', () => {
  it('lists orders, opens one, edits it', async () => {
    const { page, context, complaints } = await signedIn('zh-CN');
    await page.goto(`${product.url}/o/order`);
    const rows = page.locator('.ant-table-row');
    await rows.first().waitFor();
    await shot(page, 'orders-zh');
    const drafts = context.request.get(`${product.url}/api/objects/order?filter=${encodeURIComponent("status == 'draft'")}&limit=1&select=id`);
    const draft = ((await (await drafts).json()) as { data: readonly { id: string }[] }).data[0];
    if (draft) await page.goto(`${product.url}/o/order/r/${draft.id}`);
    else await rows.first().click();
    await page.locator('[data-action=edit]').click();
    await page.locator('.record-form').waitFor();
    await settled(page);
    await shot(page, 'order-edit-zh');
    const note = page.locator('.record-form textarea:not([disabled]):not([aria-hidden])').first();
    await note.fill('改自浏览器');
    await page.locator('[data-action=save]').click();
    await page.locator('[data-action=edit]').waitFor();
    await page.getByText('改自浏览器').first().waitFor();
    await settled(page);
    await shot(page, 'order-zh');
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('creates a dealer, after saying what is missing', async () => {
    const { page, context, complaints } = await signedIn('en');
    await page.goto(`${product.url}/o/dealer/new`);
    await page.locator('[data-action=save]').click();
    await page.locator('.field-error').first().waitFor();
    await shot(page, 'dealer-missing-en');
    const fill = async (name: string, text: string) => page.locator(`[data-field=${name}] input`).first().fill(text);
    await fill('code', 'BROWSER-1');
    await fill('name', 'Browser & Sons');
    await fill('legal_name', 'Browser & Sons Ltd');
    // References that must be given are chosen by keyboard: open, wait for the first, take it.
    for (const label of await page.locator('.field:has(label.required):has(.ant-select) [role=combobox]').all()) {
      const field = page.locator('.field', { has: label });
      if (await field.locator('.ant-select-selection-item, .ant-select-content-has-value').count()) continue;
      await label.click();
      await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
      await label.press('Enter');
    }
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/o\/dealer\/r\//);
    await page.getByRole('heading', { name: 'Browser & Sons' }).waitFor();
    await settled(page);
    await shot(page, 'dealer-en');
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('keeps filter and order in the address', async () => {
    const { page, context } = await signedIn('en');
    await page.goto(`${product.url}/o/dealer`);
    await page.locator('.ant-table-row').first().waitFor();
    await page.locator('.list-search input').fill('D001');
    await page.waitForURL(/q=/);
    const asked = page.waitForResponse((response) => response.url().includes('/api/objects/dealer') && response.url().includes('search=D001'));
    await page.reload();
    expect((await asked).status()).toBe(200);
    expect(await page.locator('.list-search input').inputValue()).toBe('D001');
    await context.close();
  });

  it('asks before unsaved changes are left', async () => {
    const { page, context } = await signedIn('en');
    await page.goto(`${product.url}/o/dealer/new`);
    await page.locator('[data-field=name] input').fill('Half a dealer');
    await page.locator('.ant-breadcrumb a').first().click();
    await page.getByText('Leave without saving?').waitFor();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    expect(await page.locator('[data-field=name] input').inputValue()).toBe('Half a dealer');
    await context.close();
  });
});

describe('a phone', () => {
  it('shows cards, a drawer, and rows as cards in a form, within its width', async () => {
    const { page, context, complaints } = await signedIn('zh-CN', phone);
    const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await page.goto(`${product.url}/o/order`);
    await page.locator('.card').first().waitFor();
    await fits();
    await shot(page, 'orders-phone-zh');
    await page.getByRole('button', { name: '菜单' }).click();
    await page.locator('.ant-drawer .ant-menu-item').first().waitFor();
    await shot(page, 'drawer-phone-zh');
    await page.goto(`${product.url}/o/order/new`);
    await page.locator('.record-form').waitFor();
    await settled(page);
    await fits();
    await shot(page, 'order-new-phone-zh');
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('every object of the package', () => {
  it('opens its lists and its form without a complaint', async () => {
    const { page, context, complaints } = await signedIn('en');
    const model = (await (await context.request.get(`${product.url}/api/model`)).json()) as ClientShape;
    const found: Record<string, readonly string[]> = {};
    for (const object of Object.values(model.objects)) {
      if (object.partOf || object.name === 'user') continue;
      const views = Object.values(model.views).filter((view) => view.object === object.name).map((view) => view.name.slice(object.name.length + 1));
      const pages = [...(views.length > 0 ? views : ['all']).map((view) => `/o/${object.name}/${view}`), ...(model.access[object.name]?.create ? [`/o/${object.name}/new`] : [])];
      for (const path of pages) {
        await page.goto(product.url + path);
        await settled(page);
        const broken = (await page.locator('.ant-result').count()) > 0 ? [await page.locator('.ant-result').innerText()] : [];
        const all = [...complaints(), ...broken];
        if (all.length > 0) found[path] = all;
      }
    }
    expect(found).toEqual({});
    await context.close();
  }, 300_000);
});
