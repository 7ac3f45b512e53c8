/** The frame around the pages in a real Chromium: home, navigation, palette, settings, help, news, and what happens when something is amiss. */
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { password, type Product } from './product.ts';
import { get, open, phone, settled, visit, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const enter = (who: Parameters<typeof visit>[2] = {}) => visit(browser, product.url, who);
const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}shell-${name}.png` });
const both: readonly Language[] = ['zh-CN', 'en'];

interface Listed { readonly data: readonly Readonly<Record<string, unknown>>[] }
const firstOrder = async (visited: Awaited<ReturnType<typeof enter>>) => (await get<Listed>(visited.context, '/api/objects/sales_order', { limit: '1', select: 'id,no', sort: '-no' })).data[0]!;
/** Waits until the server has kept what the page writes behind. */
const kept = (page: Page, key: string) => page.waitForResponse((answer) => answer.url().endsWith(`/api/preferences/${key}`) && answer.ok());

describe('home', () => {
  it.concurrent.each(both)('greets, shows what waits, and counts as the list does, in %s', async (language) => {
    const visited = await enter({ language, login: 'sales@demo' });
    const { page, context, complaints } = visited;
    await open(page, '/');
    const pile = page.locator('[data-pile="view sales_order.to_review"]');
    await pile.waitFor();
    const { data: [counted] } = await get<{ data: readonly { values: readonly unknown[] }[] }>(context, '/api/objects/sales_order/aggregate', { aggregate: 'count()', filter: "status == 'submitted'" });
    expect(await pile.locator('.pile-count').innerText()).toBe(String(counted!.values[0]));
    await shot(page, `home-${language}`);
    await pile.click();
    await page.waitForURL(/\/o\/sales_order\/to_review/);
    await settled(page);
    await page.waitForFunction((title) => document.title.startsWith(title), language === 'en' ? 'Sales orders' : '销售订单');
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('the navigation', () => {
  it('folds to icons and folds groups, and is found so on the next visit', async () => {
    const { page, context } = await enter({ login: 'finance@demo' });
    await open(page, '/');
    const group = page.locator('.nav-group-title[data-group]').first();
    const items = await page.locator('.nav-item').count();
    await Promise.all([kept(page, 'menu'), group.click()]);
    expect(await page.locator('.nav-item').count()).toBeLessThan(items);
    await Promise.all([kept(page, 'menu'), page.locator('[data-action=fold-menu]').click()]);
    await page.reload();
    await page.locator('.shell-narrow .nav-item').first().waitFor();
    expect(await page.locator('.nav-item', { hasText: /\S/ }).count()).toBe(0);
    // Names that are not seen are still read aloud.
    expect(await page.locator('.nav-item').nth(1).getAttribute('aria-label')).toMatch(/\S/);
    await context.close();
  });

  it('finds an item by its letters', async () => {
    const { page, context } = await enter({ language: 'en', login: 'admin@demo' });
    await open(page, '/');
    await page.getByRole('searchbox', { name: 'Find in the menu' }).fill('categ');
    await page.locator('.nav-item', { hasText: 'Dealers' }).first().waitFor({ state: 'detached' });
    const left = await page.locator('.nav-group .nav-item').allInnerTexts();
    expect([left.includes('Categories'), left.filter((label) => !/categ/i.test(label))]).toEqual([true, []]);
    await context.close();
  });

  it('puts the focus on the heading of the next page and its words in the title', async () => {
    const { page, context } = await enter({ language: 'en', login: 'admin@demo' });
    await open(page, '/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
    await page.locator('.nav-item', { hasText: 'Brands' }).click();
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1' && document.title.startsWith('Brands'));
    await context.close();
  });
});

describe('the palette', () => {
  it.concurrent.each(both)('opens a record by its number from the keyboard, and remembers it, in %s', async (language) => {
    const visited = await enter({ language, login: 'admin@demo' });
    const { page, context, complaints } = visited;
    const order = await firstOrder(visited);
    await open(page, '/o/dealer');
    await page.keyboard.press('Control+k');
    await page.locator('.palette input').fill(String(order['no']));
    const hit = page.locator(`[data-record="${String(order['id'])}"]`);
    await hit.waitFor();
    await shot(page, `palette-${language}`);
    while ((await hit.getAttribute('data-selected')) !== 'true') await page.keyboard.press('ArrowDown');
    await Promise.all([kept(page, 'recent'), page.keyboard.press('Enter')]);
    await page.waitForURL(new RegExp(`/r/${String(order['id'])}`));
    await settled(page);
    await open(page, '/');
    await page.locator('.home-list a', { hasText: String(order['no']) }).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('begins a record, and shows the keys of a page', async () => {
    const { page, context } = await enter({ language: 'en', login: 'admin@demo' });
    await open(page, '/');
    await page.keyboard.press('Control+k');
    await page.locator('.palette input').fill('new brand');
    await page.locator('[data-command="new brand"]').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/o\/brand\/new/);
    await open(page, '/');
    await page.locator('h1').first().click();
    await page.keyboard.press('?');
    await page.locator('.shortcut-list dt', { hasText: 'Search and commands' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.sheet').waitFor({ state: 'detached' });
    await context.close();
  });

  it('has a page of its own for everything found', async () => {
    const visited = await enter({ language: 'zh-CN', login: 'admin@demo' });
    const order = await firstOrder(visited);
    await open(visited.page, `/search?q=${String(order['no'])}`);
    await visited.page.locator('[data-object=sales_order] .search-hit', { hasText: String(order['no']) }).waitFor();
    await visited.context.close();
  });
});

describe('settings', () => {
  it('change the language of the account without asking for data again', async () => {
    const { page, context, complaints } = await enter({ language: 'zh-CN', login: 'warehouse@demo' });
    await open(page, '/settings');
    const asked: string[] = [];
    page.on('request', (request) => void (request.url().includes('/api/') && request.method() === 'GET' && asked.push(request.url())));
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()), page.locator('[data-setting=language]').getByText('English').click()]);
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
    expect(asked.filter((url) => !url.endsWith('/api/session'))).toEqual([]);
    expect((await get<{ locale: string }>(context, '/api/session')).locale).toBe('en');
    await context.request.patch('/api/session', { data: { locale: 'zh-CN' } });
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('show times in the zone that is chosen', async () => {
    const { page, context } = await enter({ language: 'en', login: 'warehouse@demo' });
    await open(page, '/settings');
    const zone = page.locator('[data-setting=time-zone]');
    await zone.click();
    await zone.locator('input').fill('Tokyo');
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.ok()), page.locator('.ant-select-item-option', { hasText: 'Asia/Tokyo' }).first().click()]);
    expect((await get<{ timeZone: string }>(context, '/api/session')).timeZone).toBe('Asia/Tokyo');
    await context.request.patch('/api/session', { data: { timeZone: null } });
    await context.close();
  });

  it('make the page dark, from the first picture after a reload on', async () => {
    const { page, context } = await enter({ language: 'en', login: 'rep@demo' });
    await open(page, '/settings');
    await Promise.all([kept(page, 'look'), page.locator('[data-setting=theme]').getByText('Dark', { exact: true }).click()]);
    // Without any code of the pages, only what stands in the head has run.
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.goto('/', { waitUntil: 'domcontentloaded' });
    const [theme, background] = await page.evaluate(() => [document.documentElement.dataset['theme'], getComputedStyle(document.documentElement).backgroundColor]);
    expect([theme, background]).toEqual(['dark', 'rgb(13, 17, 22)']);
    await context.close();
  });
});

describe('help', () => {
  it.concurrent.each(both)('says what fields and steps mean, and finds them, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'sales@demo' });
    await open(page, '/o/sales_order');
    await page.locator('[data-action=help]').click();
    await page.waitForURL(/\/help\/sales_order/);
    await page.locator('.help-ways li').first().waitFor();
    await page.locator('.help-search input').fill(language === 'en' ? 'reject' : '驳回');
    await page.locator('[data-help-field=reject_reason]').waitFor();
    expect(await page.locator('[data-help-field=company]').count()).toBe(0);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('news', () => {
  it('arrives while a page is open, and leads to what it is about', async () => {
    const visited = await enter({ language: 'en', login: 'sales@demo' });
    const { page, context, complaints } = visited;
    const writer = await enter({ login: 'admin@demo' });
    const order = await firstOrder(visited);
    const { user } = await get<{ user: { id: string; name: string } }>(context, '/api/session');
    await open(page, '/o/dealer');
    const bell = page.locator('[data-action=notifications]');
    const before = Number(await bell.getAttribute('data-unread'));
    const said = await writer.context.request.post(`/api/objects/sales_order/${String(order['id'])}/comments`, { data: { text: `@${user.name} please look`, mentions: [user.id] } });
    expect(said.status()).toBe(201);
    await page.locator(`[data-action=notifications][data-unread="${before + 1}"]`).waitFor();
    await bell.click();
    await shot(page, 'news');
    await page.locator('[data-notification=mention]', { hasText: String(order['no']) }).first().click();
    await page.waitForURL(new RegExp(`/r/${String(order['id'])}`));
    await page.locator(`[data-action=notifications][data-unread="${before}"]`).waitFor();
    expect(complaints()).toEqual([]);
    await Promise.all([context.close(), writer.context.close()]);
  });
});

describe('when something is amiss', () => {
  it('signs in over the page, and what was typed is still there', async () => {
    const { page, context } = await enter({ language: 'en', login: 'admin@demo' });
    await open(page, '/o/brand/new');
    const name = page.locator('[data-field=name] input').first();
    await name.fill('Kept across a sign-in');
    await context.clearCookies();
    // Who comes back to a page asks whether the Model is another.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await page.locator('#again-password').fill(password);
    await page.locator('.sign-in-again button[type=submit]').click();
    await page.locator('.sign-in-again').waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('Kept across a sign-in');
    await context.close();
  });

  it('says that the sign-in page cannot be had, and has it when asked again', async () => {
    const { page, context } = await enter();
    await page.route('**/assets/sign-in-*.js', (route) => route.abort());
    await page.goto('/');
    await page.locator('.problem h1').waitFor();
    await page.unroute('**/assets/sign-in-*.js');
    await page.locator('.problem-ways button').click();
    await page.locator('#sign-in-login').waitFor();
    await context.close();
  });

  it('says that the server cannot be reached, and that it can again', async () => {
    const { page, context } = await enter({ language: 'en', login: 'admin@demo' });
    await open(page, '/o/dealer');
    await context.setOffline(true);
    await page.locator('.banner', { hasText: 'cannot be reached' }).waitFor();
    await context.setOffline(false);
    await page.locator('.banner').waitFor({ state: 'detached' });
    await context.close();
  });

  it('says that nothing is at an address, and leads home', async () => {
    const { page, context } = await enter({ language: 'en', login: 'admin@demo' });
    for (const path of ['/o/nothing/all', '/nowhere', '/help/nothing', '/d/nothing']) {
      await open(page, path);
      expect([path, await page.locator('.problem').getAttribute('data-status')]).toEqual([path, '404']);
    }
    await page.getByRole('link', { name: 'Home' }).last().click();
    await page.locator('.home').waitFor();
    await context.close();
  });
});

describe('on a phone', () => {
  it.concurrent.each(both)('everything is within reach of the thumb, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'rep@demo', viewport: phone });
    await open(page, '/');
    await shot(page, `phone-${language}`);
    await page.locator('.bottom-bar [data-action=menu]').click();
    await page.locator('.sheet .nav-item', { hasText: language === 'en' ? 'Dealers' : '经销商' }).first().click();
    await page.waitForURL(/\/o\/dealer/);
    await page.locator('.sheet').waitFor({ state: 'detached' });
    await page.locator('.bottom-bar [data-action=notifications]').click();
    await page.waitForURL(/\/notifications/);
    await page.locator('.bottom-bar [data-action=palette]').click();
    await page.locator('.palette input').waitFor();
    await page.keyboard.press('Escape');
    for (const path of ['/', '/settings', '/help/sales_order', '/notifications']) {
      await open(page, path);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, phone.width]);
      await page.locator('.user-menu').click();
      await page.locator('.user-who').waitFor();
      const small = await page.locator('.bottom-bar > *, .shell-header button, .shell-header a').evaluateAll((targets) => targets.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML));
      expect(small).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('.user-who').waitFor({ state: 'hidden' });
    }
    expect(complaints()).toEqual([]);
    await context.close();
  });
});
