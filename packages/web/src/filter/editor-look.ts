/** How an expression looks: in the colours of the page, light or dark; words, texts, numbers and names told apart. */
import { Decoration, EditorView, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';

const words = new Set(['and', 'or', 'not', 'in', 'where', 'true', 'false', 'null']);
const pieces = /'(?:[^'\\]|\\.)*'?|"(?:[^"\\]|\\.)*"?|\b\d+(?:\.\d+)?|[A-Za-z_][A-Za-z0-9_]*(\s*\()?/g;

const marks = Object.fromEntries(['text', 'number', 'word', 'call'].map((name) => [name, Decoration.mark({ class: `ex-${name}` })]));

function kindOf(piece: string, called: boolean): string | undefined {
  if (/^['"]/.test(piece)) return 'text';
  if (/^\d/.test(piece)) return 'number';
  return words.has(piece.toLowerCase()) ? 'word' : called ? 'call' : undefined;
}

/** An expression is short: all of it is marked anew with every change. */
function marked({ state }: EditorView): DecorationSet {
  const found = [...state.doc.toString().matchAll(pieces)].flatMap((match) => {
    const piece = match[1] === undefined ? match[0] : match[0].slice(0, -match[1].length);
    const kind = kindOf(piece, match[1] !== undefined);
    return kind === undefined ? [] : [marks[kind]!.range(match.index, match.index + piece.length)];
  });
  return Decoration.set(found);
}

class Marks {
  decorations: DecorationSet;
  constructor(view: EditorView) {
    this.decorations = marked(view);
  }
  update(change: ViewUpdate): void {
    if (change.docChanged) this.decorations = marked(change.view);
  }
}
export const highlight = ViewPlugin.fromClass(Marks, { decorations: (plugin) => plugin.decorations });

export const editorLook = EditorView.theme({
  '&': { fontSize: '13px', color: 'var(--ant-color-text)' },
  '.ex-text': { color: 'var(--ant-color-success-text, var(--ant-color-success))' },
  '.ex-number': { color: 'var(--ant-color-warning-text, var(--ant-color-warning))' },
  '.ex-word': { color: 'var(--ant-color-primary)', fontWeight: '600' },
  '.ex-call': { color: 'var(--ant-color-link)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { padding: '8px 4px', minHeight: '76px', caretColor: 'var(--ant-color-text)', fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace' },
  '.cm-cursor': { borderLeftColor: 'var(--ant-color-text)' },
  '.cm-selectionBackground, &.cm-focused .cm-selectionBackground': { background: 'var(--ant-color-primary-bg-hover) !important' },
  '.cm-placeholder': { color: 'var(--ant-color-text-placeholder)' },
  '.cm-tooltip': { background: 'var(--ant-color-bg-elevated)', color: 'var(--ant-color-text)', border: '1px solid var(--ant-color-border-secondary)', borderRadius: '6px', boxShadow: 'var(--ant-box-shadow-secondary)', overflow: 'hidden', zIndex: '2000' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit', maxHeight: '240px', minWidth: '300px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '4px 10px', lineHeight: '20px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--ant-control-item-bg-active)', color: 'var(--ant-color-text)' },
  '.cm-completionDetail': { color: 'var(--ant-color-text-description)', fontStyle: 'normal', marginInlineStart: '10px' },
  '.cm-completionInfo': { padding: '8px 12px', maxWidth: '300px', fontSize: '12px' },
  '.cm-tooltip-lint': { padding: '2px 4px', maxWidth: '420px' },
  '.cm-diagnostic': { borderLeftColor: 'var(--ant-color-error)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--ant-color-error) 1px', textUnderlineOffset: '3px' },
});
