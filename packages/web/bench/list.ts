/**
 * A list of many sales orders: from the click to the painted page, over tabs of views, the menu, an order of the rows, a search and a filter;
 * and how smoothly it scrolls. The rows are real answers of the server: nothing is kept from the page before.
 */
import type { Browser, Page } from 'playwright-core';
import { password } from '../test/product.ts';

const rounds = 8;
/** Answers younger than five seconds are shown again without asking: after this, each click asks. */
const staleMs = 5_200;

interface Painted { readonly ms: number; readonly server: number }

export async function benchList(browser: Browser, url: string, say: (line: string) => void): Promise<void> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'en' });
  const signedIn = await context.request.post('/api/sign-in', { data: { tenant: 'demo', login: 'admin@demo', password } });
  if (!signedIn.ok()) throw new Error(await signedIn.text());
  const count = ((await (await context.request.get('/api/objects/sales_order?limit=1&count=true')).json()) as { count: number }).count;
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto('/o/sales_order/all');
  await page.locator('tr[data-id]').first().waitFor();
  say(`\n| List of ${count.toLocaleString('en')} orders: click → painted | times | median ms | p95 ms | most ms | of it asked → answered, median ms |\n|---|---|---|---|---|---|`);
  const all: Painted[] = [];
  for (const [name, clicks] of Object.entries(stories)) {
    const found: Painted[] = [];
    for (let round = 0; round < rounds; round += 1) for (const click of clicks) found.push(await painted(page, click));
    // The first round loads what later ones have.
    all.push(...found.slice(clicks.length));
    say(row(name, found.slice(clicks.length)));
  }
  say(row('**all of them**', all));
  say(`\n| Scrolling through them | frames a second | slowest frame ms |\n|---|---|---|\n${await scrolled(page)}`);
  await context.close();
}

type Click = (page: Page) => Promise<void>;

/** Each leads to another page than the one before. */
const stories: Readonly<Record<string, readonly Click[]>> = {
  'another view': ['open', 'to_ship', 'all'].map((view) => (page) => page.locator(`[data-view="${view}"]`).first().click()),
  'another object and back, by the menu': [
    (page) => page.locator('.shell-nav a[href^="/o/dealer/"]').first().click(),
    (page) => page.locator('.shell-nav a[href^="/o/sales_order/"]').first().click(),
  ],
  'another order of rows': [(page) => page.locator('[data-sort=order_date]').click()],
};

async function painted(page: Page, click: Click): Promise<Painted> {
  await page.waitForTimeout(staleMs);
  await page.evaluate(() => (window as unknown as { forget: () => void }).forget());
  await click(page);
  const found = await page.waitForFunction(() => (window as unknown as { painted?: { ms: number; server: number } }).painted, undefined, { polling: 20, timeout: 20_000 });
  return (await found.jsonValue()) as Painted;
}

/** Notes when the pointer goes down, and when rows that a later answer brought have been painted. */
function watch(): void {
  const state = { clicked: 0, asked: 0, answered: 0 };
  const page = window as unknown as { painted?: { ms: number; server: number } | undefined; forget: () => void };
  page.forget = () => {
    Object.assign(state, { clicked: 0, asked: 0, answered: 0 });
    page.painted = undefined;
  };
  window.addEventListener('pointerdown', (event) => { state.clicked ||= event.timeStamp; }, { capture: true });
  const original = window.fetch;
  window.fetch = async (input, init) => {
    const rows = /\/api\/objects\/[a-z_]+\?/.test(String(input)) && String(input).includes('select=');
    if (rows && state.asked === 0) state.asked = performance.now();
    const answer = await original(input, init);
    if (rows && state.answered === 0) {
      state.answered = performance.now();
      const before = [...document.querySelectorAll('tr[data-id]')].map((one) => one.getAttribute('data-id')).join();
      waitForRows(before, performance.now());
    }
    return answer;
  };
  function waitForRows(before: string, since: number): void {
    requestAnimationFrame(() => {
      const rows = [...document.querySelectorAll('tr[data-id]')].map((one) => one.getAttribute('data-id')).join();
      // The same rows in the same order are possible; they are given a few frames to change.
      if (rows === '' || (rows === before && performance.now() - since < 100)) return waitForRows(before, since);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { page.painted = { ms: performance.now() - state.clicked, server: state.answered - state.asked }; };
      port2.postMessage(undefined);
    });
  }
}

async function scrolled(page: Page): Promise<string> {
  const box = page.locator('tr[data-id]').first();
  await box.hover();
  await page.evaluate(() => {
    const state = { last: performance.now(), gaps: [] as number[] };
    Object.assign(window, { frames: state });
    const frame = () => {
      const now = performance.now();
      state.gaps.push(now - state.last);
      state.last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let step = 0; step < 120; step += 1) await page.mouse.wheel(0, 800);
  const gaps = await page.evaluate(() => (window as unknown as { frames: { gaps: number[] } }).frames.gaps);
  const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
  return `| 120 × 800 px | ${(gaps.length / seconds).toFixed(0)} | ${Math.max(...gaps).toFixed(0)} |`;
}

function row(name: string, found: readonly Painted[]): string {
  const at = (part: number, of: (one: Painted) => number) => found.map(of).toSorted((a, b) => a - b)[Math.min(found.length - 1, Math.floor(found.length * part))]!.toFixed(0);
  return `| ${name} | ${found.length} | ${at(0.5, ({ ms }) => ms)} | ${at(0.95, ({ ms }) => ms)} | ${at(1, ({ ms }) => ms)} | ${at(0.5, ({ server }) => server)} |`;
}
