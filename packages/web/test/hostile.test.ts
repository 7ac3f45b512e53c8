/**
 * Hostile words in every place that takes words, and every page that shows them: nothing runs, nothing leads away, nothing is fetched
 * from others, and what was written is read as it was written.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from './chromium.ts';
import { call, fill, people, type Filled } from './hostile-data.ts';
import { writeHostilePackage } from './hostile-package.ts';
import { openActivity, pagesOf } from './hostile-pages.ts';
import { files, hostile, refused, texts } from './hostile-strings.ts';
import { missingOn, watch, type Watch } from './hostile-watch.ts';
import { startProduct, type Product } from './product.ts';
import { get, open, phone, settled, visit, type Language, type Visit } from './visit.ts';

let folder: string;
let product: Product;
let browser: Browser;
let filled: Filled;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tenon-hostile-'));
  await writeHostilePackage(folder);
  [product, browser] = await Promise.all([startProduct(folder), openBrowser()]);
  const { context } = await visit(browser, product.url, { login: 'admin@demo' });
  filled = await fill(context, 'Ada Admin');
  await context.close();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await product?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
}, 60_000);

interface Reader extends Visit, Watch {}

async function enter(who: Parameters<typeof visit>[2] = {}): Promise<Reader> {
  const visited = await visit(browser, product.url, { login: 'admin@demo', ...who });
  return { ...visited, ...(await watch(visited, product.url)) };
}

/** What a page that is not there, or is asked for nonsense, has the browser say of itself. */
const answered = (said: readonly string[]): readonly string[] => said.filter((one) => !/Failed to load resource: the server responded with a status of 4\d\d/.test(one));

/** Nothing has come of it so far, on this page or on those before. */
async function expectQuiet({ alarms, complaints }: Reader, where: string): Promise<void> {
  expect([where, await alarms(), answered(complaints())]).toEqual([where, [], []]);
}

it('has a hundred strings, all different', () => {
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.length).toBeGreaterThanOrEqual(100);
  expect(new Set(hostile.map(({ family }) => family)).size).toBeGreaterThan(10);
});

