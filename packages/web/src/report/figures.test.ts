/** Figures as text, in both languages. */
import { expect, it } from 'vitest';
import { axisTimeText, fullText, shortText, tileText, timeText } from './figures.ts';

const money = { format: 'money', currency: 'CNY' } as const;
const count = { format: 'number' } as const;
const percent = { format: 'percent' } as const;

it('has every digit in full, and no more than it needs', () => {
  expect(fullText(money, '12345678901234567890.125', 'en')).toBe('¥12,345,678,901,234,567,890.13');
  expect([fullText(money, '-5', 'zh-CN'), fullText({ format: 'money', currency: 'CHF' }, '5', 'en'), fullText({ format: 'money' }, '5', 'en')]).toEqual(['-¥5.00', 'CHF5.00', '5.00']);
  expect([fullText(count, '1361', 'en'), fullText(count, '0.3333333', 'en'), fullText(percent, '12.3456', 'zh-CN'), fullText(count, null, 'en')]).toEqual(['1,361', '0.33', '12.3%', '—']);
  expect(fullText(count, 'no number', 'en')).toBe('no number');
});

it('is short on an axis, in thousands and millions or in 万 and 亿', () => {
  expect([950, 1_500, 36_400_000, 2.5e9].map((value) => shortText(money, value, 'en'))).toEqual(['¥950', '¥1.5K', '¥36.4M', '¥2.5B']);
  expect([9_500, 15_000, 36_400_000, 250_000_000].map((value) => shortText(money, value, 'zh-CN'))).toEqual(['¥9,500', '¥1.5万', '¥3,640万', '¥2.5亿']);
  expect([shortText(count, -120_000, 'zh-CN'), shortText(percent, 33.33, 'en'), shortText(money, -2_000, 'en')]).toEqual(['-12万', '33.3%', '-¥2K']);
});

it('is as long as a glance on a tile', () => {
  expect([tileText(money, '36423.12', 'en'), tileText(money, '36896954.68', 'en'), tileText(money, '36896954.68', 'zh-CN'), tileText(count, '1013', 'zh-CN'), tileText(money, '12.5', 'en'), tileText(count, null, 'en')])
    .toEqual(['¥36,423', '¥36.9M', '¥3,689.7万', '1,013', '¥12.50', '—']);
});

it('names periods', () => {
  expect([timeText('month', '2026-11-01', 'zh-CN'), timeText('quarter', '2026-10-01', 'en'), timeText('year', '2026', 'zh-CN'), timeText('text', '2026', 'en')]).toEqual(['2026年11月', 'Q4 2026', '2026年', '2026']);
  expect([axisTimeText('month', '2026-11-01', false, 'zh-CN'), axisTimeText('month', '2026-01-01', false, 'zh-CN'), axisTimeText('quarter', '2026-10-01', true, 'en')]).toEqual(['11月', '1月\n2026年', 'Q4\n2026']);
});
