/** Edits of a layer, and who is to blame for what they lead to. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { blameOf, compileStack, editLayer, intentsOf, rebaseLayer, type LayerEdit, type SourceFile } from '../src/compiler.ts';
import { readLayers } from './bundle.ts';

const [base, shop] = readLayers(new URL('layers/good/input.txt', import.meta.url).pathname);
const empty: readonly SourceFile[] = [{ path: 'package.json', text: '{ "name": "acme", "version": "1.0.0", "tenon": { "namespace": "x", "label": "Acme", "extends": { "@sample/base": "^1.0.0" } } }\n' }];

function edited(files: readonly SourceFile[], ...edits: readonly LayerEdit[]): readonly SourceFile[] {
  const { value, diagnostics } = editLayer(files, edits);
  expect(diagnostics).toEqual([]);
  return value!;
}
const jsonOf = (files: readonly SourceFile[], path: string): unknown => JSON.parse(files.find((file) => file.path === path)!.text);
const stackOf = (files: readonly SourceFile[]) => compileStack([base!, shop!, { files }]);

const colour: LayerEdit = { op: 'add', at: 'object/order#fields/x_colour', value: { type: 'text', label: 'Colour' }, after: 'wanted', why: 'Painters ask.' };

describe('an edit', () => {
  it('says what is changed, and nothing else', () => {
    const files = edited(empty, colour, { op: 'set', at: 'object/order#fields/wanted/required', value: true }, { op: 'hide', at: 'view/order.all#columns/total' });
    expect(jsonOf(files, 'overlays/object.order.json')).toEqual({
      extends: 'object/order', add: { 'fields/x_colour': { type: 'text', label: 'Colour' } }, set: { 'fields/wanted/required': true },
      move: { 'fields/x_colour': { after: 'wanted' } }, why: { 'fields/x_colour': 'Painters ask.' },
    });
    expect(jsonOf(files, 'overlays/view.order.all.json')).toEqual({ extends: 'view/order.all', hide: ['columns/total'] });
    const { value, diagnostics } = stackOf(files);
    expect(diagnostics).toEqual([]);
    const fields = Object.keys(value!.objects['order']!.fields);
    expect(fields[fields.indexOf('wanted') + 1]).toBe('x_colour');
  });

  it('in what the layer added changes it there', () => {
    const files = edited(edited(empty, colour), { op: 'set', at: 'object/order#fields/x_colour/required', value: true }, { op: 'unset', at: 'object/order#fields/x_colour/label' });
    expect(jsonOf(files, 'overlays/object.order.json')).toMatchObject({ add: { 'fields/x_colour': { type: 'text', required: true } } });
    expect(intentsOf(files).map(({ op, address }) => `${op} ${address}`)).toEqual(['add object/order#fields/x_colour', 'move object/order#fields/x_colour', 'add package/x']);
  });

  it('that is taken back leaves no trace', () => {
    const files = edited(empty, colour, { op: 'set', at: 'object/order#fields/wanted/label', value: 'Needed' });
    expect(edited(files, { op: 'reset', at: 'object/order#fields/x_colour' }, { op: 'reset', at: 'object/order#fields/wanted/label' })).toEqual(empty);
  });

  it('makes, changes and removes documents of the layer’s own', () => {
    const visit = { op: 'add', at: 'object/x_visit', value: { label: 'Visit', fields: { topic: { type: 'text' } } } } as const;
    const files = edited(empty, visit, { op: 'add', at: 'object/x_visit#fields/at', value: { type: 'date' }, before: 'topic' }, { op: 'set', at: 'locale/zh-CN#object/x_visit/label', value: '拜访' });
    expect(Object.keys((jsonOf(files, 'objects/x_visit.json') as { fields: object }).fields)).toEqual(['at', 'topic']);
    expect(stackOf(files).diagnostics).toEqual([]);
    expect(edited(files, { op: 'reset', at: 'object/x_visit' }, { op: 'reset', at: 'locale/zh-CN#object/x_visit/label' })).toEqual(empty);
  });

  it('of which later ones take the place says so', () => {
    const files = edited(empty, { op: 'unset', at: 'object/customer#fields/phone/help' }, { op: 'set', at: 'object/customer#fields/phone/help', value: 'Mobile only.' });
    expect(jsonOf(files, 'overlays/object.customer.json')).toEqual({ extends: 'object/customer', set: { 'fields/phone/help': 'Mobile only.' } });
  });

  it.each(['order#fields/x', 'objects/order#label', 'object/Order#label', 'data/10-order#rows', 'overlay/object.order#set'])('at %s is refused', (at) => {
    expect(editLayer(empty, [{ op: 'set', at, value: 'x' }]).diagnostics.map(({ code }) => code)).toEqual(['MET330']);
  });
});

describe('blame', () => {
  const files = edited(empty, { op: 'set', at: 'object/order#fields/wanted/label', value: 'Needed', why: 'Our word.' }, colour, { op: 'hide', at: 'object/order#fields/total' });
  const stack = stackOf(files);
  const chain = (address: string) => blameOf(stack, address).map(({ layer, op, value, why }) => [layer.namespace, op, value, why].filter((each) => each !== undefined));

  it('tells every layer that spoke, the lowest first', () => {
    expect(chain('object/order#fields/wanted/label')).toEqual([['base', 'add', 'Wanted'], ['shop', 'set', 'Wanted on'], ['x', 'set', 'Needed', 'Our word.']]);
    expect(chain('object/order#fields/x_colour/label')).toEqual([['x', 'add', 'Colour', 'Painters ask.'], ['x', 'move', 'Painters ask.']]);
    expect(chain('object/order#fields/total')).toEqual([['base', 'add', { type: 'money', min: 0 }], ['x', 'hide']]);
    expect(chain('object/order#fields/no/help')).toEqual([]);
    expect(chain('locale/zh-CN#object/order#fields/shop_channel/label')).toEqual([['shop', 'set', '渠道']]);
  });

  it('has an answer for every key that is in effect', () => {
    const silent: string[] = [];
    for (const [name, document] of stack.effective) {
      if (document.kind === 'locale' || document.kind === 'package') continue; // their names may have slashes in them
      const visit = (value: unknown, path: readonly string[]): void => {
        if (path.length > 0 && blameOf(stack, `${name}#${path.join('/')}`).length === 0) silent.push(`${name}#${path.join('/')}`);
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
      };
      visit(document.value, []);
    }
    expect(silent).toEqual([]);
  });

  it('gives the value that stands as its last word', () => {
    const wrong: string[] = [];
    for (const [name, document] of stack.effective) {
      for (const step of document.steps.filter(({ op }) => op === 'set')) {
        const address = `${name}#${step.path.join('/')}`;
        const last = blameOf(stack, address).findLast(({ value }) => value !== undefined);
        const now = step.path.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], document.value);
        if (JSON.stringify(last?.value) !== JSON.stringify(now)) wrong.push(address);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a locked layer', () => {
  it('says what it saw, by whom, and is not changed by being locked again', () => {
    const files = edited(empty, { op: 'set', at: 'object/order#fields/wanted/label', value: 'Needed' });
    const locked = rebaseLayer({ files }, stackOf(files));
    expect(jsonOf(locked, 'tenon.lock.json')).toMatchObject({
      lockVersion: 1, extends: { '@sample/base': '1.0.0', '@sample/shop': '1.0.0' },
      seen: { 'object/order#fields/wanted/label': { by: '@sample/shop@1.0.0', value: 'Wanted on' } },
    });
    expect(rebaseLayer({ files: locked }, stackOf(locked))).toEqual(locked);
  });

  it('comes to the same where each conflict is decided', () => {
    const files = edited(empty, { op: 'set', at: 'object/order#fields/wanted/label', value: 'Needed' }, { op: 'set', at: 'object/order#fields/remark/label', value: 'Note' });
    const locked = rebaseLayer({ files }, stackOf(files));
    const newer = base!.files.map((file) => (file.path === 'objects/order.json' ? { path: file.path, text: file.text.replace('"type": "text", "maxLength": 100', '"type": "text", "label": "Remark", "maxLength": 100') } : file));
    const upgraded = compileStack([{ files: newer }, shop!, { files: locked }]);
    const address = 'object/order#fields/remark/label';
    expect(upgraded.merges.filter(({ outcome }) => outcome === 'conflict').map((entry) => entry.address)).toEqual([address]);
    const outcomes = (choice: 'mine' | 'theirs') => {
      const decided = rebaseLayer({ files: locked }, upgraded, { [address]: choice });
      const stack = compileStack([{ files: newer }, shop!, { files: decided }]);
      return [stack.value!.objects['order']!.fields['remark']!.label, stack.merges.filter((entry) => entry.address === address).map(({ outcome }) => outcome)];
    };
    expect(outcomes('mine')).toEqual(['Note', ['kept']]);
    expect(outcomes('theirs')).toEqual(['Remark', []]);
  });

  it('keeps a decision about a layer below it', () => {
    const newer = base!.files.map((file) => (file.path === 'objects/order.json' ? { path: file.path, text: file.text.replace('"label": "Wanted"', '"label": "Requested"') } : file));
    const variant = rebaseLayer(shop!, compileStack([base!, shop!]));
    const upgraded = compileStack([{ files: newer }, { files: variant }, { files: empty }]);
    const key = '@sample/shop object/order#fields/wanted/label';
    expect(upgraded.merges.filter(({ outcome }) => outcome === 'conflict').map(({ layer, address }) => `${layer} ${address}`)).toEqual([key]);
    const decided = rebaseLayer({ files: empty }, upgraded, { [key]: 'theirs' });
    const stack = compileStack([{ files: newer }, { files: variant }, { files: decided }]);
    expect(stack.merges.filter(({ outcome }) => outcome === 'conflict')).toEqual([]);
    expect(stack.value!.objects['order']!.fields['wanted']!.label).toBe('Requested');
  });
});

describe('a stack', () => {
  it('of one layer is that layer', () => {
    const file = base!.files.find(({ path }) => path === 'objects/order.json')!;
    expect(compileStack([base!]).effective.get('object/order')!.value).toEqual(JSON.parse(file.text));
    expect(readFileSync(new URL('layers/good/input.txt', import.meta.url), 'utf8')).toContain(file.text);
  });
});
