/** Functions of text. Positions and lengths count code points. */
import { plain } from '../compare.ts';
import { Decimal, clampInt, numberText, roundTo } from '../numbers.ts';
import { lengthOf, lower, lowerLetters, points, trimEnd, trimStart, trimmed, upper, upperLetters } from '../text.ts';
import { intSql, named, optional, param, type FunctionDefinition, type Value } from './function.ts';

const lengthMax = 100_000;
const s = (value: Value | undefined): string => value as string;
const n = (value: Value | undefined, least: number, most: number): number => clampInt(value as Decimal, least, most);
const example = (source: string, result: string | boolean | null) => ({ source, result });

/** A function of one text. */
function simple(name: string, doc: FunctionDefinition['doc'], evaluate: (text: string) => Value, sql: string, examples: FunctionDefinition['examples'], returns: 'text' | 'number' | 'boolean' = 'text'): FunctionDefinition {
  const integer = returns === 'number' ? { integer: true as const } : {};
  return {
    name, group: 'text', doc, examples,
    signature: { params: [param('text', 'text')], returns, ...integer },
    evaluate: ([text]) => evaluate(s(text)),
    sql: () => sql,
  };
}

/** A function of two texts. */
function pair(name: string, other: string, doc: FunctionDefinition['doc'], evaluate: (text: string, other: string) => Value, sql: string, examples: FunctionDefinition['examples'], returns: 'text' | 'number' | 'boolean' = 'boolean'): FunctionDefinition {
  return {
    name, group: 'text', doc, examples,
    signature: { params: [param('text', 'text'), param(other, 'text')], returns },
    evaluate: ([a, b]) => evaluate(s(a), s(b)),
    sql: () => sql,
  };
}

const lengthDoc = { en: 'The number of characters.', 'zh-CN': '字符个数。' };
const lengthSql = 'char_length({0})::numeric';
const size = (text: string): Value => new Decimal(lengthOf(text));

const shape: readonly FunctionDefinition[] = [
  simple('upper', { en: 'In upper case (Latin, Greek and Cyrillic letters).', 'zh-CN': '转为大写（拉丁、希腊和西里尔字母）。' }, upper, `translate({0}, '${lowerLetters}', '${upperLetters}')`, [example("upper('aé中😀')", 'AÉ中😀')]),
  simple('lower', { en: 'In lower case (Latin, Greek and Cyrillic letters).', 'zh-CN': '转为小写（拉丁、希腊和西里尔字母）。' }, lower, `translate({0}, '${upperLetters}', '${lowerLetters}')`, [example("lower('AÉ')", 'aé')]),
  simple('trim', { en: 'Without blanks at both ends.', 'zh-CN': '去掉首尾空白。' }, (text) => trimEnd(trimStart(text)), `btrim({0}, E'${trimmed}')`, [example("trim('  a b ')", 'a b')]),
  simple('trimstart', { en: 'Without blanks at the start.', 'zh-CN': '去掉开头空白。' }, trimStart, `ltrim({0}, E'${trimmed}')`, [example("trimstart('  a ')", 'a ')]),
  simple('trimend', { en: 'Without blanks at the end.', 'zh-CN': '去掉末尾空白。' }, trimEnd, `rtrim({0}, E'${trimmed}')`, [example("trimend(' a  ')", ' a')]),
  simple('length', lengthDoc, size, lengthSql, [example("length('a😀中')", '3')], 'number'),
  simple('len', lengthDoc, size, lengthSql, [example("len('')", '0')], 'number'),
  simple('reverse', { en: 'The characters in reverse.', 'zh-CN': '字符顺序反转。' }, (text) => points(text).toReversed().join(''), 'reverse({0})', [example("reverse('a😀b')", 'b😀a')]),
  simple('isnumeric', { en: 'True where value() gives a number.', 'zh-CN': 'value() 能得到数字时为真。' }, (text) => numberIn(text) !== null, `({0} ~ '${'^[+-]?[0-9]{1,30}([.][0-9]{1,10})?$'}')`, [example("isnumeric('12.5')", true), example("isnumeric('1e3')", false)], 'boolean'),
  simple('value', { en: 'The number in the text, null where there is none.', 'zh-CN': '文本中的数字，没有则为空。' }, numberIn, named(1, `case when _v.a ~ '${'^[+-]?[0-9]{1,30}([.][0-9]{1,10})?$'}' then _v.a::numeric end`), [example("value('-012.50')", '-12.5'), example("value('abc')", null)], 'number'),
  pair('contains', 'part', { en: 'True where the text has the part in it.', 'zh-CN': '文本包含该部分时为真。' }, (a, b) => a.includes(b), '(strpos({0}, {1}) > 0)', [example("contains('abc', 'bc')", true), example("contains('abc', '')", true)]),
  pair('startswith', 'part', { en: 'True where the text starts with the part.', 'zh-CN': '文本以该部分开头时为真。' }, (a, b) => a.startsWith(b), 'starts_with({0}, {1})', [example("startswith('abc', 'ab')", true)]),
  pair('endswith', 'part', { en: 'True where the text ends with the part.', 'zh-CN': '文本以该部分结尾时为真。' }, (a, b) => a.endsWith(b), 'starts_with(reverse({0}), reverse({1}))', [example("endswith('abc', 'bc')", true), example("endswith('abc', 'b')", false)]),
  pair('find', 'part', { en: 'The position of the part, from 1; 0 where it is absent.', 'zh-CN': '该部分的位置，从 1 起；没有则为 0。' }, (a, b) => new Decimal(a.includes(b) ? lengthOf(a.slice(0, a.indexOf(b))) + 1 : 0), 'strpos({0}, {1})::numeric', [example("find('a😀b', 'b')", '3'), example("find('a', 'x')", '0')], 'number'),
];

