/**
 * SQL text with its values, put together piece by piece.
 *
 * Text comes only from this package's templates, names only through `ident`, everything else becomes a parameter.
 */
export interface Sql {
  /** One more than there are values: the text around each parameter. */
  readonly text: readonly string[];
  readonly values: readonly unknown[];
}

export interface RenderedSql {
  readonly text: string;
  readonly values: readonly unknown[];
}

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && Array.isArray((value as Sql).text) && Array.isArray((value as Sql).values);

/** Template tag: fragments are spliced in, any other value becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const text: string[] = [strings[0]!];
  const values: unknown[] = [];
  parts.forEach((part, i) => {
    if (isSql(part)) append(text, values, part);
    else {
      values.push(part);
      text.push('');
    }
    text[text.length - 1] += strings[i + 1]!;
  });
  return { text, values };
}

function append(text: string[], values: unknown[], part: Sql): void {
  text[text.length - 1] += part.text[0]!;
  for (let i = 0; i < part.values.length; i += 1) {
    values.push(part.values[i]);
    text.push(part.text[i + 1]!);
  }
}

export const empty: Sql = { text: [''], values: [] };

/** Trusted text of this package; never text of a document or of a caller. */
export const verbatim = (text: string): Sql => ({ text: [text], values: [] });

/** A name, quoted. Names come from the Model, which knows only `[a-z][a-z0-9_]*`. */
export function ident(...names: readonly string[]): Sql {
  return verbatim(names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.'));
}

export function join(parts: readonly Sql[], separator = ', '): Sql {
  const text: string[] = [''];
  const values: unknown[] = [];
  parts.forEach((part, i) => {
    if (i > 0) text[text.length - 1] += separator;
    append(text, values, part);
  });
  return { text, values };
}

/** All of the conditions; true when there are none. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? verbatim('true') : join(conditions.map((c) => sql`(${c})`), ' and ');
}

/** Puts fragments in place of `{0}`, `{1...}` (from the second on, with commas) and `{tz}` or `{now}` of a template of the function register. */
export function fill(template: string, args: readonly Sql[], named: Readonly<Record<string, Sql>>): Sql {
  const text: string[] = [''];
  const values: unknown[] = [];
  const pattern = /\{(\d+)(\.\.\.)?\}|\{(tz|now)\}/g;
  let at = 0;
  for (const match of template.matchAll(pattern)) {
    text[text.length - 1] += template.slice(at, match.index);
    at = match.index + match[0].length;
    const index = Number(match[1]);
    const part = match[3] ? named[match[3]] : match[2] ? join(args.slice(index)) : args[index];
    if (!part) throw new Error(`Assertion failed: nothing for ${match[0]} in ${template}`);
    append(text, values, part);
  }
  text[text.length - 1] += template.slice(at);
  return { text, values };
}

export function render(part: Sql): RenderedSql {
  let text = part.text[0]!;
  for (let i = 0; i < part.values.length; i += 1) text += `$${i + 1}${part.text[i + 1]!}`;
  return { text, values: part.values };
}
