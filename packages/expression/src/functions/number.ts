/** Functions of exact decimals. */
import { compareValues } from '../compare.ts';
import { Decimal, bounded, clampInt, divide, modulo, placesMax, roundTo, type Rounding } from '../numbers.ts';
import { boundedSql, intSql, named, optional, param, quotientSql, type FunctionDefinition, type Value } from './function.ts';

const d = (value: Value | undefined): Decimal => value as Decimal;
const example = (source: string, result: string | boolean | null) => ({ source, result });
const placesOf = (value: Value | undefined): number => (value === undefined ? 0 : clampInt(d(value), -40, 20));

/** A function of one number. */
function simple(name: string, doc: FunctionDefinition['doc'], evaluate: (value: Decimal) => Value, sql: string, examples: FunctionDefinition['examples'], returns: 'number' | 'boolean' = 'number', integer = false): FunctionDefinition {
  return {
    name, group: 'number', doc, examples,
    signature: { params: [param('number', 'number')], returns, ...(integer ? { integer: true as const } : {}) },
    evaluate: ([value]) => evaluate(d(value)),
    sql: () => sql,
  };
}

/** A function of a number and of places after the point. */
function rounding(name: string, doc: FunctionDefinition['doc'], mode: Rounding, sql: (places: string) => string, examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'number', doc, examples,
    signature: { params: [param('number', 'number'), optional('places', 'number')], returns: 'number' },
    evaluate: ([value, places]) => roundTo(d(value), placesOf(places), mode),
    sql: (types) => (types.length > 1 ? named(2, sql(intSql('_v.b', -40, 20))) : named(1, sql('0'))),
  };
}

const sign = (value: Decimal): Decimal => new Decimal(value.isZero() ? 0 : value.isNeg() ? -1 : 1);
const up = (places: string): string =>
  `case when trunc(_v.a, ${places}) = _v.a then _v.a else trunc(_v.a, ${places}) + sign(_v.a) * ('1e' || (- (${places}))::text)::numeric end`;

const shaped: readonly FunctionDefinition[] = [
  simple('abs', { en: 'Without its sign.', 'zh-CN': '绝对值。' }, (x) => x.abs(), 'abs({0})', [example('abs(-2.5)', '2.5')]),
  simple('sign', { en: '-1, 0 or 1.', 'zh-CN': '符号：-1、0 或 1。' }, sign, 'sign({0})', [example('sign(-3)', '-1'), example('sign(0)', '0')], 'number', true),
  simple('ceil', { en: 'The least integer not below the number.', 'zh-CN': '不小于该数的最小整数。' }, (x) => x.ceil(), 'ceil({0})', [example('ceil(-1.5)', '-1'), example('ceil(1.1)', '2')], 'number', true),
  simple('floor', { en: 'The greatest integer not above the number.', 'zh-CN': '不大于该数的最大整数。' }, (x) => x.floor(), 'floor({0})', [example('floor(-1.5)', '-2')], 'number', true),
  simple('int', { en: 'The greatest integer not above the number.', 'zh-CN': '不大于该数的最大整数。' }, (x) => x.floor(), 'floor({0})', [example('int(1.9)', '1')], 'number', true),
  simple('iseven', { en: 'True where the whole part is even.', 'zh-CN': '整数部分为偶数时为真。' }, (x) => x.trunc().mod(2).isZero(), '(mod(trunc({0}), 2) = 0)', [example('iseven(4)', true)], 'boolean'),
  simple('isodd', { en: 'True where the whole part is odd.', 'zh-CN': '整数部分为奇数时为真。' }, (x) => !x.trunc().mod(2).isZero(), '(mod(trunc({0}), 2) <> 0)', [example('isodd(-3)', true)], 'boolean'),
  simple('isinteger', { en: 'True where the number has no fraction.', 'zh-CN': '没有小数部分时为真。' }, (x) => x.isInteger(), '(mod({0}, 1) = 0)', [example('isinteger(2.0)', true), example('isinteger(2.5)', false)], 'boolean'),
  rounding('round', { en: 'Rounded, a half away from zero.', 'zh-CN': '四舍五入（远离零）。' }, Decimal.ROUND_HALF_UP, (p) => `round(_v.a, ${p})`, [example('round(2.345, 2)', '2.35'), example('round(-2.5)', '-3'), example('round(1250, -2)', '1300')]),
  rounding('rounddown', { en: 'Rounded towards zero.', 'zh-CN': '向零舍入。' }, Decimal.ROUND_DOWN, (p) => `trunc(_v.a, ${p})`, [example('rounddown(-2.99, 1)', '-2.9')]),
  rounding('trunc', { en: 'Rounded towards zero.', 'zh-CN': '向零截断。' }, Decimal.ROUND_DOWN, (p) => `trunc(_v.a, ${p})`, [example('trunc(8.9)', '8')]),
  rounding('roundup', { en: 'Rounded away from zero.', 'zh-CN': '远离零舍入。' }, Decimal.ROUND_UP, up, [example('roundup(2.01, 1)', '2.1'), example('roundup(-2.5)', '-3'), example('roundup(101, -2)', '200')]),
];