function numberIn(text: string): Decimal | null {
  return /^[+-]?[0-9]{1,30}([.][0-9]{1,10})?$/.test(text) ? new Decimal(text) : null;
}

function padded(name: string, builtIn: 'lpad' | 'rpad', doc: FunctionDefinition['doc'], examples: FunctionDefinition['examples']): FunctionDefinition {
  return {
    name, group: 'text', doc, examples,
    signature: { params: [param('text', 'text'), param('length', 'number'), optional('fill', 'text')], returns: 'text' },
    evaluate: ([text, length, fill]) => {
      const missing = n(length, 0, 1000) - lengthOf(s(text));
      const filler = points(fill === undefined ? ' ' : s(fill));
      if (missing <= 0 || filler.length === 0) return s(text);
      const padding = Array.from({ length: missing }, (_, i) => filler[i % filler.length]).join('');
      return builtIn === 'lpad' ? padding + s(text) : s(text) + padding;
    },
    sql: (types) => {
      const third = types.length > 2;
      return named(third ? 3 : 2, `${builtIn}(_v.a, greatest(char_length(_v.a), ${intSql('_v.b', 0, 1000)}), ${third ? '_v.c' : "' '"})`);
    },
  };
}

const midSql = (types: readonly unknown[]): string =>
  types.length > 2
    ? named(3, `substr(_v.a, ${intSql('_v.b', 1, 1_000_000)}, ${intSql('_v.c', 0, 1_000_000)})`)
    : named(2, `substr(_v.a, ${intSql('_v.b', 1, 1_000_000)})`);

function mid([text, start, count]: readonly Value[]): Value {
  const from = n(start, 1, 1_000_000) - 1;
  const rest = points(s(text)).slice(from);
  return (count === undefined ? rest : rest.slice(0, n(count, 0, 1_000_000))).join('');
}

const middle = (name: string, examples: FunctionDefinition['examples']): FunctionDefinition => ({
  name, group: 'text', examples,
  signature: { params: [param('text', 'text'), param('start', 'number'), optional('count', 'number')], returns: 'text' },
  doc: { en: 'A part of the text, from a position that counts from 1.', 'zh-CN': '文本的一部分，位置从 1 起。' },
  evaluate: mid,
  sql: midSql,
});

const parts: readonly FunctionDefinition[] = [
  {
    name: 'left', group: 'text',
    signature: { params: [param('text', 'text'), param('count', 'number')], returns: 'text' },
    doc: { en: 'The first characters.', 'zh-CN': '开头的若干字符。' },
    examples: [example("left('a😀c', 2)", 'a😀'), example("left('abc', -1)", '')],
    evaluate: ([text, count]) => points(s(text)).slice(0, n(count, 0, 1_000_000)).join(''),
    sql: () => named(2, `left(_v.a, ${intSql('_v.b', 0, 1_000_000)})`),
  },
  {
    name: 'right', group: 'text',
    signature: { params: [param('text', 'text'), param('count', 'number')], returns: 'text' },
    doc: { en: 'The last characters.', 'zh-CN': '末尾的若干字符。' },
    examples: [example("right('abc', 2)", 'bc'), example("right('abc', 9)", 'abc')],
    evaluate: ([text, count]) => {
      const all = points(s(text));
      return all.slice(Math.max(0, all.length - n(count, 0, 1_000_000))).join('');
    },
    sql: () => named(2, `right(_v.a, ${intSql('_v.b', 0, 1_000_000)})`),
  },
  middle('mid', [example("mid('abcdef', 2, 3)", 'bcd')]),
  middle('substring', [example("substring('abcdef', 4)", 'def'), example("substring('abc', 0, 1)", 'a')]),
  padded('padleft', 'lpad', { en: 'Filled up at the start.', 'zh-CN': '在开头补足长度。' }, [example("padleft('7', 3, '0')", '007'), example("padleft('abcd', 3)", 'abcd')]),
  padded('padright', 'rpad', { en: 'Filled up at the end.', 'zh-CN': '在末尾补足长度。' }, [example("padright('a', 4, 'xy')", 'axyx')]),
  {
    name: 'replace', group: 'text',
    signature: { params: [param('text', 'text'), param('old', 'text'), param('new', 'text')], returns: 'text' },
    doc: { en: 'With every occurrence of the old text replaced.', 'zh-CN': '替换所有出现的旧文本。' },
    examples: [example("replace('a-b-c', '-', '+')", 'a+b+c'), example("replace('abc', '', 'x')", 'abc')],
    evaluate: ([text, old, fresh]) => {
      if (lengthOf(s(text)) * (lengthOf(s(fresh)) + 1) > 10_000_000) return null;
      const replaced = s(old) === '' ? s(text) : s(text).split(s(old)).join(s(fresh));
      return points(replaced).slice(0, lengthMax).join('');
    },
    sql: () => named(3, `case when char_length(_v.a)::bigint * (char_length(_v.c) + 1) <= 10000000 then left(replace(_v.a, _v.b, _v.c), ${lengthMax}) end`),
  },
  {
    name: 'repeat', group: 'text',
    signature: { params: [param('text', 'text'), param('count', 'number')], returns: 'text' },
    doc: { en: 'The text several times, as long as the result has at most 100,000 characters.', 'zh-CN': '重复文本，结果最多 100,000 个字符。' },
    examples: [example("repeat('ab', 3)", 'ababab'), example("repeat('ab', -1)", '')],
    evaluate: ([text, count]) => s(text).repeat(Math.min(n(count, 0, lengthMax), Math.floor(lengthMax / Math.max(1, lengthOf(s(text)))))),
    sql: () => named(2, `repeat(_v.a, least(${intSql('_v.b', 0, lengthMax)}, ${lengthMax} / greatest(1, char_length(_v.a))))`),
  },
  {
    name: 'part', group: 'text',
    signature: { params: [param('text', 'text'), param('separator', 'text'), param('number', 'number')], returns: 'text' },
    doc: { en: 'One of the parts between separators, from 1.', 'zh-CN': '分隔符之间的某一部分，从 1 起。' },
    examples: [example("part('a/b/c', '/', 2)", 'b'), example("part('a', '/', 5)", '')],
    evaluate: ([text, separator, index]) => {
      const pieces = s(separator) === '' ? [s(text)] : s(text).split(s(separator));
      return pieces[n(index, 1, 1_000_000) - 1] ?? '';
    },
    sql: () => named(3, `split_part(_v.a, _v.b, ${intSql('_v.c', 1, 1_000_000)})`),
  },
];

