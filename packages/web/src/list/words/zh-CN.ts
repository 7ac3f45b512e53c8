/** 列表的中文词。 */
import type { ListWord } from './en.ts';
export const zhCN: Readonly<Record<ListWord, string>> = {
  views: '视图', allViews: '全部视图', myViews: '我的视图', modelViews: '应用视图',
  everything: '全部记录', saveAs: '另存为视图', saveView: '保存更改', resetView: '放弃更改', renameView: '重命名', deleteView: '删除视图', deleteViewSure: '删除视图“{label}”？',
  makeDefault: '设为默认视图', isDefault: '已是默认视图', copyLink: '复制链接', linkCopied: '链接已复制', moveLeft: '左移', moveRight: '右移', changedView: '已更改', viewName: '视图名称', viewSaved: '视图已保存', save: '保存', cancel: '取消',
  records: '{count, plural, other {# 条记录}}', counting: '计数中…', selected: '{count, plural, other {已选 # 条}}',
  selectAll: '全选当前显示', selectRow: '选择 {title}', selectMatching: '选择全部 {count, number} 条符合条件的记录', allMatching: '已选择全部 {count, number} 条符合条件的记录', clearSelection: '取消选择', select: '选择',
  refresh: '刷新', import: '导入', more: '更多', density: '行高', compact: '紧凑', middle: '标准', wide: '宽松', totals: '合计', showTotals: '显示合计', severalCurrencies: '多种币种', severalCurrenciesHint: '不同币种的金额不能相加',
  asList: '列表', asBoard: '看板', asCalendar: '日历', shownAs: '显示为',
  sortAscending: '升序', sortDescending: '降序', addSort: '作为次要排序', sortBy: '排序方式', sort: '排序', hideColumn: '隐藏此列', groupByThis: '按此分组', filterByThis: '按此筛选', columnMenu: '{label}列菜单', resize: '{label}列宽', 
  groupBy: '分组', group: '分组', noGroup: '不分组', day: '按日', week: '按周', month: '按月', quarter: '按季度', year: '按年', noValue: '无', openGroup: '展开{label}', closeGroup: '收起{label}', tooManyGroups: '分组过多，请换一个字段或缩小筛选范围。', expandAll: '全部展开', collapseAll: '全部收起',
  loadingRow: '加载中…', endOfList: '没有更多了', loadingMore: '正在加载…',
  emptyYet: '暂无{objects}', emptyYetHint: '新建后会显示在这里。', emptyMatch: '没有符合条件的记录', emptyMatchHint: '没有{objects}符合搜索和筛选条件。', clearAll: '清除搜索和筛选', emptyView: '此视图中没有{objects}', offline: '网络已断开。已加载的内容仍可查看，恢复连接后继续加载。',
  columns: '列', columnsShown: '{count, plural, other {# 列}}', searchFields: '搜索字段', otherFields: '其他字段', shownColumns: '已显示', reset: '恢复默认', dragColumn: '拖动{label}', done: '完成',
  edit: '编辑', editFields: '批量编辑', addField: '添加字段', apply: '应用到 {count, plural, other {# 条记录}}', applyTo: '{action}（{count}）', delete: '删除', deleteSure: '删除{count, plural, other { # 条记录}}？', deleteDetail: '删除后无法恢复。', actSure: '对{count, plural, other { # 条记录}}执行“{action}”？', actKeeps: '留空则保留各记录已有的值；没有该值的记录不会变更。', actions: '操作', bulkBar: '对所选记录的操作', working: '{done, number} / {total, number}',
  changed: '{count, plural, other {已更改 # 条记录}}', refused: '{count, plural, other {# 条被拒绝}}', whyRefused: '被拒绝的记录及原因', undo: '撤销', undone: '已撤销', close: '关闭', clearValue: '清空该值', chooseField: '选择字段',
  savedCell: '已更改{title}的{field}', conflictCell: '此记录已被他人更改。该行已显示最新内容，如仍需更改请重新编辑。',
  whySystem: '由系统维护', whyFormula: '自动计算', whyNumber: '系统自动编号', whyElsewhere: '属于{object}，请在那里修改', whyAccess: '您无权修改此字段', whyState: '“{state}”状态下不可修改', whyLifecycle: '通过操作变更，例如在记录页面', whyType: '请在记录页面修改', 
  sortAndColumns: '排序和列', export: '导出',
};