function extreme(name: 'min' | 'max', doc: FunctionDefinition['doc'], examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'number', doc, examples, nulls: true,
    signature: { params: [], variadic: [param('value', 'same')], returns: 'same' },
    evaluate: (args) => {
      const present = args.filter((value) => value !== null);
      if (present.length === 0) return null;
      return present.reduce((a, b) => ((name === 'min' ? compareValues(b, a) < 0 : compareValues(b, a) > 0) ? b : a));
    },
    sql: (types) => {
      const collate = types[0]?.kind === 'text' ? ' collate "C"' : '';
      const list = types.map((_, i) => (i === 0 ? `{0}${collate}` : `{${i}}`)).join(', ');
      return `${name === 'min' ? 'least' : 'greatest'}(${list})`;
    },
  };
}

const powers = Array.from({ length: 7 }, (_, e) => `when ${e} then ${e === 0 ? '1' : Array.from({ length: e }, () => '_v.a').join(' * ')}`).join(' ');

const combined: readonly FunctionDefinition[] = [
  {
    name: 'mod', group: 'number',
    signature: { params: [param('number', 'number'), param('divisor', 'number')], returns: 'number' },
    doc: { en: 'The remainder, with the sign of the number; null for a divisor of zero.', 'zh-CN': '余数，符号与被除数相同；除数为零时为空。' },
    examples: [example('mod(7, 3)', '1'), example('mod(-7, 3)', '-1'), example('mod(1, 0)', null)],
    evaluate: ([a, b]) => modulo(d(a), d(b)),
    sql: () => 'mod({0}, nullif({1}, 0))',
  },
  {
    name: 'quotient', group: 'number',
    signature: { params: [param('number', 'number'), param('divisor', 'number')], returns: 'number', integer: true },
    doc: { en: 'The whole part of a quotient; null for a divisor of zero.', 'zh-CN': '商的整数部分；除数为零时为空。' },
    examples: [example('quotient(-7, 2)', '-3'), example('quotient(1, 0)', null)],
    evaluate: ([a, b]) => (d(b).isZero() ? null : bounded(d(a).dividedToIntegerBy(d(b)))),
    sql: () => boundedSql('div({0}, nullif({1}, 0))'),
  },
  {
    name: 'power', group: 'number',
    signature: { params: [param('number', 'number'), param('exponent', 'number')], returns: 'number' },
    doc: { en: 'The number to a whole power from 0 to 6, else null.', 'zh-CN': '整数次幂，指数为 0 到 6，否则为空。' },
    examples: [example('power(2, 5)', '32'), example('power(1.1, 2)', '1.21'), example('power(2, 0.5)', null)],
    evaluate: ([base, exponent]) => {
      const e = d(exponent);
      if (!e.isInteger() || e.isNeg() && !e.isZero() || e.gt(6)) return null;
      let result = new Decimal(1);
      for (let i = 0; i < e.toNumber(); i += 1) result = result.times(d(base));
      return bounded(result.toDecimalPlaces(placesMax));
    },
    sql: () => boundedSql(named(2, `round(case _v.b ${powers} end, ${placesMax})`)),
  },
  {
    name: 'percent', group: 'number',
    signature: { params: [param('part', 'number'), param('whole', 'number')], returns: 'number' },
    doc: { en: 'The part of the whole in percent; null for a whole of zero.', 'zh-CN': '部分占整体的百分比；整体为零时为空。' },
    examples: [example('percent(1, 4)', '25'), example('percent(1, 0)', null)],
    evaluate: ([part, whole]) => divide(d(part).times(100), d(whole)),
    sql: () => quotientSql('({0} * 100)', '{1}'),
  },
  {
    name: 'clamp', group: 'number',
    signature: { params: [param('number', 'number'), param('least', 'number'), param('most', 'number')], returns: 'number' },
    doc: { en: 'The number moved into the bounds.', 'zh-CN': '将数值限制在界限之内。' },
    examples: [example('clamp(12, 0, 10)', '10'), example('clamp(-1, 0, 10)', '0')],
    evaluate: ([value, least, most]) => Decimal.max(d(least), Decimal.min(d(value), d(most))),
    sql: () => named(3, 'greatest(_v.b, least(_v.a, _v.c))'),
  },
  extreme('min', { en: 'The least of the values that are not null.', 'zh-CN': '不为空的值中最小的。' }, [example('min(3, 1, 2)', '1'), example('min(null, 2)', '2')]),
  extreme('max', { en: 'The greatest of the values that are not null.', 'zh-CN': '不为空的值中最大的。' }, [example("max('a', 'b')", 'b'), example('max(3, null)', '3')]),
];

export const numberFunctions: readonly FunctionDefinition[] = [...shaped, ...combined];
