/** A field that was renamed is still understood by its old name, and everything speaks of it by its new one. */
import { dependenciesOf } from '@tenon/expression';
import { describe, expect, it } from 'vitest';
import { compilePackage } from '../src/compiler.ts';

function compiled(more: { readonly fields?: object; readonly amount?: string } = {}) {
  const files = {
    'package.json': { name: '@sample/renames', version: '1.0.0', tenon: { namespace: 'sample', label: 'Sample' } },
    'objects/order.json': {
      label: 'Order', fields: {
        total: { type: 'decimal', was: 'amount' }, buyer: { type: 'reference', to: 'customer', was: 'customer' }, rows: { type: 'children', of: 'row', by: 'order', was: 'lines' },
        double: { type: 'decimal', formula: more.amount ?? 'amount * 2' }, all: { type: 'decimal', formula: 'sum(lines.count * 2 where lines.count > 1)' }, ...more.fields,
      },
      validations: { some: { check: "customer.caption != 'x' and total > 0", message: 'No.' } },
    },
    'objects/customer.json': { label: 'Customer', fields: { name: { type: 'text', was: 'caption' }, boss: { type: 'reference', to: 'user', was: 'head' } } },
    'objects/row.json': { label: 'Row', partOf: 'order', fields: { order: { type: 'reference', to: 'order' }, qty: { type: 'decimal', was: 'count' } } },
    'views/order.all.json': { object: 'order', label: 'All', kind: 'list', columns: { total: {} }, filter: 'amount > 5 and customer.head == user' },
    'roles/clerk.json': { label: 'Clerk', objects: { order: { read: 'customer.head == user or amount > 5 and (amount < 9 or total < 1)' } } },
  };
  const { value, diagnostics } = compilePackage(Object.entries(files).map(([path, document]) => ({ path, text: JSON.stringify(document) })));
  return { model: value, codes: diagnostics.map(({ code, params }) => `${code} ${String(params['name'])}`) };
}

describe('the old name of a field', () => {
  const { model, codes } = compiled();
  const order = model!.objects['order']!;

  it('is understood', () => expect(codes).toEqual([]));
  it('is nowhere in what is checked', () => {
    const reads = [order.fields['double']!.formula!, order.fields['all']!.formula!, order.validations['some']!.check, model!.views['order.all']!.filter!]
      .flatMap(({ expr }) => dependenciesOf(expr).flatMap(({ steps }) => steps.map(({ object, field }) => `${object}.${field}`)));
    expect([...new Set(reads)].toSorted()).toEqual(['$user.id', 'customer.boss', 'customer.name', 'order.buyer', 'order.rows', 'order.total', 'row.qty']);
  });
  it('is nowhere in the text, which clients send back to the server', () => {
    const sources = [order.fields['double']!.formula, order.fields['all']!.formula, order.validations['some']!.check, model!.views['order.all']!.filter, model!.roles['clerk']!.objects['order']!.read];
    expect(sources.map((each) => (each as { readonly source: string }).source)).toEqual([
      'record.total * 2', 'sum(record.rows.qty * 2 where qty > 1)', "record.buyer.name != 'x' and record.total > 0", 'record.total > 5 and record.buyer.boss == user.id',
      'record.buyer.boss == user.id or record.total > 5 and (record.total < 9 or record.total < 1)',
    ]);
  });
  it('lets an author write as before where no old name is used', () => expect(compiled({ amount: 'total*2' }).model!.objects['order']!.fields['double']!.formula!.source).toBe('total*2'));
  it('keeps the kept formula where it is kept', () => expect(order.computed).toEqual(['double', 'all']));
  it('is no name of another field', () => expect(compiled({ amount: 'amuont * 2' }).codes).toEqual(['EXP201 amuont']));
  it('cannot be taken over while a field has it', () => expect(compiled({ fields: { amount: { type: 'decimal' } } }).codes).toEqual(['MET417 undefined']));
});
