/** A label that says what would be made of the name anyway changes nothing, so neither does taking it away. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { compilePackage } from '../src/compiler.ts';
import { readBundle } from './bundle.ts';

const files = readBundle(fileURLToPath(new URL('cases/good/input.txt', import.meta.url)));

const withLabel = (label: string | undefined) => compilePackage(files.map((file) => {
  if (file.path !== 'layouts/order.default.json') return file;
  const document = JSON.parse(file.text) as { tabs: Record<string, { related?: Record<string, object> }> };
  const tab = Object.values(document.tabs).find(({ related }) => related)!;
  const { label: _, ...rest } = tab.related!['rows'] as { label?: string };
  // As an overlay writes it: at the end.
  tab.related!['rows'] = { ...rest, ...(label === undefined ? {} : { label }) };
  return { ...file, text: JSON.stringify(document) };
})).value!;

test('a related list', () => {
  expect(withLabel('Rows').hash).toBe(withLabel(undefined).hash);
  expect(withLabel('Its rows').hash).not.toBe(withLabel(undefined).hash);
  expect(withLabel('Its rows').hash).toBe(compilePackage(files).value!.hash);
});
