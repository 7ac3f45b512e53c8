/** The words of the home page in Chinese. */
import type { HomeKey } from './en.ts';

export const homeZhCN: Readonly<Record<HomeKey, string>> = {
  good_morning: '{name}，早上好',
  good_afternoon: '{name}，下午好',
  good_evening: '{name}，晚上好',
  good_night: '{name}，您好',
  noApps: '没有对您开放的应用，请联系管理员授予角色。',
  waiting: '待我处理',
  news: '通知',
  unread: '{count, plural, other {条新通知}}',
  pinned: '固定',
  nonePinned: '固定记录或视图后，会显示在这里和菜单中。',
  recent: '最近访问',
  noneRecent: '您打开过的记录和列表会显示在这里。',
  showAll: '查看全部',
  noRecords: '该列表中还没有记录。',
  firstTitle: '从这里开始',
  firstDetail: '系统中还没有数据。建议先完成：',
  createFirst: '新建第一个{object}',
  fitFields: '按贵公司的需要调整字段与页面',
};
