/** The administrator's pages in a real Chromium: a field on its way from the drawer to records, to the history and back again. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { setupEn } from '../src/setup/words/en.ts';
import { setupZhCN } from '../src/setup/words/zh-CN.ts';
import type { Product } from './product.ts';
import { get, open, phone, settled, visit, type Language } from './visit.ts';
import { artifacts, openWorkplace } from './workplace.ts';

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

const enter = (who: Parameters<typeof visit>[2] = {}) => visit(browser, product.url, who);
const shot = (page: Page, name: string) => page.screenshot({ path: `${artifacts}setup-${name}.png` });
const both: readonly Language[] = ['zh-CN', 'en'];

interface Draft { readonly changed: boolean; readonly diagnostics: readonly unknown[]; readonly intents: readonly { readonly op: string; readonly address: string; readonly value?: unknown; readonly why?: string }[] }
const draftOf = (context: BrowserContext) => get<Draft>(context, '/api/metadata/draft');

/** What each language's administrator does: fields of their own, on objects of their own. */
const story = {
  en: { object: 'tax_code', other: 'name', label: 'Filing office', name: 'x_filing_office', value: 'North', required: 'Enter a label.', prefix: 'must begin with “x_”', gone: 'Filing office', yours: 'Yours', hidden: 'now hidden', reason: 'Tax people file by office' },
  'zh-CN': { object: 'payment_term', other: 'note', label: '审批部门', name: 'x_field_1', value: '华北', required: '请输入名称。', prefix: '必须以“x_”开头', gone: '审批部门', yours: '自定义', hidden: '改为隐藏', reason: '财务按部门归档' },
} as const;

async function apply(page: Page, reason: string): Promise<number> {
  await page.locator('[data-action=plan]').click();
  await page.locator('[data-action=apply]').waitFor();
  await settled(page);
  await page.locator('#apply-reason').fill(reason);
  await page.locator('[data-action=apply]').click();
  const done = page.locator('[data-applied]');
  await done.waitFor();
  await page.locator('.changes-bar').waitFor({ state: 'detached' });
  return Number(await done.getAttribute('data-applied'));
}

