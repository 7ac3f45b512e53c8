/**
 * Text in cells of CSV that a spreadsheet would take for a formula: an apostrophe before it says that it is text.
 *
 * Text that begins with such an apostrophe gets another one, so that what goes out comes in as it was.
 */
const formula = /^[=+\-@\t\r\n]/;
const marked = /^'['=+\-@\t\r\n0-9]/;

/** A number with a sign is harmless. */
const number = /^[-+]?\d+(\.\d+)?$/;

export const neutralCell = (text: string): string => ((formula.test(text) && !number.test(text)) || marked.test(text) ? `'${text}` : text);

export const plainCell = (text: string): string => (marked.test(text) ? text.slice(1) : text);
