/** The real package, compiled once for a test file, and its words. */
import { fileURLToPath } from 'node:url';
import { compilePackage } from '../src/compiler.ts';
import type { Model } from '../src/index.ts';
import { readPackage } from '../src/node/index.ts';

export async function channelSales(): Promise<Model> {
  const { value, diagnostics } = compilePackage(await readPackage(fileURLToPath(new URL('../../../metadata/channel-sales', import.meta.url))));
  if (!value) throw new Error(`metadata/channel-sales has ${diagnostics.length} problems`);
  return value;
}

/** Every object and list in the value, with the keys that lead to it. */
export function visit(value: unknown, see: (node: Readonly<Record<string, unknown>>, path: readonly string[]) => void, path: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null) return;
  see(value as Readonly<Record<string, unknown>>, path);
  for (const [key, inner] of Object.entries(value)) visit(inner, see, [...path, key]);
}

/** The same in Chinese. */
const international = new Set(['ID', 'SKU', 'ERP', 'CRM', 'WMS', 'UDI-DI', 'UDI-PI', 'kg', 'm³']);
export const readByPeople = ['label', 'plural', 'description', 'help', 'message', 'patternMessage', 'confirm', 'text'];

/** Every text that people read, by the keys that lead to it. */
export function textsIn(value: Model): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const roles = Object.values(value.roles).map(({ label, description }) => ({ label, description }));
  visit({ ...value, data: [], locales: {}, roles, access: {} }, (node, path) => {
    for (const key of readByPeople) if (typeof node[key] === 'string' && node[key] !== '' && !path.includes('expr')) found.set([...path, key].join('/'), node[key]);
  });
  return found;
}

export const englishIn = (found: ReadonlyMap<string, string>): readonly string[] =>
  [...found].filter(([, text]) => !/\p{Script=Han}/u.test(text) && !international.has(text)).map(([at, text]) => `${at}: ${text}`);
