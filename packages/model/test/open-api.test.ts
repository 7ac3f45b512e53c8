/**
 * The OpenAPI document of the real package, for each of its roles.
 *
 * `openapi-3.1.schema.json` is the OpenAPI Initiative's own (spec.openapis.org/oas/3.1/schema/2022-10-07, Apache-2.0).
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { jsonSchemaFor, narrowModel, openApiFor, type JsonSchema, type Purpose } from '../src/index.ts';
import { channelSales, visit } from './channel-sales.ts';

const model = await channelSales();
// Ajv looks for the anchor of a `$dynamicRef` at the root; without another dialect it means this definition.
const openApi31 = JSON.parse(readFileSync(new URL('openapi-3.1.schema.json', import.meta.url), 'utf8').replaceAll('"$dynamicRef": "#meta"', '"$ref": "#/$defs/schema"')) as object;
const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.addFormat('decimal', true).addFormat('media-range', true);
};
const isDocument = newAjv().compile(openApi31);

/** The value that a `$ref` of the document points to. */
function follow(document: unknown, ref: string): unknown {
  return ref.replace('#/', '').split('/').reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document);
}

describe.each(Object.keys(model.roles))('the document of %s', (role) => {
  const document = openApiFor(narrowModel(model, [role]), { serverUrl: 'https://example.org' });
  const paths = document['paths'] as Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;

  it('is OpenAPI 3.1', () => {
    isDocument(document);
    expect(isDocument.errors ?? []).toEqual([]);
  });

  it('refers only to what is in it', () => {
    const broken: string[] = [];
    visit(document, ({ $ref }, path) => { if (typeof $ref === 'string' && follow(document, $ref) === undefined) broken.push(`${path.join('/')}: ${$ref}`); });
    expect(broken).toEqual([]);
  });

  it('has a schema that can be checked for every record', () => {
    const ajv = newAjv();
    ajv.addSchema({ $id: 'https://example.org/api', components: document['components'] as object });
    const names = Object.keys((document['components'] as { readonly schemas: object }).schemas);
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(() => ajv.compile({ $ref: `https://example.org/api#/components/schemas/${name}` })).not.toThrow();
  });

  it('has the reports that the role may run, each with its figures', () => {
    const reports = narrowModel(model, [role]).reports!;
    expect(Object.keys(paths).filter((path) => path.startsWith('/api/reports/'))).toEqual(Object.keys(reports).map((name) => `/api/reports/${name}`));
    for (const report of Object.values(reports)) {
      const said = JSON.stringify(paths[`/api/reports/${report.name}`]);
      for (const { name, label } of [...Object.values(report.dimensions), ...Object.values(report.metrics)]) expect(said).toContain(`"${name}":{"title":${JSON.stringify(label)}`);
    }
  });

  it('gives every operation a name of its own', () => {
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('the document', () => {
  const document = openApiFor(narrowModel(model, ['hq_admin']));
  const schemas = (document['components'] as { readonly schemas: Readonly<Record<string, JsonSchema>> }).schemas;

  it('describes a shared list once, with the words of its values', () => {
    expect(schemas['options.currency']).toMatchObject({ type: 'string', title: 'Currency' });
    expect(JSON.stringify(schemas['options.currency'])).toContain('CNY');
  });
  it('says for whom it is', () => expect(JSON.stringify(document['info'])).toContain(model.roles['hq_admin']!.label));
  it('has nothing to write for a role that only reads', () => {
    const text = JSON.stringify(openApiFor(narrowModel(model, [])));
    expect(text).not.toContain('requestBody');
  });
});

describe('the JSON Schema of a record', () => {
  const check = (purpose: Purpose, value: unknown): boolean => newAjv().compile(jsonSchemaFor(model, 'sales_order', purpose))(value);
  const id = '018f3f6e-9d1c-7c3a-8f55-2f1d2c3b4a59';

  it.each(Object.keys(model.objects))('of %s is one', (object) => {
    for (const purpose of ['create', 'update', 'read'] as const) expect(() => newAjv().compile(jsonSchemaFor(model, object, purpose))).not.toThrow();
  });
  it('takes what the API takes, and nothing else', () => {
    expect(check('update', { lines: [{ qty: '2' }] })).toBe(true);
    expect(check('update', { lines: [{ id, qty: '2' }] })).toBe(true);
    expect(check('update', { lines: [{ qty: 'two' }] })).toBe(false);
    expect(check('update', { no: 'SO-1' })).toBe(false);
    expect(check('update', { surprise: 1 })).toBe(false);
  });
});
