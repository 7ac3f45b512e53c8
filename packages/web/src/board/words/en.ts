/** Words of boards and calendars in English. A key that `zh-CN.ts` lacks is a type error. */
export const en = {
  noValue: 'No value', more: 'Show {count, plural, one {# more} other {# more}}', nothing: 'Nothing here', total: 'Total: {total}', severalCurrencies: 'Several currencies',
  column: '{label}: {count, plural, one {# record} other {# records}}', cardMenu: 'Move {title}', moveTo: 'Move to {label}', noGroup: 'This view says no field to make columns of.',
  noWay: 'No step leads from “{from}” to “{to}”', noRight: 'You may not take this step', mayNotChange: 'You may not change this field', frozen: 'Cannot be changed in the state “{state}”', inactive: '“{label}” is no longer offered', moved: '{title}: {to}', notMoved: '{title} could not be moved', conflict: 'Somebody else has changed {title} meanwhile. The board now shows what is saved.',
  howCard: 'Press Space to pick the card up, the arrow keys to choose a column, Space to put it down, Escape to leave it where it was.',
  picked: 'Picked up {title}.', over: '{title} is over {label}.', overShut: '{title} cannot be put on {label}: {reason}.', overNothing: '{title} is over no column.', dropped: '{title} was put on {label}.', cancelled: '{title} stays where it was.',
  today: 'Today', previousMonth: 'Previous month', nextMonth: 'Next month', previousWeek: 'Previous week', nextWeek: 'Next week', month: 'Month', week: 'Week', agenda: 'Agenda', shownAs: 'Show as',
  moreOnDay: '+{count, number} more', moreOnDayLong: '{count, plural, one {# more record} other {# more records}} on {day}', earlier: 'Show {count, plural, one {# earlier record} other {# earlier records}}', emptyMonth: 'Nothing in this month', emptyWeek: 'Nothing in this week', noDate: 'This view says no field with a date.',
  onlyFirst: 'The first {count, number} are shown. Narrow the filter to see the others.', howChip: 'Press Space to pick the record up, the arrow keys to choose a day, Space to put it down, Escape to leave it where it was. Enter opens it.',
  overDay: '{title} is over {day}.', droppedDay: '{title} was put on {day}.', movedDay: '{title}: {day}', conflictDay: 'Somebody else has changed {title} meanwhile. The calendar now shows what is saved.',
} as const;

export type BoardWord = keyof typeof en;
