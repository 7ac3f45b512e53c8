/** The pages in a real Chromium, against the real server with the demo's package. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Product } from './product.ts';
import { choose, desktop, get, go, open, phone, settled, visit, write, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const enter = (who: Parameters<typeof visit>[2] = {}) => visit(browser, product.url, who);
const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}${name}.png` });
const both: readonly Language[] = ['zh-CN', 'en'];

interface Listed { readonly data: readonly Readonly<Record<string, unknown>>[]; readonly count?: number }
interface ClientShape {
  readonly objects: Readonly<Record<string, { readonly name: string; readonly partOf?: object }>>;
  readonly views: Readonly<Record<string, { readonly object: string; readonly name: string }>>;
  readonly access: Readonly<Record<string, { readonly create: boolean }>>;
}

describe('signing in', () => {
  it('shows the demo accounts with their roles, and one click opens the app', async () => {
    const { page, context, complaints } = await enter({ language: 'zh-CN' });
    await page.goto('/');
    await page.getByText('使用演示账号').waitFor();
    await page.locator('[data-login="rep@demo"]', { hasText: '业务代表' }).waitFor();
    await shot(page, 'sign-in-zh');
    await page.locator('[data-login="admin@demo"]').click();
    await page.locator('.shell-nav .nav-item').first().waitFor();
    await settled(page);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('says so when the password is wrong', async () => {
    const { page, context } = await enter();
    await page.goto('/');
    await page.getByLabel('User name').fill('admin@demo');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.ant-alert-error').waitFor();
    await context.close();
  });

  it('switches the language of everything', async () => {
    const { page, context } = await enter({ language: 'zh-CN', login: 'admin@demo' });
    await open(page, '/o/dealer');
    await page.getByRole('button', { name: '新建' }).waitFor();
    await page.locator('.language-switch').getByText('EN').click();
    await page.getByRole('button', { name: 'New' }).waitFor();
    expect(await page.evaluate(() => [localStorage.getItem('tenon.language'), document.documentElement.lang])).toEqual(['en', 'en']);
    await page.getByRole('heading', { name: 'Dealers' }).waitFor();
    await context.close();
  });

  it('shows a dealer the orders of its own subtree and no others', async () => {
    const headquarters = await enter({ login: 'admin@demo' });
    const { page, context, complaints } = await enter({ language: 'zh-CN', login: 'dealer@demo' });
    const own = await get<Listed>(headquarters.context, '/api/objects/dealer', { filter: "code == 'D001' or parent.code == 'D001'", select: 'name' });
    const names = own.data.map((dealer) => String(dealer['name']));
    const all = await get<Listed>(headquarters.context, '/api/objects/sales_order', { limit: '1', count: 'true' });
    await open(page, '/o/sales_order/all');
    const shown = await page.locator('td[data-column="dealer.name"]').allInnerTexts();
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((name) => !names.includes(name))).toEqual([]);
    const count = Number(/\d+/.exec((await page.locator('.list-foot').innerText()).replaceAll(',', ''))?.[0]);
    expect(count).toBeLessThan(all.count! / 4);
    expect(complaints()).toEqual([]);
    await Promise.all([context.close(), headquarters.context.close()]);
  });
});

/** Words of the pages that the tests of an order look for. */
const words = {
  en: { draft: 'Draft', submitted: 'Submitted', rejected: 'Rejected', unit: 'The SKU is not sold in this unit', required: 'Required', atLeast: 'at least 0.001', reason: 'Reject reason' },
  'zh-CN': { draft: '草稿', submitted: '待审核', rejected: '已驳回', unit: '该 SKU 不以此单位销售', required: '必填项', atLeast: '不能小于 0.001', reason: '驳回原因' },
} as const;

