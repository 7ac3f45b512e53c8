/** The real package, compiled once for a test file. */
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
