/**
 * A keystroke in a form with many lines: from the key to the next paint, over real keys in the quantity of a line and in a field above.
 *
 * Orders of 100 and 300 lines are written through the API first. The median and the 95th percentile of each.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password } from '../test/product.ts';

const strokes = 60;
const pauseMs = 60;

export async function benchForm(browser: Browser, url: string, say: (line: string) => void): Promise<void> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'en' });
  const signedIn = await context.request.post('/api/sign-in', { data: { tenant: 'demo', login: 'admin@demo', password } });
  if (!signedIn.ok()) throw new Error(await signedIn.text());
  say('\n| Form of an order | median ms | p95 ms |\n|---|---|---|');
  for (const lines of [1, 100, 300]) {
    const id = await makeOrder(context, lines);
    const page = await context.newPage();
    await page.addInitScript(watch);
    const opened = Date.now();
    await page.goto(`/o/sales_order/r/${id}/edit`);
    await page.locator('[data-grid=lines] tbody tr').first().waitFor();
    say(`| ${lines} lines: open | ${Date.now() - opened} | |`);
    await page.locator('[data-grid=lines] tbody tr[data-row="0"] [data-field=qty]').click();
    say(`| ${lines} lines: a digit of a quantity | ${(await typed(page, '1234567')).join(' | ')} |`);
    await page.locator('[data-field=po_no] input').click();
    say(`| ${lines} lines: a letter above them | ${(await typed(page, 'letters')).join(' | ')} |`);
    await page.close();
  }
  await context.close();
}

/** Notes for each key how long it took until the page was painted with what it changed. */
function watch(): void {
  const times: number[] = [];
  Object.assign(window, { paintTimes: times });
  window.addEventListener('keydown', (event) => {
    if (event.key.length > 1) return;
    const at = event.timeStamp;
    // The next frame begins before it is painted; what is posted in it comes after.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => times.push(performance.now() - at);
      port2.postMessage(undefined);
    });
  }, { capture: true });
}

async function typed(page: Page, letters: string): Promise<readonly [string, string]> {
  await page.waitForTimeout(400);
  await page.evaluate(() => { (window as unknown as { paintTimes: number[] }).paintTimes.length = 0; });
  for (let stroke = 0; stroke < strokes; stroke += 1) {
    // Now and then the text is begun anew, so that it stays a number that fits.
    if (stroke > 0 && stroke % letters.length === 0) await page.keyboard.press('Control+a');
    await page.keyboard.press(letters[stroke % letters.length]!);
    await page.waitForTimeout(pauseMs);
  }
  const field = page.locator('input:focus');
  const stands = (await field.inputValue()).replace(/\D/g, '') || (await field.inputValue());
  if (!letters.startsWith(stands)) throw new Error(`What was typed did not arrive: ${stands}`);
  const times = await page.evaluate(() => (window as unknown as { paintTimes: number[] }).paintTimes);
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(1);
  return [at(0.5), at(0.95)];
}

async function makeOrder(context: BrowserContext, lines: number): Promise<string> {
  const first = async (object: string, filter: string, select = 'id') => {
    const answer = await context.request.get(`/api/objects/${object}`, { params: { filter, select, limit: '1' } });
    return ((await answer.json()) as { data: readonly Readonly<Record<string, string>>[] }).data[0]!;
  };
  const [company, dealer, sku] = [await first('company', "code == 'BP-CN'"), await first('dealer', "code == 'D001'"), await first('sku', "code == 'P001-01'", 'id,base_uom')];
  const uom = (sku['base_uom'] as unknown as { id?: string }).id ?? sku['base_uom'];
  const rows = Array.from({ length: lines }, (_, index) => ({ no: index + 1, sku: sku['id'], uom, factor: '1', qty: String(1 + (index % 9)), unit_price: '1500' }));
  const answer = await context.request.post('/api/objects/sales_order', { data: { company: company['id'], dealer: dealer['id'], lines: rows } });
  if (!answer.ok()) throw new Error(await answer.text());
  return ((await answer.json()) as { id: string }).id;
}
