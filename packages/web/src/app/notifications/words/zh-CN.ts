/** The words around notifications in Chinese. */
import type { NotificationsKey } from './en.ts';

export const notificationsZhCN: Readonly<Record<NotificationsKey, string>> = {
  title: '通知',
  all: '全部通知',
  everything: '全部',
  unreadOnly: '未读（{count, number}）',
  readAll: '全部标为已读',
  older: '更早的通知',
  none: '暂无通知。有人提到您、评论您的记录或把记录转给您时，会显示在这里。',
  noneUnread: '没有未读通知。',
  new: '未读',
  kind_mention: '{by}在 {title} 中提到了您',
  kind_comment: '{by}评论了 {title}',
  kind_assigned: '{by}把{object} {title} 转给了您',
  kind_job: '您发起的任务已结束',
};
