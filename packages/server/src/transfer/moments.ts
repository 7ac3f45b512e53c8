/** Moments in the time zone of people: spreadsheets know no other. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
    formats.set(timeZone, format);
  }
  return format;
}

/** `2026-11-23T01:02:03.000Z` → `2026-11-23T09:02:03.000` */
export function localOf(moment: string, timeZone: string): string {
  const date = new Date(moment);
  return `${new Date(localMs(date.getTime(), timeZone)).toISOString().slice(0, 19)}.${String(date.getUTCMilliseconds()).padStart(3, '0')}`;
}

/** The other way. Where clocks are set back, the first of the two moments is meant. */
export function momentOf(local: string, timeZone: string): string {
  const given = Date.parse(`${local}Z`);
  const wanted = Math.floor(given / 1_000) * 1_000;
  const guesses = [-86_400_000, 86_400_000].map((shift) => wanted - (localMs(wanted + shift, timeZone) - (wanted + shift)));
  const fits = guesses.filter((guess) => localMs(guess, timeZone) === wanted);
  return new Date(Math.min(...(fits.length > 0 ? fits : guesses)) + given - wanted).toISOString();
}

/** What the clock on the wall shows, as if it were UTC; whole seconds. */
function localMs(ms: number, timeZone: string): number {
  const part = Object.fromEntries(formatOf(timeZone).formatToParts(new Date(ms)).map(({ type, value }) => [type, Number(value)]));
  const made = new Date(0);
  made.setUTCFullYear(part['year']!, part['month']! - 1, part['day']);
  return made.setUTCHours(part['hour']!, part['minute'], part['second'], 0);
}
