/** One difference between two Models, and the sentences that tell it. */
import { print } from './print.ts';
import { keyName, words, type Words } from './words.ts';

export interface ModelChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'renamed';
  /** Where in the documents, such as `object/order#fields/total/label`. */
  readonly address: string;
  /** The change in a sentence. */
  readonly what?: Words;
  /** The value in short, as people read it; absent where there is none. */
  readonly before?: string;
  readonly after?: string;
}

/** An element that a change lies in: what it is and how people call it. */
export interface Element {
  readonly noun: Words;
  readonly label: Words;
}

/** Where the walk is: the address, and the elements on the way to it, outermost first. */
export interface Place {
  readonly address: string;
  readonly trail: readonly Element[];
}

export const inside = (place: Place, step: string, element?: Element): Place =>
  ({ address: `${place.address}${place.address.includes('#') ? '/' : '#'}${step}`, trail: element ? [...place.trail, element] : place.trail });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const quoted = ({ noun, label }: Element): Words => words(`${noun.en} “${label.en}”`, `${noun['zh-CN']}“${label['zh-CN']}”`);

/** What happened to the innermost of the elements. */
function sentence(trail: readonly Element[], happened: Words): Words {
  const named = trail.map(quoted);
  return words(capital(`${named.map(({ en }) => en).join(', ')}: ${happened.en}`), `${named.map((each) => each['zh-CN']).join('，')}：${happened['zh-CN']}`);
}

const withoutEmpty = (change: ModelChange): ModelChange => Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as unknown as ModelChange;

/** An element has come or gone. `brief` says what it is like. */
export function element(kind: 'added' | 'removed', place: Place, brief?: Words, value?: string): ModelChange {
  const more = brief?.en ? words(` (${brief.en})`, `（${brief['zh-CN']}）`) : words('', '');
  const happened = kind === 'added' ? words(`added${more.en}`, `新增${more['zh-CN']}`) : words(`removed${more.en}`, `移除${more['zh-CN']}`);
  return withoutEmpty({ kind, address: place.address, what: sentence(place.trail, happened), ...(kind === 'added' ? { after: value } : { before: value }) } as ModelChange);
}

export function renamed(place: Place, before: string, after: string): ModelChange {
  return { kind: 'renamed', address: place.address, what: sentence(place.trail, words(`renamed from ${before} to ${after}`, `标识由 ${before} 改为 ${after}`)), before, after };
}

/** An element stands elsewhere among its like. */
export function moved(place: Place, before: string | undefined, after: string | undefined, where: Words): ModelChange {
  return told(place, where, before, after);
}

/** Said in words of its own. */
export function told(place: Place, happened: Words, before?: string, after?: string): ModelChange {
  return withoutEmpty({ kind: 'changed', address: place.address, what: sentence(place.trail, happened), before, after } as ModelChange);
}

const lengthInWords = 60;
const cut = (text: string): string => (text.length > lengthInWords ? `${text.slice(0, lengthInWords - 1)}…` : text);

/** A key of the innermost element has another value. */
export function key(place: Place, name: string, before: unknown, after: unknown): ModelChange {
  const [was, is] = [print(before), print(after)];
  return withoutEmpty({ kind: 'changed', address: place.address, what: sentence(place.trail, keyHappened(name, before, after)), before: was, after: is } as ModelChange);
}

function keyHappened(name: string, before: unknown, after: unknown): Words {
  const called = keyName(name);
  const [was, is] = [print(before), print(after)];
  const isFlag = [before, after].every((each) => typeof each === 'boolean' || each === undefined);
  if (called.on && called.off && isFlag) return after === true ? called.on : called.off;
  if (was === undefined) return words(`${called.en} set to ${cut(is ?? '')}`, `${called['zh-CN']}设为 ${cut(is ?? '')}`);
  if (is === undefined) return words(`${called.en} ${cut(was)} taken away`, `取消${called['zh-CN']} ${cut(was)}`);
  return words(`${called.en} ${cut(was)} → ${cut(is)}`, `${called['zh-CN']} ${cut(was)} → ${cut(is)}`);
}
