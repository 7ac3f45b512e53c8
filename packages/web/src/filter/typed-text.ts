/**
 * What is typed goes straight into the editor's state.
 *
 * Left to itself, a browser that types beside a coloured word carries the word's style along in a `style` attribute, for a moment
 * until the editor draws anew; the content security policy refuses such attributes and says so.
 */
import { EditorView } from '@codemirror/view';

export const typedText = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType } = event;
    // Who composes characters needs the browser for it.
    if (inputType !== 'insertText' || data === null || event.isComposing || view.composing) return false;
    event.preventDefault();
    const { from, to } = view.state.selection.main;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    return true;
  },
});
