/** 看板和日历的中文用语。 */
import type { BoardWord } from './en.ts';

export const zhCN: Readonly<Record<BoardWord, string>> = {
  noValue: '未填写', more: '再显示 {count, number} 条', nothing: '暂无记录', total: '合计：{total}', severalCurrencies: '多种币种',
  column: '{label}：{count, number} 条', cardMenu: '移动 {title}', moveTo: '移到“{label}”', noGroup: '此视图未指定用于分列的字段。',
  noWay: '没有从“{from}”到“{to}”的步骤', noRight: '您无权执行此步骤', mayNotChange: '您无权修改此字段', frozen: '“{state}”状态下不能修改', inactive: '“{label}”已停用', moved: '{title}：{to}', notMoved: '{title} 未能移动', conflict: '{title} 已被他人修改，看板现在显示的是已保存的内容。',
  howCard: '按空格键拿起卡片，用方向键选择列，再按空格键放下，按 Esc 取消。',
  picked: '已拿起 {title}。', over: '{title} 位于“{label}”上方。', overShut: '{title} 不能放到“{label}”：{reason}。', overNothing: '{title} 不在任何列上。', dropped: '{title} 已放到“{label}”。', cancelled: '{title} 保持原位。',
  today: '今天', previousMonth: '上个月', nextMonth: '下个月', previousWeek: '上一周', nextWeek: '下一周', month: '月', week: '周', agenda: '日程', shownAs: '显示方式',
  moreOnDay: '还有 {count, number} 条', moreOnDayLong: '{day}还有 {count, number} 条记录', earlier: '显示之前的 {count, number} 条', emptyMonth: '本月没有记录', emptyWeek: '本周没有记录', noDate: '此视图未指定日期字段。',
  onlyFirst: '仅显示前 {count, number} 条，请缩小筛选范围以查看其余记录。', howChip: '按空格键拿起记录，用方向键选择日期，再按空格键放下，按 Esc 取消；按回车键打开。',
  overDay: '{title} 位于 {day}。', droppedDay: '{title} 已移到 {day}。', movedDay: '{title}：{day}', conflictDay: '{title} 已被他人修改，日历现在显示的是已保存的内容。',
};
