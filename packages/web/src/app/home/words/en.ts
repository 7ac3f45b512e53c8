/** The words of the home page in English. */
export const homeEn = {
  good_morning: 'Good morning, {name}',
  good_afternoon: 'Good afternoon, {name}',
  good_evening: 'Good evening, {name}',
  good_night: 'Hello, {name}',
  noApps: 'No application is open to you. Ask an administrator for a role.',
  waiting: 'Waiting for you',
  news: 'Notifications',
  unread: '{count, plural, one {New notification} other {New notifications}}',
  pinned: 'Pinned',
  nonePinned: 'Pin records and views, and they stand here and in the menu.',
  recent: 'Recent',
  noneRecent: 'Records and lists that you open stand here.',
  showAll: 'Show all',
  noRecords: 'There is nothing in this list yet.',
  firstTitle: 'Begin here',
  firstDetail: 'Nothing has been entered yet. These come first:',
  createFirst: 'Create the first {object}',
  fitFields: 'Fit fields and pages to your company',
} as const;

export type HomeKey = keyof typeof homeEn;
