/** Instants as wall clocks of a time zone and back: a moment is typed in the reader's zone, wherever the browser is. */

/** The zone in which moments are shown, as the words of dayjs are in one language: that of the session, set where the session is. */
let shownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
export function showIn(zone: string): void {
  shownZone = zone;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  formats.set(zone, made);
  return made;
}

/** `2026-11-03T09:30:00` in the zone, of an instant in any form; undefined for what is none. */
export function wallOf(instant: string, zone: string): string | undefined {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return undefined;
  const parts = Object.fromEntries(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts['year']!.padStart(4, '0')}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}`;
}

/** The instant at which the clocks of the zone show this; of one that they skip, the moment after. */
export function instantOf(wall: string, zone: string): string | undefined {
  const asUtc = new Date(`${wall.length === 16 ? `${wall}:00` : wall}Z`).getTime();
  if (Number.isNaN(asUtc)) return undefined;
  const shift = (at: number): number => new Date(`${wallOf(new Date(at).toISOString(), zone)!}Z`).getTime() - at;
  // The shift at the first guess may be that of the other side of a change; the second guess is right.
  const first = asUtc - shift(asUtc);
  return new Date(asUtc - shift(first)).toISOString();
}

/** The wall clock of the reader, for a moment that is shown. */
export const shownWall = (instant: string): string | undefined => wallOf(instant, shownZone);
