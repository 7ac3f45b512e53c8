/** The time zones that the browser knows, with what they are called and how far they are from UTC now. */
import type { Language } from '../messages.ts';

export interface Zone {
  readonly value: string;
  readonly label: string;
  /** By its IANA name, its name in the language and its offset. */
  readonly search: string;
}

const partOf = (zone: string, language: Language, timeZoneName: 'longOffset' | 'longGeneric'): string => {
  try {
    return new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName }).formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? '';
  } catch {
    return '';
  }
};

const minutes = (offset: string): number => {
  const [, sign = '+', hours = '0', rest = '0'] = /([+-])(\d+):?(\d+)?/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(rest));
};

export function zonesOf(language: Language): readonly Zone[] {
  const all = Intl.supportedValuesOf('timeZone').map((zone) => ({ zone, offset: partOf(zone, language, 'longOffset') }));
  return all.sort((a, b) => minutes(a.offset) - minutes(b.offset) || a.zone.localeCompare(b.zone)).map(({ zone, offset }) => {
    const name = partOf(zone, language, 'longGeneric');
    return { value: zone, label: `${zone.replaceAll('_', ' ')} (${offset === 'GMT' ? 'GMT+00:00' : offset})`, search: `${zone} ${zone.replaceAll('_', ' ')} ${name} ${offset}` };
  });
}