const scalarKinds = ['text', 'number', 'boolean', 'date', 'datetime', 'record'] as const;

function textSql(kind: string | undefined): string {
  switch (kind) {
    case 'number': return 'trim_scale({0})::text';
    case 'boolean': return '{0}::text';
    case 'date': return `to_char({0}, 'YYYY-MM-DD')`;
    case 'datetime': return `to_char({0} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
    case 'record': return '{0}::text';
    default: return '{0}';
  }
}

const made: readonly FunctionDefinition[] = [
  {
    name: 'text', group: 'text',
    signature: { params: [param('value', scalarKinds)], returns: 'text' },
    doc: { en: 'The value as text.', 'zh-CN': '将值转为文本。' },
    examples: [example('text(1.50)', '1.5'), example('text(true)', 'true'), example('text(date(2024, 2, 9))', '2024-02-09')],
    evaluate: ([value]) => (Decimal.isDecimal(value) ? numberText(value) : String(plain(value ?? null))),
    sql: (types) => textSql(types[0]?.kind),
  },
  {
    name: 'fixed', group: 'text',
    signature: { params: [param('number', 'number'), param('places', 'number')], returns: 'text' },
    doc: { en: 'The number as text with exactly that many decimal places (0 to 20).', 'zh-CN': '以固定小数位数（0 到 20）表示的数字文本。' },
    examples: [example('fixed(1.005, 2)', '1.01'), example('fixed(-0.001, 2)', '0.00')],
    evaluate: ([value, places]) => {
      const count = n(places, 0, 20);
      const rounded = roundTo(value as Decimal, count);
      return (rounded.isZero() ? new Decimal(0) : rounded).toFixed(count);
    },
    sql: () => named(2, `round(_v.a, ${intSql('_v.b', 0, 20)})::text`),
  },
  {
    name: 'concat', group: 'text', nulls: true,
    signature: { params: [], variadic: [param('text', 'text')], returns: 'text' },
    doc: { en: 'The texts one after another; null counts as empty.', 'zh-CN': '依次连接文本；空值视为空文本。' },
    examples: [example("concat('a', null, 'b')", 'ab')],
    evaluate: (args) => args.map((value) => value ?? '').join(''),
    sql: (types) => `(${types.map((_, i) => `coalesce({${i}}, '')`).join(' || ')})`,
  },
  {
    name: 'join', group: 'text', nulls: true,
    signature: { params: [param('separator', 'text')], variadic: [param('text', 'text')], returns: 'text' },
    doc: { en: 'The texts that are not null, with a separator between them.', 'zh-CN': '用分隔符连接不为空的文本。' },
    examples: [example("join(', ', 'a', null, 'b')", 'a, b')],
    evaluate: ([separator, ...texts]) => (separator === null ? null : texts.filter((value) => value !== null).join(s(separator))),
    sql: () => 'concat_ws({0}, {1...})',
  },
];

export const textFunctions: readonly FunctionDefinition[] = [...shape, ...parts, ...made];
