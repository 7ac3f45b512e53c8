/** EXP1xx: text of an expression · EXP2xx: names and types · EXP3xx: evaluation. */
import type { Entry } from '../entry.ts';

export const expressionEntries = {
  EXP101: {
    for: 'author',
    message: { en: 'Unexpected {found} in the expression.', 'zh-CN': '表达式中出现了意外的 {found}。' },
    hint: { en: 'Expected {expected}.', 'zh-CN': '此处应为 {expected}。' },
  },
  EXP102: {
    for: 'author',
    message: { en: 'The text has no closing quote.', 'zh-CN': '文本缺少结束引号。' },
    hint: { en: 'Close it with {quote}.', 'zh-CN': '请用 {quote} 结束。' },
  },
  EXP103: {
    for: 'author',
    message: { en: 'The escape {found} is not known.', 'zh-CN': '无法识别转义 {found}。' },
    hint: { en: 'Use \\\\, \\\', \\", \\n, \\r, \\t or \\u followed by four hexadecimal digits.', 'zh-CN': '可用 \\\\、\\\'、\\"、\\n、\\r、\\t，或 \\u 加四位十六进制数。' },
  },
  EXP104: {
    for: 'author',
    message: { en: 'The expression has {found} characters; at most {max} are allowed.', 'zh-CN': '表达式有 {found} 个字符，最多允许 {max} 个。' },
    hint: { en: 'Split it into several formula fields.', 'zh-CN': '请拆分为多个公式字段。' },
  },
  EXP105: {
    for: 'author',
    message: { en: 'The expression is nested more than {max} levels deep.', 'zh-CN': '表达式嵌套超过 {max} 层。' },
    hint: { en: 'Split it into several formula fields.', 'zh-CN': '请拆分为多个公式字段。' },
  },
  EXP106: {
    for: 'author',
    message: { en: 'The expression has more than {max} parts.', 'zh-CN': '表达式的组成部分超过 {max} 个。' },
    hint: { en: 'Split it into several formula fields.', 'zh-CN': '请拆分为多个公式字段。' },
  },
  EXP107: {
    for: 'author',
    message: { en: 'The number {found} has more than {max} digits.', 'zh-CN': '数字 {found} 超过 {max} 位。' },
    hint: { en: 'Write it with at most {max} digits.', 'zh-CN': '最多写 {max} 位数字。' },
  },
  EXP108: {
    for: 'author',
    message: { en: 'Comparisons cannot be chained.', 'zh-CN': '比较运算不能连写。' },
    hint: { en: 'Write a < b and b < c.', 'zh-CN': '请写成 a < b and b < c。' },
  },
  EXP109: {
    for: 'author',
    message: { en: 'The text contains a character that cannot be stored.', 'zh-CN': '文本包含无法存储的字符。' },
    hint: { en: 'Leave out NUL and unpaired surrogates.', 'zh-CN': '请去掉 NUL 字符和不成对的代理项。' },
  },
  EXP201: {
    for: 'author',
    message: { en: '{name} is not known here.', 'zh-CN': '此处没有名为 {name} 的内容。' },
    hint: { en: 'Did you mean {suggestion}?', 'zh-CN': '是否想写 {suggestion}？' },
  },
  EXP202: {
    for: 'author',
    message: { en: 'Object {object} has no field {name}.', 'zh-CN': '对象 {object} 没有字段 {name}。' },
    hint: { en: 'Did you mean {suggestion}?', 'zh-CN': '是否想写 {suggestion}？' },
  },
  EXP203: {
    for: 'author',
    message: { en: 'There is no function {name}.', 'zh-CN': '没有名为 {name} 的函数。' },
    hint: { en: 'Did you mean {suggestion}?', 'zh-CN': '是否想写 {suggestion}？' },
  },
  EXP204: {
    for: 'author',
    message: { en: 'Function {name} was given {found} arguments.', 'zh-CN': '函数 {name} 收到 {found} 个参数。' },
    hint: { en: 'Write it as {usage}.', 'zh-CN': '请写成 {usage}。' },
  },
  EXP205: {
    for: 'author',
    message: { en: 'Argument {position} of {name} is {found}, but {expected} is needed.', 'zh-CN': '{name} 的第 {position} 个参数是 {found}，应为 {expected}。' },
    hint: { en: 'Write it as {usage}.', 'zh-CN': '请写成 {usage}。' },
  },
  EXP206: {
    for: 'author',
    message: { en: '{operator} cannot be used between {left} and {right}.', 'zh-CN': '{left} 与 {right} 之间不能使用 {operator}。' },
    hint: { en: '{advice}', 'zh-CN': '{advice}' },
  },
  EXP207: {
    for: 'author',
    message: { en: '{value} is not one of the options.', 'zh-CN': '{value} 不是可选项之一。' },
    hint: { en: 'Did you mean {suggestion}?', 'zh-CN': '是否想写 {suggestion}？' },
  },
  EXP208: {
    for: 'author',
    message: { en: '{name} is {found} and has no fields.', 'zh-CN': '{name} 是 {found}，没有字段。' },
    hint: { en: 'Only a reference can be followed with a dot.', 'zh-CN': '只有引用才能用点号继续。' },
  },
  EXP209: {
    for: 'author',
    message: { en: '{name} stands for several records and cannot be used as one value.', 'zh-CN': '{name} 代表多条记录，不能作为单个值使用。' },
    hint: { en: 'Use count({name}), or sum, avg, min or max of one of its fields.', 'zh-CN': '请使用 count({name})，或对其字段使用 sum、avg、min、max。' },
  },
  EXP210: {
    for: 'author',
    message: { en: '{name} over child records is not allowed here.', 'zh-CN': '此处不允许对子记录使用 {name}。' },
    hint: { en: 'Put it into a formula field and use that field here.', 'zh-CN': '请放入公式字段，再在此处使用该字段。' },
  },
  EXP211: {
    for: 'author',
    message: { en: '{name} over child records cannot stand inside another one.', 'zh-CN': '对子记录的 {name} 不能嵌套在另一个聚合中。' },
    hint: { en: 'Put the inner one into a formula field of the child.', 'zh-CN': '请将内层聚合放入子对象的公式字段。' },
  },
  EXP212: {
    for: 'author',
    message: { en: '{name} needs child records.', 'zh-CN': '{name} 需要子记录。' },
    hint: { en: 'Write it as {usage}.', 'zh-CN': '请写成 {usage}。' },
  },
  EXP213: {
    for: 'author',
    message: { en: 'A list is allowed only after in.', 'zh-CN': '列表只能出现在 in 之后。' },
    hint: { en: 'Write x in (a, b).', 'zh-CN': '请写成 x in (a, b)。' },
  },
  EXP214: {
    for: 'author',
    message: { en: 'The expression gives {found}, but {expected} is needed.', 'zh-CN': '表达式的结果是 {found}，应为 {expected}。' },
    hint: { en: 'Change it so that it gives {expected}.', 'zh-CN': '请修改为结果是 {expected} 的表达式。' },
  },
  EXP215: {
    for: 'author',
    message: { en: '{value} is not a valid {expected}.', 'zh-CN': '{value} 不是有效的 {expected}。' },
    hint: { en: 'Write it like {example}.', 'zh-CN': '请写成 {example} 的形式。' },
  },
  EXP216: {
    for: 'author',
    message: { en: 'The path {name} has more than {max} segments.', 'zh-CN': '路径 {name} 超过 {max} 段。' },
    hint: { en: 'Put a part of it into a formula field.', 'zh-CN': '请将其中一部分放入公式字段。' },
  },
  EXP217: {
    for: 'author',
    message: { en: '{operator} cannot be applied to {found}.', 'zh-CN': '{operator} 不能用于 {found}。' },
    hint: { en: 'It needs {expected}.', 'zh-CN': '它需要 {expected}。' },
  },
} as const satisfies Record<string, Entry>;
