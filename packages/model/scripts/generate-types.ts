/**
 * Makes `src/generated/documents.ts` from the JSON Schemas, which are the single source of the document language.
 *
 * In:   schemas/*.schema.json. Out: TypeScript, the same for the same schemas.
 * Run:  node packages/model/scripts/generate-types.ts
 */
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from 'json-schema-to-typescript';

type Tree = { [key: string]: unknown };
const root = fileURLToPath(new URL('..', import.meta.url));
export const generatedFile = `${root}src/generated/documents.ts`;
const kinds = ['package', 'object', 'options', 'layout', 'view', 'role', 'app', 'report', 'dashboard', 'data', 'locale', 'overlay', 'lock'];

export async function generateTypes(): Promise<string> {
  const parts: string[] = [];
  for (const kind of kinds) {
    const schema = plain(JSON.parse(readFileSync(`${root}schemas/${kind}.schema.json`, 'utf8'))) as Tree;
    const text = await compile(schema, `${kind}`, { bannerComment: '', additionalProperties: false, unreachableDefinitions: false, format: false, declareExternallyReferenced: true });
    parts.push(text.trim());
  }
  const header = '/** Types of the documents. Made by packages/model/scripts/generate-types.ts from packages/model/schemas; do not edit. */';
  return `${header}\n${withoutRepeats(parts.join('\n\n'))}\n`;
}

/** The schema without what has no meaning for types. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Tree)
    .filter(([key, inner]) => !['description', 'x-overlay', 'x-expression', 'x-compose', 'x-blocks', 'x-refers', 'discriminator', 'propertyNames', '$schema', '$id', 'minItems', 'maxItems'].includes(key) || (typeof inner === 'object' && inner !== null && 'type' in inner))
    .filter(([key, inner]) => key !== 'minProperties' || typeof inner !== 'number')
    .map(([key, inner]) => [key === '$defs' ? 'definitions' : key, typeof inner === 'string' && key === '$ref' ? inner.replace('/$defs/', '/definitions/') : plain(inner)]);
  return Object.fromEntries(entries);
}

/** An interface that several schemas declare is written once. */
function withoutRepeats(text: string): string {
  const seen = new Set<string>();
  return text.split(/\n(?=export )/).filter((part) => {
    const name = /export (?:interface|type) (\w+)/.exec(part)?.[1];
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return true;
    }
    return false;
  }).join('\n');
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  writeFileSync(generatedFile, await generateTypes());
}
