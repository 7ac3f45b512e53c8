/** Words of the filters in English. A key that `zh-CN.ts` lacks is a type error. */
export const en = {
  filter: 'Filter', filters: 'Filters', filterCount: '{count, plural, one {# condition} other {# conditions}}', where: 'Where', and: 'and', or: 'or', joinOf: 'Which of the conditions must hold',
  addRule: 'Add a condition', addGroup: 'Add a group', removeRule: 'Remove the condition', removeGroup: 'Remove the group', removeFilter: 'Remove “{label}”', clearAll: 'Clear all', done: 'Done', rules: 'Conditions', expression: 'Expression', nothingYet: 'No conditions yet. Every record is shown.', field: 'Field', operator: 'Comparison', value: 'Value',
  searchFields: 'Search fields', through: 'Fields of {label}', noMatches: 'No matches', any: 'Any', yes: 'Yes', no: 'No', from: 'From', to: 'To', me: 'Me',
  is: 'is', isNot: 'is not', oneOf: 'is one of', noneOf: 'is none of', contains: 'contains', notContains: 'does not contain', startsWith: 'begins with', endsWith: 'ends with', lt: 'is less than', lte: 'is at most', gt: 'is more than', gte: 'is at least', between: 'is between', within: 'is in', empty: 'is empty', notEmpty: 'is filled in', isMe: 'is me', isNotMe: 'is not me', under: 'is or is below', hasAny: 'has one of', hasAll: 'has all of', hasNone: 'has none of',
  dayIs: 'is on', dayLt: 'is before', dayLte: 'is on or before', dayGt: 'is after', dayGte: 'is on or after',
  today: 'Today', yesterday: 'Yesterday', tomorrow: 'Tomorrow', daysAgo: '{count, plural, one {# day ago} other {# days ago}}', daysAhead: '{count, plural, one {in # day} other {in # days}}', exactDay: 'Exact date', days: 'days', dayKind: 'Kind of date',
  thisWeek: 'This week', lastWeek: 'Last week', nextWeek: 'Next week', thisMonth: 'This month', lastMonth: 'Last month', nextMonth: 'Next month', thisQuarter: 'This quarter', lastQuarter: 'Last quarter', nextQuarter: 'Next quarter', thisYear: 'This year', lastYear: 'Last year', nextYear: 'Next year', lastDays: '{count, plural, one {Last day} other {Last # days}}', nextDays: '{count, plural, one {Next day} other {Next # days}}', lastN: 'Last … days', nextN: 'Next … days', customRange: 'From … to …',
  expressionHint: 'Names, functions and values are offered while you type. Ctrl+Space shows all of them.', expressionLabel: 'Filter as an expression', you: 'The person who is signed in', 
} as const;
export type FilterWord = keyof typeof en;
