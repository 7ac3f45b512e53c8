/** The product and a browser for the tests of one file, and the folder for the pictures that they take. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from './chromium.ts';
import { startProduct, type Product } from './product.ts';

/** Ends with a slash. */
export const artifacts = fileURLToPath(new URL('../artifacts/', import.meta.url));

export interface Workplace {
  readonly product: Product;
  readonly browser: Browser;
}

/** Opens both before the first test, which finds them given, and closes them after the last. */
export function openWorkplace(give: (workplace: Workplace) => void): void {
  const opened: { product?: Product; browser?: Browser } = {};
  beforeAll(async () => {
    await mkdir(artifacts, { recursive: true });
    await Promise.all([startProduct().then((product) => { opened.product = product; }), openBrowser().then((browser) => { opened.browser = browser; })]);
    give(opened as Workplace);
  }, 180_000);
  afterAll(async () => {
    await opened.browser?.close();
    await opened.product?.close();
  }, 60_000);
}
