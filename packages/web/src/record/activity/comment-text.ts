/** Mentions in the text of a comment: `@` and the name of a person. */
import type { Comment, PersonRef } from '@tenon/sdk';

export interface CommentPart {
  readonly text: string;
  /** Id of the person whom this part names. */
  readonly person?: string;
}

/** The text in parts, the mentions apart. Of two people of whom one's name begins like the other's, the longer name wins. */
export function commentParts({ text, mentions }: Pick<Comment, 'text' | 'mentions'>): readonly CommentPart[] {
  const people = [...mentions].sort((a, b) => b.name.length - a.name.length);
  const parts: CommentPart[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length;) {
    const person = text[at] === '@' ? people.find(({ name }) => text.startsWith(name, at + 1)) : undefined;
    if (person) {
      flush();
      parts.push({ text: `@${person.name}`, person: person.id });
    } else plain += text[at];
    at += person ? person.name.length + 1 : 1;
  }
  flush();
  return parts;
}

/** Those of the people offered so far whose names stand in the text. */
export const mentionedIn = (text: string, offered: readonly PersonRef[]): readonly string[] =>
  [...new Set(commentParts({ text, mentions: offered }).flatMap(({ person }) => (person === undefined ? [] : [person])))];
