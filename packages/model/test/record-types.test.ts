/** Record types that a layer above adds: records below know nothing of them. */
import { expect, it } from 'vitest';
import { compileStack } from '../src/compiler.ts';

const layer = (files: Readonly<Record<string, unknown>>) => ({ files: Object.entries(files).map(([path, document]) => ({ path, text: JSON.stringify(document) })) });
const base = layer({
  'package.json': { name: '@sample/base', version: '1.0.0', tenon: { namespace: 'base', label: 'Base' } },
  'objects/customer.json': { label: 'Customer', fields: { name: { type: 'text' } } },
  'data/10-customer.json': { object: 'customer', key: ['name'], mode: 'merge', rows: [{ name: 'Ada' }] },
});
const tenant = layer({
  'package.json': { name: '@sample/tenant', version: '1.0.0', tenon: { namespace: 'x', label: 'Tenant', extends: { '@sample/base': '^1.0.0' } } },
  'overlays/object.customer.json': { extends: 'object/customer', add: { 'recordTypes/x_trade': { label: 'Trade' }, 'recordTypes/x_project': { label: 'Project' } } },
});

it('are of the first type unless they say one', () => {
  const { value, diagnostics } = compileStack([base, tenant]);
  expect(diagnostics).toEqual([]);
  expect(value!.objects['customer']!.fields['record_type']).toMatchObject({ required: true, default: { source: "'x_trade'" } });
  expect(compileStack([base]).value!.objects['customer']!.fields['record_type']).toBeUndefined();
});
