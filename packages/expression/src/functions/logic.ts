/** Functions that choose and combine. */
import { compareValues, isTruth, plain, sameValue } from '../compare.ts';
import { Decimal } from '../numbers.ts';
import { lengthOf } from '../text.ts';
import { optional, param, type FunctionDefinition, type Value } from './function.ts';

const blank = (value: Value): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0);
const at = (args: readonly Value[], index: number): Value => args[index] ?? null;

function isBlankSql(kind: string | undefined): string {
  if (kind === 'text') return `(coalesce({0}, '') = '')`;
  return kind === 'set' ? '(coalesce(cardinality({0}), 0) = 0)' : '({0} is null)';
}

function ifsSql(count: number): string {
  let sql = 'case';
  for (let i = 0; i + 1 < count; i += 2) sql += ` when {${i}} then {${i + 1}}`;
  return `(${sql}${count % 2 ? ` else {${count - 1}}` : ''} end)`;
}

function switchSql(count: number): string {
  let sql = 'case {0}';
  for (let i = 1; i + 1 < count; i += 2) sql += ` when {${i}} then {${i + 1}}`;
  return `(${sql}${count % 2 ? '' : ` else {${count - 1}}`} end)`;
}

export const logicFunctions: readonly FunctionDefinition[] = [
  {
    name: 'if', group: 'logic', nulls: true,
    signature: { params: [param('condition', 'boolean'), param('then', 'same'), optional('else', 'same')], returns: 'same' },
    doc: { en: 'The second argument where the condition is true, else the third.', 'zh-CN': '条件成立时取第二个参数，否则取第三个。' },
    examples: [{ source: "if(1 < 2, 'a', 'b')", result: 'a' }, { source: "if(null, 'a', 'b')", result: 'b' }, { source: 'if(false, 1)', result: null }],
    evaluate: (args) => (isTruth(at(args, 0)) ? at(args, 1) : at(args, 2)),
    sql: (types) => (types.length > 2 ? '(case when {0} then {1} else {2} end)' : '(case when {0} then {1} end)'),
  },
  {
    name: 'ifs', group: 'logic', nulls: true,
    signature: { params: [], variadic: [param('condition', 'boolean'), param('value', 'same')], tail: optional('else', 'same'), returns: 'same' },
    doc: { en: 'The value after the first condition that is true, else the last argument.', 'zh-CN': '取第一个成立的条件之后的值，否则取最后一个参数。' },
    examples: [{ source: "ifs(1 > 2, 'a', 2 > 1, 'b', 'c')", result: 'b' }, { source: "ifs(1 > 2, 'a')", result: null }],
    evaluate: (args) => {
      for (let i = 0; i + 1 < args.length; i += 2) if (isTruth(at(args, i))) return at(args, i + 1);
      return args.length % 2 ? at(args, args.length - 1) : null;
    },
    sql: (types) => ifsSql(types.length),
  },
  {
    name: 'switch', group: 'logic', nulls: true,
    signature: { params: [param('value', 'same')], variadic: [param('key', 'same'), param('result', 'other')], tail: optional('else', 'other'), returns: 'other' },
    doc: { en: 'The result after the key that equals the value, else the last argument.', 'zh-CN': '取与值相等的键之后的结果，否则取最后一个参数。' },
    examples: [{ source: "switch(2, 1, 'a', 2, 'b', 'c')", result: 'b' }, { source: "switch('x', 'y', 1)", result: null }],
    evaluate: (args) => {
      for (let i = 1; i + 1 < args.length; i += 2) if (sameValue(at(args, 0), at(args, i)) === true) return at(args, i + 1);
      return args.length % 2 ? null : at(args, args.length - 1);
    },
    sql: (types) => switchSql(types.length),
  },
  {
    name: 'and', group: 'logic', nulls: true,
    signature: { params: [], variadic: [param('condition', 'boolean')], returns: 'boolean' },
    doc: { en: 'True where every condition is true.', 'zh-CN': '所有条件都成立时为真。' },
    examples: [{ source: 'and(true, false)', result: false }, { source: 'and(true, null)', result: null }, { source: 'and(null, false)', result: false }],
    evaluate: (args) => (args.includes(false) ? false : args.includes(null) ? null : true),
    sql: (types) => `(${types.map((_, i) => `{${i}}`).join(' and ')})`,
  },
  {
    name: 'or', group: 'logic', nulls: true,
    signature: { params: [], variadic: [param('condition', 'boolean')], returns: 'boolean' },
    doc: { en: 'True where at least one condition is true.', 'zh-CN': '至少一个条件成立时为真。' },
    examples: [{ source: 'or(true, null)', result: true }, { source: 'or(false, null)', result: null }],
    evaluate: (args) => (args.includes(true) ? true : args.includes(null) ? null : false),
    sql: (types) => `(${types.map((_, i) => `{${i}}`).join(' or ')})`,
  },
  {
    name: 'istrue', group: 'logic', nulls: true,
    signature: { params: [param('condition', 'boolean')], returns: 'boolean' },
    doc: { en: 'True where the condition is true; false where it is false or null.', 'zh-CN': '条件为真时为真；为假或为空时为假。' },
    examples: [{ source: 'istrue(null)', result: false }, { source: 'istrue(1 < 2)', result: true }],
    evaluate: (args) => isTruth(at(args, 0)),
    sql: () => '({0} is true)',
  },
  {
    name: 'coalesce', group: 'logic', nulls: true,
    signature: { params: [], variadic: [param('value', 'same')], returns: 'same' },
    doc: { en: 'The first argument that is not null.', 'zh-CN': '第一个不为空的参数。' },
    examples: [{ source: "coalesce(null, 'b')", result: 'b' }, { source: 'coalesce(null, 2, 3)', result: '2' }],
    evaluate: (args) => args.find((value) => value !== null) ?? null,
    sql: () => 'coalesce({0...})',
  },
  {
    name: 'ifblank', group: 'logic', nulls: true,
    signature: { params: [param('value', 'same'), param('default', 'same')], returns: 'same' },
    doc: { en: 'The second argument where the first is null or empty text.', 'zh-CN': '第一个参数为空或空文本时取第二个。' },
    examples: [{ source: "ifblank('', 'b')", result: 'b' }, { source: 'ifblank(5, 1)', result: '5' }],
    evaluate: (args) => (blank(at(args, 0)) ? at(args, 1) : at(args, 0)),
    sql: (types) => (types[0]?.kind === 'text' ? `coalesce(nullif({0}, ''), {1})` : 'coalesce({0}, {1})'),
  },
  {
    name: 'isblank', group: 'logic', nulls: true,
    signature: { params: [param('value', 'any')], returns: 'boolean' },
    doc: { en: 'True for null, empty text and an empty set.', 'zh-CN': '空值、空文本和空集合为真。' },
    examples: [{ source: "isblank('')", result: true }, { source: 'isblank(0)', result: false }, { source: 'isblank(null)', result: true }],
    evaluate: (args) => blank(at(args, 0)),
    sql: (types) => isBlankSql(types[0]?.kind),
  },
  {
    name: 'isnull', group: 'logic', nulls: true,
    signature: { params: [param('value', 'any')], returns: 'boolean' },
    doc: { en: 'True for null.', 'zh-CN': '空值为真。' },
    examples: [{ source: "isnull('')", result: false }, { source: 'isnull(1 / 0)', result: true }],
    evaluate: (args) => at(args, 0) === null,
    sql: () => '({0} is null)',
  },
  {
    name: 'isnotnull', group: 'logic', nulls: true,
    signature: { params: [param('value', 'any')], returns: 'boolean' },
    doc: { en: 'False for null.', 'zh-CN': '空值为假。' },
    examples: [{ source: 'isnotnull(1)', result: true }],
    evaluate: (args) => at(args, 0) !== null,
    sql: () => '({0} is not null)',
  },
  {
    name: 'nullif', group: 'logic', nulls: true,
    signature: { params: [param('value', 'same'), param('other', 'same')], returns: 'same' },
    doc: { en: 'Null where both are equal, else the first.', 'zh-CN': '两者相等时为空，否则取第一个。' },
    examples: [{ source: 'nullif(3, 3)', result: null }, { source: 'nullif(3, 4)', result: '3' }],
    evaluate: (args) => (sameValue(at(args, 0), at(args, 1)) === true ? null : at(args, 0)),
    sql: () => 'nullif({0}, {1})',
  },
  {
    name: 'between', group: 'logic', nulls: true,
    signature: { params: [param('value', 'same'), param('least', 'same'), param('most', 'same')], returns: 'boolean' },
    doc: { en: 'True where the value lies within both bounds.', 'zh-CN': '值在两个界限之内时为真。' },
    examples: [{ source: 'between(2, 1, 3)', result: true }, { source: 'between(null, 1, 3)', result: null }, { source: 'between(5, null, 3)', result: false }],
    evaluate: (args) => {
      const [value, least, most] = [at(args, 0), at(args, 1), at(args, 2)];
      const above = value === null || least === null ? null : compareValues(value, least) >= 0;
      const below = value === null || most === null ? null : compareValues(value, most) <= 0;
      return above === false || below === false ? false : above === null || below === null ? null : true;
    },
    sql: (types) => (types[0]?.kind === 'text' ? '({0} collate "C" between {1} and {2})' : '({0} between {1} and {2})'),
  },
];

