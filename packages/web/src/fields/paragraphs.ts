/** A rich text, which is a JSON document, as plain paragraphs and back. */

interface Node {
  readonly type?: string;
  readonly text?: string;
  readonly marks?: readonly unknown[];
  readonly content?: readonly Node[];
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The paragraphs of a document, one per line, and whether there is nothing else in it. */
export function paragraphsOf(value: unknown): { readonly text: string; readonly plain: boolean } {
  if (value === undefined || value === null || value === '') return { text: '', plain: true };
  if (typeof value === 'string') return { text: value, plain: true };
  if (!isNode(value) || value.type !== 'doc' || !Array.isArray(value.content)) return { text: JSON.stringify(value), plain: false };
  let plain = true;
  const words = (node: Node): string => {
    if (node.type === 'text') plain &&= !node.marks?.length;
    else if (node.type !== 'paragraph') plain = false;
    return node.text ?? (node.content ?? []).map(words).join('');
  };
  const text = value.content.map(words).join('\n');
  return { text, plain };
}

/** The document of plain paragraphs; none where there is no text. */
export const docOf = (text: string): unknown => (text === '' ? undefined : {
  type: 'doc',
  content: text.split('\n').map((line) => ({ type: 'paragraph', ...(line === '' ? {} : { content: [{ type: 'text', text: line }] }) })),
});
