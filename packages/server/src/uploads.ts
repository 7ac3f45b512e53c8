/**
 * What a file is and what it is called, whatever its sender says: the type by its content, the name without what could deceive.
 *
 * In:   the name as it was sent, and the content as it comes.
 * Out:  a clean name, a media type, and the same content whole.
 */
import { limits } from '@tenon/diagnostics';
import { fileTypeFromBuffer } from 'file-type';

/** Kinds of text have no marks: what is text is what its name says, among these. */
const texts: Readonly<Record<string, string>> = {
  txt: 'text/plain', log: 'text/plain', csv: 'text/csv', tsv: 'text/tab-separated-values', md: 'text/markdown', json: 'application/json',
  svg: 'image/svg+xml', html: 'text/html', htm: 'text/html', xml: 'application/xml', ics: 'text/calendar', vcf: 'text/vcard', eml: 'message/rfc822',
};

const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';

export async function typeOf(name: string, sample: Uint8Array, whole: boolean): Promise<string> {
  const found = await fileTypeFromBuffer(sample).catch(() => undefined);
  // Drawings are found to be XML; both are text.
  if (found && found.mime !== 'application/xml') return found.mime;
  if (!isText(sample, whole)) return 'application/octet-stream';
  return texts[endingOf(name)] ?? found?.mime ?? 'text/plain';
}

/** Text in UTF-8 or GB18030, without what no text holds. */
function isText(sample: Uint8Array, whole: boolean): boolean {
  // The sample may end in the middle of a character.
  const fits = (encoding: string): boolean => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: !whole });
      return true;
    } catch {
      return false;
    }
  };
  return !sample.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b)) && (fits('utf-8') || fits('gb18030'));
}

/** Characters that turn the direction of a line, or are not seen. */
const deceiving = /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;

/** A name that every system takes, and that says what it looks like. */
export function cleanName(given: string): string {
  const last = given.slice(-4_000).toWellFormed().replaceAll('\ufffd', '').normalize('NFC').split(/[\\/]/).at(-1)!;
  const plain = last.replace(deceiving, '').replace(/[<>:"|?*]/g, '_').replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '');
  if (plain === '') return 'file';
  const letters = [...plain];
  if (letters.length <= limits.fileNameLengthMax) return plain;
  const ending = endingOf(plain);
  const tail = ending === '' ? '' : `.${ending}`;
  return letters.slice(0, limits.fileNameLengthMax - tail.length).join('') + tail;
}

const sampleBytes = 64_000;

export interface Looked {
  readonly type: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Looks at the beginning, and gives it back with the rest. */
export async function lookAt(name: string, parts: AsyncIterable<Uint8Array>): Promise<Looked> {
  const rest = parts[Symbol.asyncIterator]();
  const begun: Uint8Array[] = [];
  let [length, done] = [0, false];
  while (length < sampleBytes && !done) {
    const next = await rest.next();
    done = next.done ?? false;
    if (next.done) break;
    begun.push(next.value);
    length += next.value.length;
  }
  const type = await typeOf(name, Buffer.concat(begun), done);
  return {
    type,
    content: (async function* () {
      yield* begun;
      for (let next = done ? undefined : await rest.next(); next && !next.done; next = await rest.next()) yield next.value;
    })(),
  };
}
