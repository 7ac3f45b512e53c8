/** XML in pieces: elements as they begin and end, and the text in between. No document type, so no entities of anybody's making. */
import { SaxesParser, type SaxesAttributePlain } from 'saxes';
import { broken } from './table.ts';

export interface Handler {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** No cell is as long as this: what has no tag for so long is made to fill the memory. */
const tagWithin = 1_000_000;

/** Yields after each piece, when the handler has seen what it holds. */
export async function* parseXml(pieces: AsyncIterable<Buffer>, handler: Handler): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('error', (error) => { throw broken(error.message.slice(0, 200)); });
  parser.on('doctype', () => { throw broken('it declares a document type'); });
  if (handler.open) parser.on('opentag', ({ name, attributes }) => handler.open!(local(name), attributes as Record<string, SaxesAttributePlain & string>));
  if (handler.text) parser.on('text', (text) => handler.text!(text));
  if (handler.close) parser.on('closetag', ({ name }) => handler.close!(local(name)));
  const decoder = new TextDecoder('utf-8');
  let since = 0;
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    const last = Math.min(text.lastIndexOf('<'), text.lastIndexOf('>'));
    since = last < 0 ? since + text.length : text.length - last;
    if (since > tagWithin) throw broken('it has no end');
    parser.write(text);
    yield;
  }
  parser.close();
}

/** The whole of a small part. */
export async function readXml(pieces: AsyncIterable<Buffer>, handler: Handler): Promise<void> {
  for await (const _ of parseXml(pieces, handler));
}
