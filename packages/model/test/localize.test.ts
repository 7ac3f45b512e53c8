/** The real package in its other language: every word that people read has changed. */
import { describe, expect, it } from 'vitest';
import { localizeModel, narrowModel, type Model } from '../src/index.ts';
import { channelSales, englishIn, readByPeople, textsIn } from './channel-sales.ts';

const model = await channelSales();
const locale = 'zh-CN';
const texts = model.locales[locale]!;
describe('the Model in zh-CN', () => {
  const before = textsIn(model);
  const after = textsIn(localizeModel(model, locale));

  it('has a word wherever the Model has one', () => expect([...after.keys()]).toEqual([...before.keys()]));

  it('leaves no English word', () => {
    expect(englishIn(after)).toEqual([]);
  });

  it('uses every translation', () => {
    const used = new Set(after.values());
    expect(Object.entries(texts).filter(([, text]) => !used.has(text)).map(([address, text]) => `${address}: ${text}`)).toEqual([]);
  });

  it('changes words and nothing else', () => {
    const localized = localizeModel(model, locale);
    const bare = (value: Model): unknown => JSON.parse(JSON.stringify(value, (key, inner: unknown) => (readByPeople.includes(key) && typeof inner === 'string' ? '' : inner)));
    expect(bare(localized)).toEqual(bare(model));
  });

  it('is the same for a narrowed Model', () => {
    for (const role of Object.keys(model.roles)) {
      const narrowed = textsIn(localizeModel(narrowModel(model, [role]), locale));
      expect([role, englishIn(narrowed)]).toEqual([role, []]);
    }
  });

  it('of another Chinese has these words, and of an unknown language the documents’ own', () => {
    expect(textsIn(localizeModel(model, 'zh-TW'))).toEqual(after);
    expect(textsIn(localizeModel(model, 'fr'))).toEqual(before);
    expect(localizeModel(model, 'en')).toBe(model);
  });
});