/** Trees of records. */
export const recordFunctions: readonly FunctionDefinition[] = [
  {
    name: 'under', group: 'logic',
    signature: { params: [param('record', 'record'), param('ancestor', ['record', 'text'])], returns: 'boolean' },
    doc: { en: 'True for the ancestor itself and every record below it in the tree of its object.', 'zh-CN': '记录为该上级本身或在其树形结构之下时为真。' },
    examples: [],
    evaluate: ([record, ancestor], clock, types) => {
      const [id, top] = [plain(record ?? null), plain(ancestor ?? null)];
      if (typeof id !== 'string' || typeof top !== 'string') return null;
      const object = types[0]?.kind === 'record' ? types[0].object : '';
      return id === top || (clock.under?.(id, top, object) ?? false);
    },
    // Without a tree; the store, which knows the tree of an object, has its own SQL.
    sql: () => '({0} = {1})',
  },
];

/** Sets: the values of a multi-select. */
export const setFunctions: readonly FunctionDefinition[] = [
  {
    name: 'has', group: 'set',
    signature: { params: [param('set', 'set'), param('value', 'text')], returns: 'boolean' },
    doc: { en: 'True where the set has the value.', 'zh-CN': '集合包含该值时为真。' },
    examples: [],
    evaluate: ([set, value]) => (set as readonly Value[]).includes(value!),
    sql: () => '(case when {1} is not null then {1} = any({0}) end)',
  },
  {
    name: 'hasany', group: 'set',
    signature: { params: [param('set', 'set')], variadic: [param('value', 'text')], returns: 'boolean' },
    doc: { en: 'True where the set has at least one of the values.', 'zh-CN': '集合包含任一值时为真。' },
    examples: [],
    evaluate: ([set, ...values]) => values.some((value) => (set as readonly Value[]).includes(value)),
    sql: (types) => strictSet('&&', types.length),
  },
  {
    name: 'hasall', group: 'set',
    signature: { params: [param('set', 'set')], variadic: [param('value', 'text')], returns: 'boolean' },
    doc: { en: 'True where the set has all of the values.', 'zh-CN': '集合包含所有值时为真。' },
    examples: [],
    evaluate: ([set, ...values]) => values.every((value) => (set as readonly Value[]).includes(value)),
    sql: (types) => strictSet('@>', types.length),
  },
  {
    name: 'size', group: 'set', nulls: true,
    signature: { params: [param('set', 'set')], returns: 'number', integer: true },
    doc: { en: 'The number of values in the set; 0 for null.', 'zh-CN': '集合中值的个数；空值为 0。' },
    examples: [],
    evaluate: ([set]) => new Decimal(Array.isArray(set) ? set.length : 0),
    sql: () => 'coalesce(cardinality({0}), 0)::numeric',
  },
  {
    name: 'isempty', group: 'set', nulls: true,
    signature: { params: [param('set', ['set', 'text'])], returns: 'boolean' },
    doc: { en: 'True for null, an empty set and empty text.', 'zh-CN': '空值、空集合和空文本为真。' },
    examples: [{ source: "isempty('')", result: true }, { source: "isempty('a')", result: false }],
    evaluate: ([value]) => (typeof value === 'string' ? lengthOf(value) === 0 : blank(value ?? null)),
    sql: (types) => isBlankSql(types[0]?.kind),
  },
];

/** The operators of arrays take a null element for one that is never found, so that null values are sorted out. */
function strictSet(operator: '&&' | '@>', count: number): string {
  const values = Array.from({ length: count - 1 }, (_, i) => `{${i + 1}}`);
  return `(case when ${values.map((value) => `${value} is not null`).join(' and ')} then {0} ${operator} array[${values.join(', ')}]::text[] end)`;
}
