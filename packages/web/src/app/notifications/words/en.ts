/** The words around notifications in English. */
export const notificationsEn = {
  title: 'Notifications',
  all: 'All notifications',
  everything: 'All',
  unreadOnly: 'Unread ({count, number})',
  readAll: 'Mark all as read',
  older: 'Older ones',
  none: 'Nothing yet. Here you see when somebody mentions you, comments on your records or hands one over to you.',
  noneUnread: 'You have read everything.',
  new: 'Not read yet',
  kind_mention: '{by} mentioned you in {title}',
  kind_comment: '{by} commented on {title}',
  kind_assigned: '{by} handed {object} {title} over to you',
  kind_job: 'Work that you started has ended',
} as const;

export type NotificationsKey = keyof typeof notificationsEn;