describe('setup', () => {
  it.each(both)('takes a field from its drawer to records, to the history and back, in %s', async (language) => {
    const tell = story[language];
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    await open(page, '/');
    await page.locator('.nav-setup').click();
    await page.waitForURL(/\/setup$/);
    await page.locator('.setup-search input').fill(tell.object);
    await page.locator(`[data-object=${tell.object}] a`).click();
    await page.locator('[data-field-row]').first().waitFor();
    expect(await page.locator('.changes-bar').count()).toBe(0);

    // A field that nobody sees yet but its author.
    await page.locator('[data-action=add-field]').click();
    await page.locator('[data-action=save-field]').click();
    await page.locator('[data-control=label] .field-error', { hasText: tell.required }).waitFor();
    await page.locator('#sf-label').fill(tell.label);
    expect(await page.locator('#sf-name').inputValue()).toBe(tell.name);
    await page.locator('#sf-name').fill('y_wrong');
    await page.locator('[data-action=save-field]').click();
    await page.locator('[data-control=name] .field-error', { hasText: tell.prefix }).waitFor();
    await shot(page, `mistake-${language}`);
    await page.locator('#sf-name').fill(tell.name);
    await page.locator('#sf-why').fill(tell.reason);
    await page.locator('[data-action=save-field]').click();
    await page.locator('.field-drawer').waitFor({ state: 'detached' });
    const draft = await draftOf(context);
    expect(draft.diagnostics).toEqual([]);
    expect(draft.intents.filter(({ address }) => address.includes('y_wrong'))).toEqual([]);
    expect(draft.intents.find(({ address }) => address === `object/${tell.object}#fields/${tell.name}`)).toMatchObject({ op: 'add', value: { type: 'text', label: tell.label }, why: tell.reason });
    const preview = page.locator('[data-preview]');
    await preview.locator(`[data-field=${tell.name}] input`).fill(tell.value);
    expect(await preview.locator('[data-action=save]').count()).toBe(0);
    expect((await context.request.get(`/api/objects/${tell.object}?select=${tell.name}&limit=1`)).status()).toBe(400);
    await page.locator(`[data-field-row=${tell.name}] .layer-draft`).waitFor();
    await settled(page);
    await shot(page, `object-${language}`);

    // The plan says what would happen, and exactly that happens.
    await page.locator('[data-action=plan]').click();
    await page.locator('[data-plan=changes]', { hasText: tell.label }).waitFor();
    await page.locator('[data-plan=tables] [data-risk=safe]').first().waitFor();
    await page.locator('[data-plan=access] [data-role=finance]').waitFor();
    await settled(page);
    await shot(page, `plan-${language}`);
    await page.goBack();
    const first = await apply(page, tell.reason);

    // Records have it at once.
    const { data: [record] } = await get<{ data: readonly { id: string; version: number }[] }>(context, `/api/objects/${tell.object}`, { limit: '1', select: 'id,version' });
    await page.evaluate((path) => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }, `/o/${tell.object}/r/${record!.id}/edit`);
    await page.locator(`.record-form [data-field=${tell.name}] input`).fill(tell.value);
    await page.locator('[data-action=save]').click();
    await page.locator(`[data-field=${tell.name}]`).getByText(tell.value).waitFor();

    // Why it is so, and what would be without it.
    await open(page, `/setup/o/${tell.object}?why=${tell.name}`);
    const label = page.locator('[data-blame=label]');
    await label.getByText(tell.reason).waitFor();
    expect(await label.innerText()).toContain('admin@demo');
    await page.locator('[data-action=without]').click();
    await page.locator('.blame .ant-empty').waitFor();
    await open(page, `/setup/o/${tell.object}?why=${tell.other}`);
    await page.locator('[data-blame=type] .blame-last').waitFor();
    await settled(page);
    await shot(page, `blame-${language}`);

    // Hidden, it leaves the screens and keeps its values.
    await open(page, `/setup/o/${tell.object}?field=${tell.name}`);
    await page.locator('#sf-hidden').click();
    await page.locator('[data-action=save-field]').click();
    await page.locator('.field-drawer').waitFor({ state: 'detached' });
    await page.locator(`[data-preview] [data-field=${tell.name}]`).waitFor({ state: 'detached' });
    const second = await apply(page, tell.reason);
    expect(second).toBe(first + 1);
    const kept = await get<Readonly<Record<string, unknown>>>(context, `/api/objects/${tell.object}/${record!.id}`);
    expect(kept[tell.name]).toBe(tell.value);

    // The history knows, and leads back.
    await open(page, '/setup/history');
    await page.locator(`[data-version="${second}"]`, { hasText: tell.hidden }).waitFor();
    await page.locator('[data-action=compare]').click();
    await page.locator(`[data-diff="${first}-${second}"] [data-change*="${tell.name}"]`).first().waitFor();
    await settled(page);
    await shot(page, `history-${language}`);
    await page.locator(`[data-version="${first}"] [data-action=return]`).click();
    await page.locator('.ant-modal-confirm .ant-btn-primary').click();
    await page.waitForURL(/\/setup\/plan$/);
    await page.locator('[data-plan=changes]', { hasText: tell.label }).waitFor();
    await settled(page);
    await page.locator('[data-action=apply]').click();
    await page.locator(`[data-applied="${second + 1}"]`).waitFor();
    await open(page, `/o/${tell.object}/r/${record!.id}`);
    await page.locator(`[data-field=${tell.name}]`).getByText(tell.value).waitFor();
    expect(complaints()).toEqual([]);
    await context.close();
  }, 180_000);

  it.each(both)('asks before values are set aside, and changes and takes back what a package says, in %s', async (language) => {
    const tell = story[language];
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    await open(page, `/setup/o/${tell.object}?field=${tell.name}`);
    await page.locator('[data-action=take-back]').click();
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
    await page.locator('.field-drawer').waitFor({ state: 'detached' });
    await page.locator('[data-action=plan]').click();
    await page.locator('[data-risk=aside]').waitFor();
    await settled(page);
    expect(await page.locator('[data-action=apply]').isDisabled()).toBe(true);
    await shot(page, `aside-${language}`);
    await page.locator('[data-action=consent]').check();
    await page.locator('[data-action=apply]').click();
    await page.locator('[data-applied]').waitFor();

    await open(page, `/setup/o/${tell.object}?field=${tell.other}`);
    await page.locator('#sf-help').fill(tell.reason);
    await page.locator('[data-action=save-field]').click();
    await page.locator('[data-preview] .field-help', { hasText: tell.reason }).waitFor();
    await page.locator('[data-action=changes]').click();
    const change = page.locator(`[data-change="${tell.object} ${tell.other}"]`, { hasText: tell.reason });
    await change.locator('button').click();
    await page.locator('.changes-bar').waitFor({ state: 'detached' });
    expect((await draftOf(context)).intents.filter(({ address }) => address.includes(`${tell.object}#fields/${tell.other}`))).toEqual([]);
    expect(complaints()).toEqual([]);
    await context.close();
  }, 120_000);

  it('switches a module off and on again in the draft', async () => {
    const { page, context, complaints } = await enter({ login: 'admin@demo' });
    await open(page, '/setup/modules');
    const finance = page.locator('[data-module=finance]');
    await finance.getByRole('switch').click();
    await finance.locator('.layer-draft').waitFor();
    expect((await draftOf(context)).intents).toContainEqual({ op: 'set', address: 'package/channel#tenon/modules/finance/on', value: false });
    await page.locator('[data-action=plan]').click();
    await page.locator('[data-plan=access]').getByText('Credit profile', { exact: true }).first().waitFor();
    await page.locator('[data-action=discard]').click();
    await page.locator('.ant-modal-confirm .ant-btn-dangerous').click();
    await page.waitForURL(/\/setup$/);
    expect((await draftOf(context)).changed).toBe(false);
    expect(complaints()).toEqual([]);
    await context.close();
  }, 120_000);

  it.each(both)('shows what the package and the tenant both changed, and takes the decision, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'admin@demo' });
    const name = language === 'en' ? 'brand' : 'uom';
    const address = `object/${name}#description`;
    const post = async (path: string, data: object): Promise<Record<string, unknown>> => {
      const response = await context.request.post(`/api/metadata/${path}`, { data });
      expect([path, response.status()]).toEqual([path, 200]);
      return (await response.json()) as Record<string, unknown>;
    };
    await post('draft/edits', { edits: [{ op: 'set', at: address, value: 'As we say it.' }] });
    await post('apply', { id: (await post('plan', {}))['id'] });

    // The package moves on under it.
    const file = `${product.folder}/objects/${name}.json`;
    const document = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...document, description: 'As the package says it now.' }));
    await expect.poll(async () => ((await post('plan', {}))['merges'] as readonly { readonly address: string; readonly outcome: string }[]).find((entry) => entry.address === address)?.outcome, { timeout: 20_000 }).toBe('conflict');

    await post('draft/edits', { edits: [{ op: 'set', at: `object/${name}#icon`, value: 'star' }] });
    await open(page, '/setup/plan');
    const entry = page.locator(`[data-merge="${address}"]`);
    await entry.getByText('As the package says it now.').waitFor();
    await entry.getByText('As we say it.').waitFor();
    await settled(page);
    await shot(page, `conflict-${language}`);
    await entry.getByText(language === 'en' ? setupEn.takeTheirs : setupZhCN.takeTheirs).click();
    await settled(page);
    await page.locator('[data-action=apply]').click();
    await page.locator('[data-applied]').waitFor();
    expect((await get<{ objects: Record<string, { description?: string }> }>(context, '/api/model')).objects[name]!.description).toBe('As the package says it now.');
    expect((await draftOf(context)).intents.some((intent) => intent.address === address)).toBe(false);
    expect(complaints()).toEqual([]);
    await context.close();
  }, 120_000);

  it.each(both)('fits a phone, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'admin@demo', viewport: phone });
    for (const [path, name] of [['/setup', 'objects'], ['/setup/modules', 'modules'], ['/setup/history', 'history'], ['/setup/o/dealer', 'fields']] as const) {
      await open(page, path);
      await shot(page, `phone-${name}-${language}`);
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, phone.width]);
    }
    await page.locator('[data-field-row=code]').press('Enter');
    await page.locator('#sf-label').waitFor();
    await shot(page, `phone-drawer-${language}`);
    expect(complaints()).toEqual([]);
    await context.close();
  }, 120_000);

  it.each(both)('is closed to who is no administrator, in %s', async (language) => {
    const { page, context, complaints } = await enter({ language, login: 'sales@demo' });
    await open(page, '/setup/o/dealer');
    await page.locator('[data-refused]', { hasText: language === 'en' ? 'open to administrators' : '仅对管理员开放' }).waitFor();
    expect(await page.locator('.nav-setup').count()).toBe(0);
    expect((await context.request.get('/api/metadata/draft')).status()).toBe(403);
    expect(complaints()).toEqual([]);
    await context.close();
  });
});