describe('what the server says', () => {
  it('lets no page have inline code or inline style, from us or from anybody', async () => {
    for (const path of ['/', '/o/thing', `/o/${encodeURIComponent(texts[0]!)}`, '/nowhere/at/all']) {
      const policy = (await fetch(`${product.url}${path}`)).headers.get('content-security-policy') ?? '';
      const [scripts, styles] = ['script-src', 'style-src'].map((name) => policy.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${name} `)));
      expect([path, scripts]).toEqual([path, "script-src 'self'"]);
      expect([path, styles]).toEqual([path, expect.stringMatching(/^style-src 'self' 'nonce-[\w-]{20,}'$/)]);
      expect([path, /unsafe|\*|https?:/.test(policy)]).toEqual([path, false]);
    }
  });

  it('keeps no text that is none', async () => {
    const { context } = await enter();
    for (const text of refused) {
      const attempts: readonly (readonly ['post' | 'put', string, unknown])[] = [
        ['post', '/api/objects/thing', { name: text }], ['post', '/api/objects/thing', { name: 'x', note: text }], ['post', '/api/objects/thing', { name: 'x', extra: { a: text } }], ['post', '/api/objects/thing', { name: 'x', body: [text] }],
        ['post', '/api/objects/thing', { name: 'x', place: { detail: text } }], ['post', '/api/objects/thing', { name: 'x', rows: [{ name: text }] }], ['post', `/api/objects/thing/${filled.whole}/comments`, { text }],
      ];
      for (const [method, path, data] of attempts) {
        const { status } = await call(context, method, path, data);
        expect([path, data, status >= 400 && status < 500]).toEqual([path, data, true]);
      }
    }
    await context.close();
  });

  it('keeps of addresses and numbers to call only what is one', async () => {
    const { context } = await enter();
    await Promise.all(texts.map(async (text) => {
      const given = { link: text, mail: text, call: text };
      const answer = await call(context, 'post', '/api/objects/thing', { name: 'reach', ...given });
      const wrong = ((answer.body['errors'] ?? []) as readonly { field: string }[]).map(({ field }) => field);
      expect([text, answer.status, wrong.includes('link')]).toEqual([text, 422, !filled.links.includes(text)]);
      const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.includes(name)));
      if (Object.keys(rest).length > 0) expect([text, (await call(context, 'post', '/api/objects/thing', { name: 'reach', ...rest })).status]).toEqual([text, 201]);
    }));
    await context.close();
  });

  it('never shows a file that could run, whatever it is called', async () => {
    const { context, page, alarms } = await enter();
    for (const { name, content } of files) {
      const sent = await context.request.post('/api/files', { multipart: { file: { name, mimeType: 'image/png', buffer: Buffer.from(content) } } });
      const { id, type } = (await sent.json()) as { id: string; type: string };
      const served = await context.request.get(`/api/files/${id}?inline=true`);
      const headers = served.headers();
      expect([name, headers['x-content-type-options'], headers['content-security-policy']]).toEqual([name, 'nosniff', "default-src 'none'; sandbox"]);
      expect([name, type, headers['content-disposition']?.split(';')[0]]).toEqual([name, type, type === 'image/gif' ? 'inline' : 'attachment']);
      expect([name, /html|xml|script|css/.test(headers['content-type'] ?? '')]).toEqual([name, false]);
      // Nor can it be the picture of a record, but for a real one.
      const kept = await call(context, 'post', '/api/objects/thing', { name: 'pictured', picture: id });
      expect([name, kept.status]).toEqual([name, type === 'image/gif' ? 201 : 422]);
      await page.goto(`/api/files/${id}?inline=true`).catch(() => undefined);
    }
    await page.goto('/');
    expect((await alarms()).filter((one) => !one.startsWith('stopped by'))).toEqual([]);
    await context.close();
  });
});

describe.each(['en', 'zh-CN'] as const)('every page, in %s', (language: Language) => {
  it('shows the words as words', async () => {
    const reader = await enter({ language });
    await reader.context.request.patch('/api/session', { data: { locale: language } });
    for (const [name, show] of Object.entries(pagesOf(filled))) {
      const wanted = await show(reader.page);
      await settled(reader.page);
      if (wanted.length > 0) await expect.poll(() => missingOn(reader.page, wanted), { message: name, timeout: 10_000 }).toEqual([]);
      await expectQuiet(reader, name);
    }
    await reader.context.close();
  }, 300_000);
});

/** As a link does, without loading the page anew; the address may lead nowhere. */
async function walk(page: Page, path: string): Promise<void> {
  await page.evaluate(async (to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, path);
  await settled(page);
}

describe('addresses', () => {
  it('say nothing to the page but words', async () => {
    const reader = await enter();
    const { page } = reader;
    await open(page, '/o/thing/any');
    for (const [i, text] of texts.entries()) {
      const part = encodeURIComponent(text);
      await walk(page, `/o/thing/any?q=${part}&filter=${part}&columns=${part}&group=${part}&sort=${part}&kind=${part}&at=${part}`);
      if (i % 9 === 0) await expect.poll(() => missingOn(page, [text]), { message: text }).toEqual([]);
      if (i % 4 === 0) {
        const others = [`/o/${part}/${part}`, `/r/${part}?f=${part}`, `/d/morning?f=${part}`, `/help/${part}`, `/search?q=${part}`, `/o/thing/r/${part}`, `/o/thing/new?from=${part}&type=${part}`, `/setup/o/thing?field=${part}&why=${part}`, `/${part}`];
        await walk(page, others[(i / 4) % others.length]!);
        await walk(page, others[(i / 4 + 4) % others.length]!);
      }
      if (i % 6 === 0) await expectQuiet(reader, text);
    }
    await page.goto(`/o/thing/any#${texts[10]!}`);
    await settled(page);
    await expectQuiet(reader, 'what stands behind the address');
    await reader.context.close();
  }, 180_000);

  it('of a first page lead to no other place', async () => {
    for (const start of [`https://evil.example/`, '//evil.example/', '/\\evil.example/', `javascript:window.__hit=90`, `data:text/html,<script>parent.window.__hit=91</script>`]) {
      const reader = await enter();
      expect((await reader.context.request.put('/api/preferences/start', { data: { value: start } })).status()).toBe(204);
      await open(reader.page, '/');
      await settled(reader.page);
      expect([start, new URL(reader.page.url()).origin]).toEqual([start, product.url]);
      await expectQuiet(reader, start);
      await reader.context.request.delete('/api/preferences/start');
      await reader.context.close();
    }
  });
});

describe('habits', () => {
  it('that nobody could have keep no page from opening', async () => {
    const reader = await enter();
    const { context, page } = reader;
    const keys = ['pins', 'recent', 'menu', 'look', 'start', 'views:thing', 'list:thing.all', 'lookup:thing', 'record:activity', 'import:thing', 'lines:thing.rows'];
    for (const value of ['<script>', 7, null, [null, 1, 'x', []], { closed: 5, views: {}, first: {}, columns: 5, widths: [], theme: {}, density: [] }]) {
      for (const key of keys) expect((await context.request.put(`/api/preferences/${key}`, { data: { value } })).status()).toBe(204);
      for (const path of ['/', '/o/thing/all', `/o/thing/r/${filled.ids[0]!}`, `/o/thing/r/${filled.ids[0]!}/edit`, '/settings']) {
        await open(page, path);
        expect([value, path, await page.locator('.problem').count()]).toEqual([value, path, 0]);
        await expectQuiet(reader, path);
      }
    }
    for (const key of keys) await context.request.delete(`/api/preferences/${key}`);
    await context.close();
  });
});

describe('people', () => {
  it('may have any name', async () => {
    const names = texts.filter((_, i) => i % 9 === 1);
    const made = await people(product.database, names);
    const writer = await enter({ login: made[0]!.login });
    for (const [i, { id }] of made.entries()) {
      const said = await call(writer.context, 'post', `/api/objects/thing/${filled.ids[1]!}/comments`, { text: `@${names[i]!} and @Ada Admin`, mentions: [id] });
      expect([names[i], said.status]).toEqual([names[i], 201]);
    }
    await open(writer.page, `/o/thing/r/${filled.ids[1]!}`);
    await openActivity(writer.page, 'comments');
    await writer.page.locator('.rec-comment').first().waitFor();
    await expect.poll(() => missingOn(writer.page, names)).toEqual([]);
    await writer.page.locator('.user-menu').click();
    await writer.page.locator('.user-who').waitFor();
    await expectQuiet(writer, 'comments of them');
    // Whoever was mentioned is told by whom, and what.
    const told = await enter({ login: made[1]!.login, viewport: phone });
    await open(told.page, '/notifications');
    await told.page.locator('[data-notification]').first().waitFor();
    await expect.poll(() => missingOn(told.page, [names[0]!])).toEqual([]);
    await expectQuiet(told, 'news of them');
    await Promise.all([writer.context.close(), told.context.close()]);
  });
});

describe('a file to import', () => {
  it('is read as words, from its name to its last cell', async () => {
    const reader = await enter();
    const { page } = reader;
    const headings = texts.slice(0, 12);
    const cells = (row: readonly string[]): string => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    const lines = texts.map((text) => cells([text, text, ...headings.map(() => text)]));
    await open(page, '/o/thing/import');
    await page.locator('input[type=file]').setInputFiles({ name: `${texts[10]!.replaceAll('/', '_')}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`${cells(['name', 'parent', ...headings])}\r\n${lines.join('\r\n')}\r\n`) });
    await page.locator('[data-action=check]').waitFor();
    await expect.poll(() => missingOn(page, [...headings, texts[0]!])).toEqual([]);
    await expectQuiet(reader, 'the columns');
    await page.locator('[data-action=check]').click();
    await page.locator('[data-refused-row]').first().waitFor({ timeout: 60_000 });
    await expectQuiet(reader, 'what is refused');
    await reader.context.close();
  }, 120_000);

  it('has sheets of any name', async () => {
    const reader = await enter();
    const names = texts.filter((text) => text.length <= 31 && !/[[\]*?/\\:]|^'|'$/.test(text)).slice(0, 6);
    await open(reader.page, '/o/aside/import');
    await reader.page.locator('input[type=file]').setInputFiles({ name: 'book.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await workbook(names) });
    await reader.page.locator('[data-action=check]').waitFor();
    expect(names.length).toBeGreaterThan(2);
    await expectQuiet(reader, 'its sheets');
    await reader.context.close();
  });
});

async function workbook(names: readonly string[]): Promise<Buffer> {
  const { default: { Workbook } } = (await import(/* @vite-ignore */ createRequire(new URL('../../server/package.json', import.meta.url)).resolve('exceljs'))) as { default: { Workbook: new () => Book } };
  const book = new Workbook();
  for (const name of names) {
    const sheet = book.addWorksheet(name);
    sheet.addRow(['name', name]);
    for (const text of texts) sheet.addRow([text, text]);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

interface Book {
  readonly addWorksheet: (name: string) => { readonly addRow: (cells: readonly string[]) => void };
  readonly xlsx: { readonly writeBuffer: () => Promise<ArrayBuffer> };
}

describe('what the package says when something is done', () => {
  it('is said in its words', async () => {
    const reader = await enter();
    const { page, context } = reader;
    const { objects: { thing } } = await get<{ objects: { thing: { lifecycle: { transitions: Record<string, { label: string; confirm?: string }> }; validations: Record<string, { message: string }>; fields: Record<string, { patternMessage?: string }> } } }>(context, '/api/model');
    await open(page, `/o/thing/r/${filled.ids[2]!}`);
    await page.locator('[data-action=begin]').first().click();
    await page.locator('.ant-modal [data-action=confirm]').waitFor();
    expect(await missingOn(page, [thing.lifecycle.transitions['begin']!.confirm!, thing.lifecycle.transitions['begin']!.label])).toEqual([]);
    await expectQuiet(reader, 'a step that asks first');
    await open(page, `/o/thing/r/${filled.ids[2]!}/edit`);
    await page.locator('[data-field=name] input').first().fill('refuse me');
    await page.locator('[data-field=code] input').first().fill('small');
    await page.locator('[data-action=save]').click();
    await page.locator('.error-summary').waitFor();
    expect(await missingOn(page, [thing.validations['sane']!.message])).toEqual([]);
    await expectQuiet(reader, 'a form that is refused');
    await context.close();
  });
});

describe('what a tenant says of its own', () => {
  it('is words in its draft, in the plan and in every version', async () => {
    const reader = await enter();
    const { page, context } = reader;
    const fields = Object.fromEntries(texts.map((text, i) => [`x_own${i}`, { type: 'text', label: text, help: text }]));
    const edits = [
      ...Object.entries(fields).map(([name, value]) => ({ op: 'add', at: `object/thing#fields/${name}`, value, why: value.help })),
      { op: 'set', at: 'object/thing#label', value: texts[2] }, { op: 'set', at: 'object/thing#fields/note/label', value: texts[30] }, { op: 'set', at: 'object/thing#fields/note/help', value: texts[31] },
    ];
    expect(await call(context, 'post', '/api/metadata/draft/edits', { edits })).toMatchObject({ status: 200, body: { diagnostics: [] } });
    const label = (value: unknown) => call(context, 'post', '/api/metadata/draft/edits', { edits: [{ op: 'set', at: 'object/thing#label', value }] });
    for (const text of refused) expect(await label(text)).toMatchObject({ status: 200, body: { diagnostics: [{ code: 'MET106' }] } });
    expect(await label(texts[2])).toMatchObject({ status: 200, body: { diagnostics: [] } });
    await open(page, '/setup/o/thing');
    await page.locator('[data-field-row=x_own0]').waitFor();
    await expect.poll(() => missingOn(page, texts)).toEqual([]);
    await expectQuiet(reader, 'the draft');
    await page.locator('[data-action=changes]').click();
    await page.locator('[data-change]').first().waitFor();
    await expectQuiet(reader, 'its changes');
    await open(page, '/setup/plan');
    await page.locator('[data-plan=changes]').waitFor();
    await settled(page);
    await expectQuiet(reader, 'the plan');
    await page.locator('#apply-reason').fill(texts[15]!);
    await page.locator('[data-action=apply]').click();
    await page.locator('[data-applied]').waitFor();
    await open(page, '/setup/history');
    await page.locator('[data-version]').first().waitFor();
    await expect.poll(() => missingOn(page, [texts[15]!])).toEqual([]);
    await expectQuiet(reader, 'the versions');
    await open(page, '/setup/o/thing?why=x_own3');
    await page.locator('[data-blame=label]').waitFor();
    await expectQuiet(reader, 'why it is so');
    await open(page, `/o/thing/r/${filled.ids[0]!}`);
    await expectQuiet(reader, 'a record with it');
    await context.close();
  }, 180_000);
});
