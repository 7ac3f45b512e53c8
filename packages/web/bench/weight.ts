/**
 * What a browser loads of JavaScript before a page stands, counted in a real one.
 *
 * In:   a running server with the demo's data: `node packages/web/bench/weight.ts http://127.0.0.1:3000`
 * Out:  per page the files and their bytes: as they are, by gzip and by brotli.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../test/chromium.ts';
import { open, visit } from '../test/visit.ts';

export interface Weight {
  readonly page: string;
  readonly files: number;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
}

const quietMs = 1_000;
const assets = fileURLToPath(new URL('../dist/assets/', import.meta.url));
const bytesOf = (file: string): number => readFileSync(`${assets}${file}`).length;

/** Loads an address in a fresh browser as somebody who is signed in, until nothing on it waits any more. */
export async function weigh(browser: Browser, url: string, page: string, path: string, login = 'admin@demo'): Promise<Weight> {
  const { context, page: tab } = await visit(browser, url, { login });
  try {
    await open(tab, path);
    // What is asked for beside the page comes with it: until nothing more comes.
    await tab.waitForFunction((quiet) => performance.now() - Math.max(...performance.getEntriesByType('resource').map((entry) => (entry as PerformanceResourceTiming).responseEnd)) > quiet, quietMs);
    const loaded = await tab.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    const files = [...new Set(loaded.map((name) => new URL(name).pathname).filter((name) => name.startsWith('/assets/') && name.endsWith('.js')).map((name) => basename(name)))];
    const sum = (ending: string) => files.reduce((all, file) => all + bytesOf(file + ending), 0);
    return { page, files: files.length, raw: sum(''), gzip: sum('.gz'), brotli: sum('.br') };
  } finally {
    await context.close();
  }
}

/** One page of each kind, of the package's demo. */
export async function pagesOf(browser: Browser, url: string): Promise<readonly (readonly [page: string, path: string])[]> {
  const { context } = await visit(browser, url, { login: 'admin@demo' });
  const { data } = (await (await context.request.get('/api/objects/sales_order', { params: { limit: '1', select: 'id' } })).json()) as { readonly data: readonly { readonly id: string }[] };
  const { dashboards = {} } = (await (await context.request.get('/api/model')).json()) as { readonly dashboards?: Readonly<Record<string, unknown>> };
  await context.close();
  const [dashboard] = Object.keys(dashboards);
  return [
    ['home', '/'], ['list', '/o/sales_order'], ['record', `/o/sales_order/r/${data[0]!.id}`], ['form', '/o/sales_order/new'],
    ...(dashboard === undefined ? [] : [['dashboard', `/d/${dashboard}`] as const]),
  ];
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);

export const table = (weights: readonly Weight[]): string => [
  '| page | files | KB | KB gzip | KB brotli |', '|---|---|---|---|---|',
  ...weights.map(({ page, files, raw, gzip, brotli }) => `| ${page} | ${files} | ${kilobytes(raw)} | ${kilobytes(gzip)} | ${kilobytes(brotli)} |`),
].join('\n');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const url = process.argv[2] ?? 'http://127.0.0.1:3000';
  const browser = await openBrowser();
  const weights: Weight[] = [];
  for (const [page, path] of await pagesOf(browser, url)) weights.push(await weigh(browser, url, page, path));
  process.stdout.write(`${table(weights)}\n`);
  await browser.close();
}
