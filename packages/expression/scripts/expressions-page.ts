/** The expression language as a page for people, made from the register of functions. Every result on it is computed here. */
import { compileExpression, evaluateExpression, functions, usageOf, type FunctionDefinition, type ParamType } from '../src/index.ts';
import { sampleScope } from '../src/testing/index.ts';

/** What the examples read. */
const record = {
  id: 'r1', name: 'Ada', category: 'rush', amount: '10.50', rate: '3', pieces: null, active: true, day: '2024-02-29', sent: '2024-02-29T18:30:00.000Z', tags: ['a', 'b'],
  partner: { id: 'p1', title: 'Deep' },
  lines: [{ qty: '1', price: '2.5', done: true }, { qty: '3', price: null, done: false }],
};
const now = '2024-02-29T18:30:00.000Z';
const timeZone = 'Asia/Shanghai';

type Example = readonly [source: string, why: string];
const language: readonly (readonly [title: string, words: string, examples: readonly Example[]])[] = [
  ['Values', 'Text in single or double quotes, numbers, `true`, `false`, `null`, and dates as text where a date is expected. Numbers are exact decimals: nothing is rounded in binary.', [
    ["'it\\'s'", 'a quote inside of quotes'], ['0.1 + 0.2', 'exact'], ["day == '2024-02-29'", 'text is read as a date'],
  ]],
  ['Fields', 'A bare name is a field of the record; `record.name` is the same. A reference is followed with a dot, several steps deep. In the conditions of roles, views and layouts `user` is who asks, with `user.id` and the attributes of the role.', [
    ['amount', ''], ['record.amount', ''], ['partner.title', 'through a reference'],
  ]],
  ['Operators', 'From the loosest to the tightest: `or` · `and` · `not` · `== != < <= > >= in, not in` · `&` (joins texts) · `+ -` · `* / %` · `-` before a number. Comparisons are not chained.', [
    ['amount * rate + 1', ''], ["name & ' / ' & partner.title", ''], ["category in ('rush', 'normal')", ''], ["not active or category == 'rush'", ''], ['7 % 3', 'the rest'], ['1 / 0', 'no number, and no error'],
  ]],
  ['What is unknown', 'A field without a value is `null`. What is computed from null is null; a comparison with null is unknown, which a condition does not take for true. Only `== null` and `!= null` answer.', [
    ['pieces + 1', ''], ['pieces > 1', 'unknown'], ['pieces == null', ''], ['pieces > 1 or active', 'known all the same'], ['coalesce(pieces, 0) + 1', ''],
  ]],
  ['Rows', '`count`, `sum`, `avg`, `min`, `max`, `any` and `all` go over the rows of a children field, with a condition after `where` that sees the row. Inside of it, `record` is still the record.', [
    ['count(lines)', ''], ['sum(lines.qty)', ''], ['sum(lines.qty where done)', ''], ['sum(lines.qty * lines.price)', 'of each row, then together'], ['any(lines where qty > 2)', ''], ['max(lines.price)', 'nulls are passed over'],
  ]],
  ['Dates', 'Days and moments are told apart: a moment is read on the clock of the package’s time zone. `today()` and `now()` make a formula one that is computed whenever it is read.', [
    ['today()', 'in the time zone of the package'], ['adddays(day, 1)', ''], ["day < '2024-03-01'", ''],
  ]],
];

const groups: Readonly<Record<FunctionDefinition['group'], string>> = { logic: 'Conditions and null', text: 'Text', number: 'Numbers', date: 'Dates and times', set: 'Lists of values and records' };

export function expressionsPage(): string {
  const intro = language.flatMap(([title, words, examples]) => [`## ${title}`, '', words, '', '| Write | Result | |', '|---|---|---|', ...examples.map(([source, why]) => `| ${code(source)} | ${code(resultOf(source))} | ${why} |`), '']);
  const tables = Object.entries(groups).flatMap(([group, title]) => {
    const rows = [...functions.values()].filter((entry) => entry.group === group).sort((a, b) => (a.name < b.name ? -1 : 1));
    return rows.length === 0 ? [] : [`### ${title}`, '', '| Function | Gives | What | 说明 | Examples |', '|---|---|---|---|---|', ...rows.map(rowOf), ''];
  });
  return [
    '# The expression language', '',
    'Made from the register of functions by `packages/expression/scripts/expressions-page.ts`; rewritten by `UPDATE_GOLDEN=1`.', '',
    'One language for formulas, validations, guards, conditions of layouts, filters of views and of the API, and the conditions of roles. The browser computes it as you type and PostgreSQL in the query, with the same result. It has no loops and no side effects, and nothing in it can fail: what has no value is null. Names, types and options are checked where it is written, with a place and a suggestion for every slip.', '',
    `The examples read this record, at ${now} in the time zone ${timeZone}:`, '', '```json', JSON.stringify(record), '```', '',
    ...intro, '## Functions', '', 'Names are written in small or capital letters. Arguments in square brackets may be left out; `…` repeats. `T` and `U` are any type of single values, the same wherever the letter stands.', '', ...tables,
  ].join('\n');
}

function rowOf(entry: FunctionDefinition): string {
  const { returns, integer } = entry.signature;
  const examples = entry.examples.map(({ source, result }) => `${code(source)} → ${code(shown(result))}`).join('<br>');
  const clock = entry.clock ? ' Reads the clock.' : '';
  return `| ${code(usageOf(entry))}${paramsOf(entry)} | ${returns === 'number' && integer ? 'whole number' : typeWords(returns)} | ${cell(entry.doc.en)}${clock} | ${cell(entry.doc['zh-CN'])} | ${examples} |`;
}

/** The types of the arguments, below the call. */
function paramsOf({ signature: { params, variadic = [], tail } }: FunctionDefinition): string {
  const all = [...params, ...variadic, ...(tail ? [tail] : [])];
  return all.length === 0 ? '' : `<br>${all.map(({ name, type }) => `${name}: ${typeWords(type)}`).join(', ')}`;
}

const variables: Readonly<Record<string, string>> = { same: 'T', other: 'U', any: 'any type' };
const typeWords = (type: ParamType): string => [type].flat().map((one) => variables[one as string] ?? String(one)).join(' or ');

function resultOf(source: string): string {
  const { value, diagnostics } = compileExpression(source, sampleScope);
  if (!value || diagnostics.length > 0) throw new Error(`${source}: ${diagnostics.map((problem) => `${problem.code} ${JSON.stringify(problem.params)}`).join(', ')}`);
  return shown(evaluateExpression(value, { now, timeZone, roots: { record } }));
}

const shown = (result: unknown): string => (typeof result === 'string' ? result : JSON.stringify(result));
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string): string => (text === '' ? '(empty)' : `\`${cell(text)}\``);
