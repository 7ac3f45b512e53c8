/**
 * Every screen that the Model makes, in a real Chromium: lists, boards and calendars, dashboards and reports, and for every object
 * a record that is made, opened and changed through its form. Made from the Model of each tenant; what it cannot say stands in `wants`.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import type { DashboardModel, LayoutModel, ObjectModel, ReportModel, ViewModel } from '@tenon/model';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './chromium.ts';
import { change, changeable, fillForm, type Filling, type Wants } from './fill.ts';
import { startProduct, type Product } from './product.ts';
import { get, go, open, settled, visit } from './visit.ts';
import { artifacts } from './workplace.ts';

const pagesAtOnce = 3;

interface TenantModel {
  readonly objects: Readonly<Record<string, ObjectModel>>;
  readonly views: Readonly<Record<string, ViewModel>>;
  readonly layouts: Readonly<Record<string, LayoutModel>>;
  readonly reports?: Readonly<Record<string, ReportModel>>;
  readonly dashboards?: Readonly<Record<string, DashboardModel>>;
  readonly access: Readonly<Record<string, { readonly create: boolean; readonly update: boolean }>>;
}
interface Listed { readonly data: readonly (Readonly<Record<string, unknown>> & { readonly id: string })[] }

/** Where rules speak of other records, or of several fields together. */
const wants: Readonly<Record<string, Wants>> = {
  currency_rate: { from_currency: 'EUR' },
  ledger_transfer: { debit: { find: "type == 'bank_clearing'" }, credit: { find: "type == 'prepaid' and currency == 'CNY'" } },
  med_first_approval: { company_name: 'Example Devices Ltd' },
  payment_term: { lines: { pct: '100' } },
  price_entry: { price: '10' },
  sales_order: { lines: { sku: { find: "code == 'P001-01'" }, uom: { find: "code == 'PCS'" } } },
  stock_balance: { sku: { find: "code == 'P001-01'" }, warehouse: { find: "code == 'WH-SH'" }, stock_status: 'expired' },
  stock_move: { to_warehouse: '' },
  uom_conv: { from_uom: { find: "code == 'SET'" }, to_uom: { find: "code == 'KG'" } },
  warehouse: { company: '' },
};