describe('an order', () => {
  it.concurrent.each(both)('is written with two lines, refused where it is wrong, saved, listed, submitted and rejected, in %s', async (language) => {
    const say = words[language];
    const { page, context, complaints } = await enter({ language, login: 'sales@demo' });
    await open(page, '/o/sales_order/new');
    const field = (name: string) => page.locator(`[data-field=${name}]`);
    const cell = (row: number, name: string) => page.locator('[data-field=lines] tbody tr').nth(row).locator(`[data-field=${name}]`);

    await page.locator('[data-action=save]').click();
    await field('dealer').locator('.field-error', { hasText: say.required }).waitFor();
    // What only later states show is not asked of a new order.
    expect(await field('reject_reason').count()).toBe(0);

    await choose(page, field('company'), 'BP-CN');
    await choose(page, field('dealer'), 'D001');
    for (const [row, { sku, qty, price }] of [{ sku: 'P001-01', qty: '3', price: '1500' }, { sku: 'P002-01', qty: '2', price: '100.5' }, { sku: 'P003-01', qty: '9', price: '9' }].entries()) {
      await page.locator('[data-action=add-lines]').click();
      await choose(page, cell(row, 'sku'), sku);
      await choose(page, cell(row, 'uom'), '台');
      await write(cell(row, 'qty'), qty);
      await write(cell(row, 'unit_price'), price);
    }
    expect(await page.locator('[data-field=lines] tbody [data-field=no]').allInnerTexts()).toEqual(['1', '2', '3']);
    await page.locator('[data-field=lines] tbody tr').nth(2).locator('[data-action=remove-row]').click();
    // 3 × 1500 + 2 × 100.5, computed while typing.
    await field('total').getByText('¥4,701.00').waitFor();
    await cell(0, 'gross').getByText('¥4,500.00').waitFor();

    await write(cell(0, 'qty'), '0');
    await page.locator('[data-action=save]').click();
    await cell(0, 'qty').locator('.field-error', { hasText: say.atLeast }).waitFor();
    await write(cell(0, 'qty'), '3');

    await choose(page, cell(1, 'uom'), '千克');
    await page.locator('[data-action=save]').click();
    await cell(1, 'uom').locator('.field-error', { hasText: say.unit }).waitFor();
    expect(await page.locator('[data-grid=lines] .field-error').count()).toBe(1);
    await shot(page, `order-refused-${language}`);
    complaints();
    await choose(page, cell(1, 'uom'), '台');
    await page.locator('[data-action=save]').click();
    await page.waitForURL(/\/r\//);
    await page.locator('.page-head .ant-tag', { hasText: say.draft }).waitFor();
    expect(await page.locator('table.lines tbody tr').count()).toBe(2);
    const number = await page.locator('h1').innerText();

    await open(page, `/o/sales_order/all?q=${number}`);
    const row = page.locator('tr[data-id]', { hasText: number });
    await row.waitFor();
    expect(await row.innerText()).toContain('¥4,701.00');
    await row.locator('a').click();

    await page.locator('[data-action=submit]').click();
    await page.locator('.ant-modal [data-action=confirm]').click();
    await page.locator('.page-head .ant-tag', { hasText: say.submitted }).waitFor();
    await page.locator('[data-action=more]').click();
    await page.locator('.ant-dropdown [data-action=reject]').click();
    await page.getByRole('dialog').getByText(say.reason).waitFor();
    expect(await page.locator('.ant-modal [data-action=confirm]').isDisabled()).toBe(true);
    await page.getByRole('dialog').locator('input, textarea').first().fill('2026');
    await page.locator('.ant-modal [data-action=confirm]').click();
    await page.locator('.page-head .ant-tag', { hasText: say.rejected }).waitFor();
    // A final state leaves nothing to do.
    expect(await page.locator('.page-actions [data-action=edit], .page-actions [data-action=submit]').count()).toBe(0);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('conditions', () => {
  it.concurrent.each(both)('make a field required and take that back, in %s', async (language) => {
    const { page, context } = await enter({ language, login: 'admin@demo' });
    await open(page, '/o/price_entry/new');
    const target = page.locator('[data-field=target]');
    await choose(page, target, '', language === 'en' ? 'Category' : '分类');
    await page.locator('[data-field=category] label.required').waitFor();
    expect(await page.locator('[data-field=sku] label.required').count()).toBe(0);
    await choose(page, target, '', 'SKU');
    await page.locator('[data-field=sku] label.required').waitFor();
    expect(await page.locator('[data-field=category] label.required').count()).toBe(0);
    await context.close();
  });
});

describe('a guard', () => {
  it.concurrent.each(both)('that fails keeps its button shut and says why, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const { data: [payment] } = await get<Listed>(context, '/api/objects/payment', { filter: "status == 'confirmed' and allocated > 0", limit: '1', select: 'id' });
    await open(page, `/o/payment/r/${String(payment!['id'])}`);
    const button = page.locator('[data-action=refund]');
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    await button.locator('..').hover();
    await page.getByRole('tooltip', { name: language === 'en' ? 'Take the allocations back first.' : '请先撤销核销。' }).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('records', () => {
  it('lists orders, opens one, edits it', async () => {
    const { page, context, complaints } = await enter({ language: 'zh-CN', login: 'admin@demo' });
    await open(page, '/o/sales_order');
    const rows = page.locator('tr[data-id]');
    await rows.first().waitFor();
    await shot(page, 'orders-zh');
    const drafts = context.request.get(`${product.url}/api/objects/sales_order?filter=${encodeURIComponent("status == 'draft'")}&limit=1&select=id`);
    const draft = ((await (await drafts).json()) as { data: readonly { id: string }[] }).data[0];
    if (draft) await open(page, `/o/sales_order/r/${draft.id}`);
    else await rows.first().locator('a').click();
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
    const { page, context, complaints } = await enter({ login: 'admin@demo' });
    await open(page, '/o/dealer/new');
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
    const { page, context } = await enter({ login: 'admin@demo' });
    await open(page, '/o/dealer');
    await page.locator('tr[data-id]').first().waitFor();
    await page.locator('.list-search input').fill('D001');
    await page.waitForURL(/q=/);
    const asked = page.waitForResponse((response) => response.url().includes('/api/objects/dealer') && response.url().includes('search=D001'));
    await page.reload();
    expect((await asked).status()).toBe(200);
    expect(await page.locator('.list-search input').inputValue()).toBe('D001');
    await context.close();
  });

  it.each(both)('shows the columns that its reader chooses, and keeps them, in %s', async (language) => {
    const say = { en: { columns: 'Columns', reset: 'Reset', typed: 'registered', chosen: 'Registered name' }, 'zh-CN': { columns: '列', reset: '恢复默认', typed: '登记', chosen: '工商登记名称' } }[language];
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const known = await get<Listed>(context, '/api/objects/dealer', { filter: "code == 'D001'", select: 'legal_name' });
    const name = String(known.data[0]!['legal_name']);
    await open(page, '/o/dealer/all');
    const heads = page.locator('.grid-label');
    const kept = () => page.waitForResponse((response) => response.url().includes('/api/preferences/list') && response.request().method() !== 'GET');
    const usual = await heads.allInnerTexts();
    const asked: string[] = [];
    page.on('request', (request) => { if (request.url().includes('/api/objects/dealer?')) asked.push(request.url()); });
    await page.getByRole('button', { name: say.columns, exact: true }).click();
    await page.locator('[data-columns] input[type=text]').fill(say.typed);
    const written = kept();
    await page.locator('[data-columns] [role=group] label').getByText(say.chosen, { exact: true }).click();
    const row = page.locator('tr[data-id]', { hasText: 'D001' });
    await row.locator('td[data-column=legal_name]', { hasText: name }).waitFor();
    expect(await heads.allInnerTexts()).toEqual([...usual, say.chosen]);
    expect(asked.length).toBe(1);
    await written;

    await page.reload();
    await row.locator('td[data-column=legal_name]', { hasText: name }).waitFor();
    expect(page.url()).toContain('legal_name');
    // Without a choice in the address the view is as its reader left it.
    const home = page.locator('.shell-nav .nav-item[aria-current=page]');
    await home.click();
    await row.locator('td[data-column=legal_name]', { hasText: name }).waitFor();
    await page.setViewportSize(phone);
    await page.locator('.list-card', { hasText: 'D001' }).getByText(name).waitFor();
    await page.locator('[data-action=sort-columns]').click();
    const forgotten = kept();
    await page.getByRole('button', { name: say.reset }).click();
    await forgotten;
    await page.keyboard.press('Escape');
    await page.setViewportSize(desktop);
    await row.waitFor();
    expect(await heads.allInnerTexts()).toEqual(usual);
    await home.click();
    await row.waitFor();
    expect([await heads.allInnerTexts(), page.url().includes('legal_name')]).toEqual([usual, false]);
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('shows what refers to a record, and who changed it', async () => {
    const { page, context, complaints } = await enter({ login: 'admin@demo' });
    const { data: [dealer] } = await get<{ data: readonly { id: string; version: number; staff: number | null }[] }>(context, '/api/objects/dealer', { filter: "code == 'D001'", select: 'id,version,staff' });
    const orders = await get<Listed>(context, '/api/objects/sales_order', { filter: `dealer == '${dealer!.id}'`, count: 'true', limit: '1' });
    const staff = 1234 + (dealer!.staff ?? 0);
    const changed = await context.request.patch(`/api/objects/dealer/${dealer!.id}`, { data: { staff }, headers: { 'if-match': `"${dealer!.version}"` } });
    expect(changed.status()).toBe(200);
    await open(page, `/o/dealer/r/${dealer!.id}`);
    await page.getByRole('tab', { name: 'Orders' }).click();
    const list = page.locator('section', { has: page.locator('table[aria-label="Orders"]') });
    await list.locator('h2', { hasText: String(orders.count) }).waitFor();
    expect(await list.locator('tbody tr').count()).toBe(Math.min(orders.count!, 20));
    await page.getByRole('tab', { name: 'History' }).click();
    await page.locator('[data-change=staff]', { hasText: dealer!.staff === null ? 'Employees' : dealer!.staff.toLocaleString('en-US') }).first().getByText(staff.toLocaleString('en-US')).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  });

  it('asks before unsaved changes are left', async () => {
    const { page, context } = await enter({ login: 'admin@demo' });
    await open(page, '/o/dealer/new');
    await page.locator('[data-field=name] input').fill('Half a dealer');
    await page.locator('.trail a').first().click();
    await page.getByText('Leave without saving?').waitFor();
    await page.getByRole('button', { name: 'Keep editing' }).click();
    expect(await page.locator('[data-field=name] input').inputValue()).toBe('Half a dealer');
    await context.close();
  });
});

describe('a phone', () => {
  it('shows cards, a drawer, and rows as cards in a form, within its width', async () => {
    const { page, context, complaints } = await enter({ language: 'zh-CN', viewport: phone, login: 'admin@demo' });
    const fits = async () => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    await open(page, '/o/sales_order');
    await page.locator('.list-card').first().waitFor();
    await fits();
    await shot(page, 'orders-phone-zh');
    await page.getByRole('button', { name: '菜单' }).click();
    await page.locator('.sheet .nav-item').first().waitFor();
    await shot(page, 'drawer-phone-zh');
    await open(page, '/o/sales_order/new');
    await page.locator('.record-form').waitFor();
    await settled(page);
    await fits();
    await shot(page, 'order-new-phone-zh');
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('a package that is changed', () => {
  it('shows a new field in a page that is open, where no layout names it, and in the form', async () => {
    const { page, context, complaints } = await enter({ language: 'zh-CN', login: 'admin@demo' });
    const { data: [term] } = await get<Listed>(context, '/api/objects/payment_term', { limit: '1', select: 'id,name' });
    await open(page, `/o/payment_term/r/${String(term!['id'])}`);
    expect(await page.locator('[data-field=slogan]').count()).toBe(0);
    const file = `${product.folder}/objects/payment_term.json`;
    const document = JSON.parse(await readFile(file, 'utf8')) as { fields: Record<string, object> };
    await writeFile(file, JSON.stringify({ ...document, fields: { ...document.fields, slogan: { type: 'text', label: 'Slogan' } } }));
    await expect.poll(async () => (await context.request.get('/api/objects/payment_term?select=slogan&limit=1')).status(), { timeout: 20_000 }).toBe(200);
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    const more = page.locator('section', { has: page.getByRole('heading', { name: '更多' }) });
    await more.locator('[data-field=slogan]').waitFor();

    await page.locator('[data-action=edit]').click();
    await more.locator('[data-field=slogan] input').fill('一路同行');
    await page.locator('[data-action=save]').click();
    await more.locator('[data-field=slogan]').getByText('一路同行').waitFor();

    await writeFile(file, JSON.stringify({ ...document, fields: { ...document.fields, slogan: { type: 'text', label: 'Motto' } } }));
    await expect.poll(async () => (await get<{ objects: { payment_term: { fields: { slogan: { label: string } } } } }>(context, '/api/model')).objects.payment_term.fields.slogan.label, { timeout: 20_000 }).toBe('Motto');
    await page.locator('.trail a').click();
    await page.getByRole('button', { name: '列', exact: true }).click();
    await page.locator('[data-columns] label').getByText('Motto').click();
    await page.locator('td[data-column=slogan]', { hasText: '一路同行' }).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  });
});

describe('every object of the package', () => {
  it('opens its lists and its form without a complaint', async () => {
    const first = await enter({ login: 'admin@demo' });
    const model = await get<ClientShape>(first.context, '/api/model');
    const paths = Object.values(model.objects).filter((object) => !object.partOf && object.name !== 'user').flatMap(({ name }) => {
      const views = Object.values(model.views).filter((view) => view.object === name).map((view) => view.name.slice(name.length + 1));
      return [...(views.length > 0 ? views : ['all']), ...(model.access[name]?.create ? ['new'] : [])].map((view) => `/o/${name}/${view}`);
    });
    expect(paths.length).toBeGreaterThan(60);
    const found: Record<string, readonly string[]> = {};
    const read = async ({ page, context, complaints }: typeof first) => {
      await open(page, '/');
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
        await go(page, path);
        const broken = await page.locator('.problem').allInnerTexts();
        const all = [...complaints(), ...broken];
        if (all.length > 0) found[path] = all;
      }
      await context.close();
    };
    await Promise.all([read(first), read(await enter({ login: 'admin@demo' }))]);
    expect(found).toEqual({});
  }, 300_000);
});
