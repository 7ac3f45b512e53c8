/** Live formulas: computing what depends on a change gives what computing everything gives. */
import { compilePackage } from '@tenon/model/compiler';
import { readPackage } from '@tenon/model/node';
import type { Model, ObjectModel } from '@tenon/model';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { settle, type LiveContext } from '../src/form/live.ts';
import { keyOf, withNewKey } from '../src/form/rows.ts';
import type { FormValues } from '../src/form/values.ts';
import { root } from './product.ts';

let model: Model;
let order: ObjectModel;

beforeAll(async () => {
  const { value, diagnostics } = compilePackage(await readPackage(`${root}/metadata/channel-sales`));
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  model = value!;
  order = model.objects['sales_order']!;
});

const contextOf = (): LiveContext => ({ model, object: order, timeZone: 'Asia/Shanghai', seen: new WeakMap(), known: new Map([['s1', { id: 's1', list_price: '120.00' }], ['s2', { id: 's2', list_price: '0' }]]) });

const amount = fc.integer({ min: -9_999, max: 99_999 }).map((cents) => (cents / 100).toFixed(2));
const cell = fc.oneof(
  fc.record({ name: fc.constantFrom('qty', 'unit_price', 'discount_alloc', 'tax_rate', 'factor', 'qty_shipped'), value: fc.option(amount, { nil: undefined }) }),
  fc.record({ name: fc.constant('sku'), value: fc.constantFrom('s1', 's2', 'unknown', undefined) }),
);
const change = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('cell' as const), row: fc.nat(9), cell }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('record' as const), cell: fc.oneof(fc.record({ name: fc.constantFrom('freight', 'rebate_used', 'rate'), value: amount }), fc.record({ name: fc.constant('price_includes_tax'), value: fc.boolean() })) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const, 'move' as const), row: fc.nat(9) }) },
);

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function apply(data: FormValues, one: Change): FormValues {
  const rows = (data['lines'] ?? []) as readonly FormValues[];
  if (one.kind === 'record' && 'cell' in one) return { ...data, [one.cell.name]: one.cell.value };
  if (one.kind === 'add') return { ...data, lines: [...rows, withNewKey({ qty: '1', unit_price: '10', factor: '1', tax_rate: '13', discount_alloc: '0', kind: 'normal' })] };
  const at = rows.length > 0 ? one.row % rows.length : 0;
  if (one.kind === 'remove') return { ...data, lines: rows.filter((_, index) => index !== at) };
  if (one.kind === 'move') return { ...data, lines: [...rows.slice(at), ...rows.slice(0, at)] };
  return 'cell' in one ? { ...data, lines: rows.map((row, index) => (index === at ? { ...row, [one.cell.name]: one.cell.value } : row)) } : data;
}

it('is the same after any changes, and leaves rows alone that did not change', () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 25 }), (changes) => {
    let data = settle(contextOf(), undefined, { price_includes_tax: true, rate: '1', freight: '0', lines: [] });
    const context = contextOf();
    for (const one of changes) {
      const next = apply(data, one);
      const settled = settle(context, data, next);
      expect(settled).toEqual(settle(contextOf(), undefined, settled));
      expect(settled).toEqual(settle(contextOf(), undefined, next));
      if (one.kind === 'cell') {
        const [before, after] = [data['lines'], settled['lines']] as readonly (readonly FormValues[])[];
        const changed = after!.filter((row, index) => row !== before![index]).map(keyOf);
        expect(changed.length).toBeLessThanOrEqual(1);
      }
      data = settled;
    }
  }), { numRuns: 60 });
});
