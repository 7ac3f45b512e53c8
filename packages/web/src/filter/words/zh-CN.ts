/** 筛选的中文词。 */
import type { FilterWord } from './en.ts';
export const zhCN: Readonly<Record<FilterWord, string>> = {
  filter: '筛选', filters: '筛选', filterCount: '{count, plural, other {# 个条件}}', where: '条件', and: '且', or: '或', joinOf: '条件之间的关系',
  addRule: '添加条件', addGroup: '添加条件组', removeRule: '移除条件', removeGroup: '移除条件组', removeFilter: '移除“{label}”', clearAll: '全部清除', done: '完成', rules: '条件', expression: '表达式', nothingYet: '暂无条件，显示全部记录。', field: '字段', operator: '比较方式', value: '值',
  searchFields: '搜索字段', through: '{label}的字段', noMatches: '没有匹配项', any: '不限', yes: '是', no: '否', from: '从', to: '到', me: '我',
  is: '等于', isNot: '不等于', oneOf: '是其中之一', noneOf: '不是其中任一', contains: '包含', notContains: '不包含', startsWith: '开头是', endsWith: '结尾是', lt: '小于', lte: '小于等于', gt: '大于', gte: '大于等于', between: '介于', within: '在', empty: '为空', notEmpty: '不为空', isMe: '是我', isNotMe: '不是我', under: '属于（含下级）', hasAny: '包含任一', hasAll: '包含全部', hasNone: '不包含任一',
  dayIs: '等于', dayLt: '早于', dayLte: '不晚于', dayGt: '晚于', dayGte: '不早于',
  today: '今天', yesterday: '昨天', tomorrow: '明天', daysAgo: '{count, plural, other {# 天前}}', daysAhead: '{count, plural, other {# 天后}}', exactDay: '具体日期', days: '天', dayKind: '日期类型',
  thisWeek: '本周', lastWeek: '上周', nextWeek: '下周', thisMonth: '本月', lastMonth: '上月', nextMonth: '下月', thisQuarter: '本季度', lastQuarter: '上季度', nextQuarter: '下季度', thisYear: '今年', lastYear: '去年', nextYear: '明年', lastDays: '{count, plural, other {最近 # 天}}', nextDays: '{count, plural, other {未来 # 天}}', lastN: '最近…天', nextN: '未来…天', customRange: '自定义区间',
  expressionHint: '输入时会提示字段、函数和取值，按 Ctrl+空格 查看全部。', expressionLabel: '以表达式筛选', you: '当前登录用户', 
};
