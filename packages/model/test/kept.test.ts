/** A Model that an earlier compiler made and that was kept is read as today's. */
import { compilePackage } from '@tenon/model/compiler';
import { readKeptModel, type Model } from '@tenon/model';
import { readPackage } from '@tenon/model/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { asVersion1, asVersion2, channelSalesFolder } from './earlier.ts';

let model: Model;
beforeAll(async () => { model = compilePackage(await readPackage(channelSalesFolder)).value!; });

describe('a Model that was kept', () => {
  it('is what it is when this compiler made it', () => {
    const text = JSON.stringify(model);
    expect(JSON.stringify(readKeptModel(text))).toBe(text);
  });
  it('of version 1 has its one guard under a name, with its words in every language', () => {
    const lifted = readKeptModel(JSON.stringify(asVersion1(model)));
    const { transitions } = lifted.objects['sales_order']!.lifecycle!;
    const today = model.objects['sales_order']!.lifecycle!.transitions['submit']!.guards[0]!;
    expect(transitions['submit']!.guards).toEqual([{ ...today, name: 'guard' }]);
    expect(transitions['submit']).not.toHaveProperty('guard');
    expect(Object.values(transitions).filter(({ guards }) => guards.length === 0).length).toBeGreaterThan(0);
    expect(lifted).toMatchObject({ compilerVersion: model.compilerVersion, hash: model.hash, layers: [], modules: [] });
    const address = 'object/sales_order#lifecycle/transitions/submit';
    expect(lifted.locales['zh-CN']![`${address}/guards/guard/message`]).toBe(model.locales['zh-CN']![`${address}/guards/${today.name}/message`]);
    expect(lifted.locales['zh-CN']).not.toHaveProperty(`${address}/message`);
  });
  it('of version 2 has no reports, and comments and files where records stand alone', () => {
    const lifted = readKeptModel(JSON.stringify(asVersion2(model)));
    expect(lifted).toMatchObject({ compilerVersion: model.compilerVersion, hash: model.hash, reports: {}, dashboards: {} });
    expect(lifted.objects['sales_order']).toMatchObject({ comments: true, attachments: true });
    expect(lifted.objects['sales_order_line']).toMatchObject({ comments: false, attachments: false });
    expect(lifted.objects['user']).not.toHaveProperty('comments');
    const today = Object.values(model.objects).map(({ name, comments, attachments }) => [name, comments, attachments]);
    expect(Object.values(lifted.objects).map(({ name, comments, attachments }) => [name, comments, attachments])).toEqual(today);
  });
});
