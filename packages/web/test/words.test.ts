/** The words of the pages: both languages say the same things, every message can be read, none is missing from a screen and none is left over. */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parseSync, Visitor } from 'oxc-parser';
import { beforeAll, describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src/', import.meta.url));
type Table = Readonly<Record<string, string>>;

interface Room {
  readonly folder: string;
  readonly en: Table;
  readonly zh: Table;
}

/** The one table that a file of words exports. */
async function tableOf(file: string): Promise<Table> {
  const tables = Object.values((await import(/* @vite-ignore */ join(source, file))) as Readonly<Record<string, unknown>>).filter((one) => typeof one === 'object' && one !== null);
  expect([file, tables.length]).toEqual([file, 1]);
  return tables[0] as Table;
}

async function filesOf(pattern: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const file of glob(pattern, { cwd: source })) found.push(file);
  return found.sort();
}

async function rooms(): Promise<readonly Room[]> {
  const english = await filesOf('**/words/en.ts');
  return Promise.all(english.map(async (file) => ({ folder: dirname(dirname(file)), en: await tableOf(file), zh: await tableOf(file.replace(/en\.ts$/, 'zh-CN.ts')) })));
}

/** Names of the places of a message, with what fills them: a plural of one language may be plain in the other. */
function placesOf(elements: readonly MessageFormatElement[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(element.value);
    if ('options' in element) for (const { value } of Object.values(element.options)) for (const name of placesOf(value)) found.add(name);
    if ('children' in element) for (const name of placesOf(element.children)) found.add(name);
  }
  return found;
}
const placesIn = (text: string): readonly string[] => [...placesOf(parse(text, { ignoreTag: true }))].sort();

/** Attributes that people read. */
const spoken = new Set(['label', 'placeholder', 'aria-label', 'title', 'alt', 'description', 'help', 'content', 'okText', 'cancelText', 'extra', 'tooltip', 'summary', 'header', 'footer']);
const words = /\p{L}{2,}/u;

interface Read {
  readonly file: string;
  /** Texts as they stand, and those that begin so or, behind a word that is another text, go on so. */
  readonly whole: ReadonlySet<string>;
  readonly beginnings: readonly string[];
  readonly joints: readonly string[];
  /** What it imports, from the root of the sources. */
  readonly imports: readonly string[];
  readonly hardCoded: readonly string[];
}

function read(file: string): Read {
  const text = readFileSync(join(source, file), 'utf8');
  const whole = new Set<string>();
  const beginnings: string[] = [];
  const joints: string[] = [];
  const imports: string[] = [];
  const hardCoded: string[] = [];
  const isText = (node: { readonly type: string; readonly value?: unknown } | null | undefined): node is { type: string; value: string } => node?.type === 'Literal' && typeof node.value === 'string' && words.test(node.value);
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && whole.add(value)),
    TemplateLiteral: ({ quasis: [first, second] }) => {
      if (second) (first!.value.raw === '' ? joints : beginnings).push(first!.value.raw || second.value.raw);
    },
    ImportDeclaration: (node) => void imports.push(relative(source, join(source, dirname(file), node.source.value))),
    JSXText: ({ value }) => void (words.test(value) && hardCoded.push(value.trim())),
    JSXExpressionContainer: ({ expression }) => void (isText(expression) && /\s/.test(expression.value.trim()) && hardCoded.push(expression.value)),
    JSXAttribute: ({ name, value }) => {
      if (name.type !== 'JSXIdentifier' || !spoken.has(name.name) || !value) return;
      const given = value.type === 'JSXExpressionContainer' ? value.expression : value;
      if (isText(given)) hardCoded.push(`${name.name}="${given.value}"`);
    },
  }).visit(parseSync(file, text).program);
  return { file, whole, beginnings, joints, imports, hardCoded };
}

/** As it stands, or put together: `kind_${kind}`, `${group}_${name}` with the group as a text somewhere. */
const mentions = ({ whole, beginnings, joints }: Read, key: string): boolean =>
  whole.has(key) || beginnings.some((beginning) => key.startsWith(beginning)) || joints.some((joint) => joint === '_' && key.includes(joint));

let all: readonly Room[];
let sources: readonly Read[];

beforeAll(async () => {
  all = await rooms();
  sources = (await filesOf('**/*.{ts,tsx}')).filter((file) => !/(^|\/)words\/(en|zh-CN)\.ts$/.test(file)).map(read);
});

describe('the words', () => {
  it('have the same keys and the same places to fill in both languages', () => {
    expect(all.length).toBeGreaterThan(4);
    for (const { folder, en, zh } of all) {
      expect([folder, Object.keys(zh).sort()]).toEqual([folder, Object.keys(en).sort()]);
      for (const [key, text] of Object.entries(en)) expect([folder, key, placesIn(zh[key]!)]).toEqual([folder, key, placesIn(text)]);
    }
  });

  it('are said nowhere but in the tables', () => {
    expect(sources.flatMap(({ file, hardCoded }) => hardCoded.map((text) => `${file}: ${text}`))).toEqual([]);
  });

  it('are each used by those who read them', () => {
    const unused = all.flatMap(({ folder, en }) => {
      const own = (file: string) => folder === '.' || !relative(folder, file).startsWith('..');
      const readers = sources.filter(({ file, imports }) => own(file) || imports.some((one) => own(one) && /\/(words|say)\.ts$/.test(one)));
      return Object.keys(en).filter((key) => !readers.some((reader) => mentions(reader, key))).map((key) => `${folder}: ${key}`);
    });
    expect(unused).toEqual([]);
  });
});
