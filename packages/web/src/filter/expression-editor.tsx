/** The filter as text: names, functions and values offered while one types, mistakes marked where they are, in the page's language. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { linter, type Diagnostic as Mark } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder, tooltips, type ViewUpdate } from '@codemirror/view';
import { compileExpression } from '@tenon/expression';
import { hintOf, messageOf, type Diagnostic } from '@tenon/diagnostics';
import { catalogOf, type Model } from '@tenon/model';
import { useEffect, useRef, useState } from 'react';
import { useEngine } from '../app/engine.tsx';
import { useLanguage, type Language } from '../app/language.tsx';
import { nonce } from '../app/style-nonce.ts';
import { completionsFor } from './completion.ts';
import { editorLook, highlight } from './editor-look.ts';
import { useFilterSay } from './say.ts';
import { typedText } from './typed-text.ts';

interface Props {
  readonly object: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

const restMs = 400;

/** What is wrong with the text, where our own checker finds it. */
export function mistakesIn(model: Model, object: string, text: string): readonly Diagnostic[] {
  if (text.trim() === '') return [];
  return compileExpression(text, { object, catalog: catalogOf(model), roots: { user: { kind: 'record', object: 'user' } } }, 'boolean').diagnostics;
}

const said = (mistake: Diagnostic, language: Language): string => [messageOf(mistake, language), hintOf(mistake, language)].filter(Boolean).join(' ');

function markOf(mistake: Diagnostic, text: string, language: Language): Mark {
  const from = Math.min(Number(mistake.params['offset'] ?? 0), text.length);
  const to = Math.min(from + Math.max(1, Number(mistake.params['length'] ?? 1)), text.length);
  return { from: Math.min(from, Math.max(0, to - 1)), to, severity: mistake.severity === 'error' ? 'error' : 'warning', message: said(mistake, language) };
}

export function ExpressionEditor({ object, value, onChange }: Props) {
  const { model } = useEngine();
  const { language } = useLanguage();
  const say = useFilterSay();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | undefined>(undefined);
  const change = useRef(onChange);
  change.current = onChange;
  const written = useRef(value);
  const [mistakes, setMistakes] = useState(() => mistakesIn(model, object, value));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const update = (one: ViewUpdate) => {
      if (!one.docChanged) return;
      const text = one.state.doc.toString();
      const wrong = mistakesIn(model, object, text);
      setMistakes(wrong);
      clearTimeout(timer);
      // Half an expression filters nothing: the list stays as it is until it can be understood.
      if (wrong.length > 0 || text === written.current) return;
      timer = setTimeout(() => {
        written.current = text;
        change.current(text);
      }, restMs);
    };
    const made = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: value,
        extensions: [
          ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
          history(), closeBrackets(), autocompletion({ override: [completionsFor(model, object, language, say)], icons: false, activateOnTyping: true }), highlight,
          linter((at) => mistakesIn(model, object, at.state.doc.toString()).map((one) => markOf(one, at.state.doc.toString(), language)), { delay: 250 }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]), EditorView.lineWrapping, typedText, tooltips({ position: 'absolute', parent: place.current!.closest<HTMLElement>('.filter-panel') ?? document.body }), EditorView.updateListener.of(update),
          EditorView.contentAttributes.of({ 'aria-label': say('expressionLabel'), 'data-expression': '' }), placeholder("status == 'draft' and total > 1000"), editorLook,
        ],
      }),
    });
    view.current = made;
    made.focus();
    return () => {
      clearTimeout(timer);
      made.destroy();
    };
  }, [model, object, language]);
  useEffect(() => {
    // Changed elsewhere, by a quick filter perhaps.
    if (value === written.current || !view.current) return;
    written.current = value;
    view.current.dispatch({ changes: { from: 0, to: view.current.state.doc.length, insert: value } });
  }, [value]);
  return (
    <>
      <div ref={place} className="expression" />
      <div className="expression-notes" role="status" aria-live="polite">
        {mistakes.length > 0 ? mistakes.map((one, index) => <span key={index} className="wrong">{said(one, language)}</span>) : say('expressionHint')}
      </div>
    </>
  );
}