let browser: Browser;
beforeAll(async () => {
  await mkdir(artifacts, { recursive: true });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => browser?.close(), 60_000);

/** Somebody at a page, and all that went wrong there. What a form was refused is answered in the form. */
async function reader(url: string) {
  const { page, context } = await visit(browser, url, { login: 'admin@demo' });
  const wrong: string[] = [];
  let refused = 0;
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) wrong.push(`${message.text()} (${page.url()} ${JSON.stringify(message.location())})`); });
  page.on('requestfailed', (request) => { if (request.failure()?.errorText !== 'net::ERR_ABORTED') wrong.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText}`); });
  page.on('response', (response) => {
    if (response.status() < 400) return;
    const request = response.request();
    if (request.method() !== 'GET' && [409, 422].includes(response.status())) refused += 1;
    else wrong.push(`${response.status()} ${request.method()} ${response.url()}`);
  });
  return { page, context, wrong, refused: () => refused };
}
type Reader = Awaited<ReturnType<typeof reader>>;

interface Task { readonly name: string; readonly run: (reader: Reader) => Promise<void> }

/** Several at once, each at a page of its own; what goes wrong is told by the name of the task, and the others go on. */
async function work(url: string, tasks: readonly Task[]): Promise<{ readonly failed: Readonly<Record<string, readonly string[]>>; readonly refused: number }> {
  const left = [...tasks];
  const failed: Record<string, readonly string[]> = {};
  let refused = 0;
  const one = async () => {
    let at = await reader(url);
    await open(at.page, '/');
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      const thrown: string[] = [];
      await task.run(at).catch((error: unknown) => thrown.push((error as Error).message.slice(0, 600)));
      const broken = await at.page.locator('.problem, [data-state=failed]').allInnerTexts();
      const all = [...thrown, ...at.wrong.splice(0), ...broken];
      if (all.length === 0) continue;
      failed[task.name] = all;
      refused += at.refused();
      await at.page.screenshot({ path: `${artifacts}every-screen-failed-${task.name.replaceAll(/\W+/g, '-')}.png` });
      await at.context.close();
      at = await reader(url);
      await open(at.page, '/');
    }
    refused += at.refused();
    await at.context.close();
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, one));
  return { failed, refused };
}

/** What a list of the kind shows: rows, columns, days; or that there is nothing. */
const shows = { list: '.list-page [role=grid], .list-page .no-rows', board: '.board', calendar: '.cal' } as const;

const viewTasks = ({ views }: TenantModel): readonly Task[] => Object.values(views).map(({ name, object, kind }) => ({
  name: `view ${name}`,
  run: async ({ page }) => {
    const key = name.slice(object.length + 1);
    await go(page, `/o/${object}/${key}`);
    await page.locator(`.list-page[data-view="${key}"]`).locator(shows[kind].split(', ').map((one) => one.replace('.list-page ', '')).join(', ')).first().waitFor();
    await settled(page);
  },
}));

/** The list without any view, and the first record where nobody makes one. */
const objectTasks = ({ objects, access }: TenantModel): readonly Task[] => Object.keys(access).filter((name) => objects[name] !== undefined).map((name) => ({
  name: `object ${name}`,
  run: async ({ page, context }) => {
    await go(page, `/o/${name}/any`);
    await page.locator('.list-page').locator('[role=grid], .no-rows').first().waitFor();
    const { data: [first] } = await get<Listed>(context, `/api/objects/${name}`, { limit: '1', select: 'id' });
    if (!first || objects[name]!.system) return;
    await go(page, `/o/${name}/r/${first.id}`);
    await page.locator(`[data-record="${first.id}"]`).waitFor();
    await settled(page);
  },
}));

const figureTasks = ({ reports = {}, dashboards = {} }: TenantModel): readonly Task[] => [
  ...Object.values(dashboards).map(({ name, widgets }): Task => ({
    name: `dashboard ${name}`,
    run: async ({ page }) => {
      await go(page, `/d/${name}`);
      await page.locator(`[data-dashboard="${name}"]`).waitFor();
      await settled(page);
      expect(await page.locator('[data-widget]').count()).toBe(widgets.length);
    },
  })),
  ...Object.values(reports).map(({ name }): Task => ({
    name: `report ${name}`,
    run: async ({ page }) => {
      await go(page, `/r/${name}`);
      await page.locator(`[data-report="${name}"]`).waitFor();
      await settled(page);
    },
  })),
];

const said = (page: Page) => page.locator('.error-summary, .record-form .field-error, .shell-content .ant-alert-error').allInnerTexts();

/** Saves, and waits for what comes of it: the record, or why not. */
async function save(page: Page): Promise<string | undefined> {
  await page.locator('[data-action=save]').click();
  await page.waitForFunction(() => document.querySelector('.form-foot .ant-btn-loading') === null && (/\/r\/[^/]+$/.test(location.pathname) || document.querySelector('.error-summary, .shell-content .ant-alert-error') !== null));
  return /\/r\/([^/]+)$/.exec(new URL(page.url()).pathname)?.[1];
}

const triesMax = 6;

async function create({ page }: Reader, filling: Omit<Filling, 'nth'>): Promise<string> {
  const { object } = filling;
  for (let nth = 0; ; nth += 1) {
    await go(page, `/o/${object.name}/new`);
    await page.locator('.record-form, .record-types').first().waitFor();
    const types = page.locator('[data-record-type]');
    if ((await types.count()) > 0) await types.first().click();
    await page.locator('.record-form').waitFor();
    await page.locator('[data-action=drop-draft]').click({ timeout: 1 }).catch(() => undefined);
    await fillForm({ ...filling, nth });
    const id = await save(page);
    if (id !== undefined) return id;
    const why = (await said(page)).join(' | ');
    // Somebody has these references together already: others are taken.
    if (nth + 1 === triesMax || !why.includes('Another record already has')) throw new Error(`${object.name} was refused: ${why}`);
    await page.locator('[data-action=cancel]').click();
    await page.locator('.ant-modal .ant-btn').last().click();
    await page.locator('.record-form').waitFor({ state: 'detached' });
  }
}

async function edit({ page, context }: Reader, filling: Filling, id: string): Promise<void> {
  const { object } = filling;
  const before = await get<Readonly<Record<string, unknown>>>(context, `/api/objects/${object.name}/${id}`);
  await page.locator('[data-action=edit]').click();
  await page.locator('.record-form').waitFor();
  await settled(page);
  const [field] = await changeable(page, object);
  if (!field) throw new Error(`${object.name} has nothing to change`);
  await change({ ...filling, serial: filling.serial + 500 }, field);
  if ((await save(page)) === undefined) throw new Error(`${object.name}.${field.name} was not changed: ${(await said(page)).join(' | ')}`);
  await page.locator(`[data-record="${id}"]`).waitFor();
  await settled(page);
  const after = await get<Readonly<Record<string, unknown>>>(context, `/api/objects/${object.name}/${id}`);
  expect(after['version']).toBe(Number(before['version']) + 1);
  expect({ [field.name]: after[field.name] }).not.toEqual({ [field.name]: before[field.name] });
}

const creatable = ({ objects, access }: TenantModel): readonly ObjectModel[] => Object.values(objects).filter(({ name, partOf, system }) => access[name]?.create && !partOf && !system);

function formTasks(model: TenantModel, objects: readonly ObjectModel[], made: Record<string, string>): readonly Task[] {
  return objects.map((object, index) => ({
    name: `form ${object.name}`,
    run: async (at) => {
      const find = async (name: string, filter: string) => {
        const { title, search } = model.objects[name]!;
        const by = search[0] ?? title;
        const { data: [found] } = await get<Listed>(at.context, `/api/objects/${name}`, { filter, limit: '1', select: `${title},${by}` });
        if (!found) throw new Error(`There is no ${name} with ${filter}`);
        return { typed: String(found[by]), title: String(found[title]) };
      };
      const filling = { page: at.page, objects: model.objects, object, wants: wants[object.name] ?? {}, serial: index + 1, find };
      const id = await create(at, filling);
      made[object.name] = id;
      await at.page.locator(`[data-record="${id}"]`).waitFor();
      await settled(at.page);
      if (model.access[object.name]!.update) await edit(at, { ...filling, nth: 0 }, id);
    },
  }));
}

const tenants = [
  { name: 'channel-sales', layer: undefined, objects: 40, views: 80 },
  { name: 'hengxin', layer: 'examples/hengxin', objects: 40, views: 80 },
] as const;

describe.each(tenants)('every screen of $name', ({ name, layer, objects, views }) => {
  let product: Product;
  beforeAll(async () => {
    product = await startProduct(layer);
  }, 240_000);
  afterAll(async () => product?.close(), 60_000);

  const modelOf = async (): Promise<TenantModel> => {
    const { context } = await visit(browser, product.url, { login: 'admin@demo' });
    const model = await get<TenantModel>(context as BrowserContext, '/api/model');
    await context.close();
    return model;
  };

  it('opens, and every form makes and changes a record', async () => {
    const model = await modelOf();
    expect(Object.keys(model.objects).length).toBeGreaterThan(objects);
    expect(Object.keys(model.views).length).toBeGreaterThan(views);
    const began = Date.now();
    const made: Record<string, string> = {};
    const filled = creatable(model);
    const forms = await work(product.url, formTasks(model, filled, made));
    const screens = await work(product.url, [...viewTasks(model), ...figureTasks(model), ...objectTasks(model)]);
    const figures = {
      seconds: Math.round((Date.now() - began) / 1000), objects: Object.keys(model.access).length, views: Object.keys(model.views).length, dashboards: Object.keys(model.dashboards ?? {}).length, reports: Object.keys(model.reports ?? {}).length,
      creatable: creatable(model).length, created: Object.keys(made).length, refusedAtFirst: forms.refused, nobodyCreates: Object.keys(model.access).filter((one) => !creatable(model).some((object) => object.name === one)),
    };
    await writeFile(`${artifacts}every-screen-${name}.json`, `${JSON.stringify(figures, null, 2)}\n`);
    expect({ ...forms.failed, ...screens.failed }).toEqual({});
    expect(Object.keys(made).toSorted()).toEqual(filled.map((object) => object.name).toSorted());
  }, 600_000);
});
