/** Style sheets of rooms come as their pages are opened and then stay: a class of one room is no class of another. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** The classes that the selectors of a sheet begin with. What stands deeper is within them. */
function leading(css: string): ReadonlySet<string> {
  const plain = css.replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const selectors = [...plain.matchAll(/(?:^|[{}])\s*([^{}@]+?)\s*\{/g)].flatMap(([, list]) => list!.split(/,(?![^(]*\))/));
  return new Set(selectors.flatMap((selector) => /^\s*\.([a-z][\w-]*)/.exec(selector)?.[1] ?? []).filter((name) => !name.startsWith('ant-')));
}

it('each class is styled by one room alone, or by the shell for all of them', () => {
  const rooms = new Map<string, Set<string>>();
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.css'))) {
    const room = file.split('/')[0]!;
    for (const name of leading(readFileSync(`${source}${file}`, 'utf8'))) rooms.set(name, (rooms.get(name) ?? new Set()).add(room));
  }
  expect(rooms.size).toBeGreaterThan(200);
  expect([...rooms].filter(([, of]) => of.size > 1 && !of.has('app')).map(([name, of]) => `.${name}: ${[...of].join(', ')}`)).toEqual([]);
});
