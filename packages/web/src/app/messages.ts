/**
 * Words with parameters: ICU messages, so that each language has its own plurals and numbers.
 *
 * A room keeps its words in `words/en.ts` and `words/zh-CN.ts` and reads them with the hook that `roomSay` makes; a key that one of
 * them lacks is a type error.
 */
import { IntlMessageFormat } from 'intl-messageformat';

export type Language = 'zh-CN' | 'en';
export type Params = Readonly<Record<string, string | number>>;
export type Table<K extends string> = Readonly<Record<K, string>>;

const made = new Map<string, IntlMessageFormat>();

function messageOf(language: Language, text: string): IntlMessageFormat {
  const key = `${language} ${text}`;
  const known = made.get(key);
  if (known) return known;
  // A value is text to us, never markup.
  const message = new IntlMessageFormat(text, language, undefined, { ignoreTag: true });
  made.set(key, message);
  return message;
}

/** The words of a table, with their parameters put in. */
export const sayer = <K extends string>(table: Table<K>, language: Language) => (key: K, params?: Params): string => {
  const text = table[key];
  return params === undefined && !text.includes('{') ? text : String(messageOf(language, text).format(params as Record<string, string | number>));
};
