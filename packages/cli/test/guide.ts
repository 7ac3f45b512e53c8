/**
 * A guide as something to run: what its blocks write and ask, and what it says comes of that.
 *
 * In:   the text of a guide.
 * Out:  steps in the order of the page. A block with a title writes a file; a block of `sh` has commands, each after `$ `, and below
 *       each what it prints, standard output and errors together: `…` on a line of its own stands for any lines, within a line for
 *       any part of it, and `^C` for the key. A block that says `exit 1` is one whose last command ends so; all others end well.
 *       Blocks without a title or a `$ ` are only read.
 */
export interface FileStep { readonly kind: 'file'; readonly line: number; readonly path: string; readonly text: string }
export interface CommandStep {
  readonly kind: 'command';
  readonly line: number;
  readonly command: string;
  /** What is printed before the key, where one is pressed. */
  readonly before?: readonly string[];
  readonly printed: readonly string[];
  readonly status: number;
}
export type Step = FileStep | CommandStep;

interface Block { readonly line: number; readonly info: string; readonly lines: readonly string[] }

export const readGuide = (text: string): readonly Step[] => blocksOf(text).flatMap(stepsOf);

function blocksOf(text: string): readonly Block[] {
  const blocks: { line: number; info: string; lines: string[] }[] = [];
  let open = false;
  text.split('\n').forEach((line, index) => {
    if (!line.startsWith('```')) {
      if (open) blocks.at(-1)!.lines.push(line);
      return;
    }
    open = !open;
    if (open) blocks.push({ line: index + 1, info: line.slice(3), lines: [] });
  });
  if (open) throw new Error(`the block at line ${blocks.at(-1)!.line} has no end`);
  return blocks;
}

function stepsOf({ line, info, lines }: Block): readonly Step[] {
  const path = /\btitle="([^"]+)"/.exec(info)?.[1];
  if (path) return [{ kind: 'file', line, path, text: `${lines.join('\n')}\n` }];
  if (!/^sh\b/.test(info)) return [];
  const starts = lines.flatMap((text, index) => (text.startsWith('$ ') ? [index] : []));
  const last = Number(/\bexit (\d+)/.exec(info)?.[1] ?? 0);
  return starts.map((start, index) => commandOf(lines.slice(start, starts[index + 1]), line + start + 1, index === starts.length - 1 ? last : 0));
}

function commandOf(lines: readonly string[], line: number, status: number): CommandStep {
  const length = lines.findIndex((text) => !text.endsWith('\\')) + 1;
  const below = lines.slice(length);
  const printed = below.slice(0, below.findLastIndex((text) => text !== '') + 1);
  const key = printed.indexOf('^C');
  const command = lines.slice(0, length).join('\n').slice('$ '.length);
  return { kind: 'command', line, command, status, ...(key < 0 ? { printed } : { before: printed.slice(0, key), printed: printed.toSpliced(key, 1) }) };
}

/** What printed lines look like; with `whole` nothing else is printed. */
export function patternOf(lines: readonly string[], whole = true): RegExp {
  const parts = lines.map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*?')}\\n`));
  return new RegExp(`^${parts.join('')}${whole ? '$' : ''}`);
}
