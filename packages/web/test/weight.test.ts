/** What the pages weigh: readers on slow lines wait for every byte. The sizes are the same on every machine. */
import type { Browser } from 'playwright-core';
import { expect, it } from 'vitest';
import { pagesOf, table, weigh, type Weight } from '../bench/weight.ts';
import type { Product } from './product.ts';
import { openWorkplace } from './workplace.ts';

/** Bytes of JavaScript by gzip before the page stands; by brotli, as browsers get it, it is a seventh less. */
const limits: Readonly<Record<string, number>> = { home: 280_000, list: 300_000, record: 510_000, form: 480_000, dashboard: 590_000 };

let product: Product;
let browser: Browser;

openWorkplace((opened) => { ({ product, browser } = opened); });

it('loads no more JavaScript for a page than its limit', async () => {
  const weights: Weight[] = [];
  for (const [page, path] of await pagesOf(browser, product.url)) weights.push(await weigh(browser, product.url, page, path));
  expect(weights.map(({ page }) => page)).toEqual(Object.keys(limits));
  const heavy = weights.filter(({ page, gzip }) => gzip > limits[page]!);
  expect(heavy, table(weights)).toEqual([]);
});
