/** What can be written next: fields by name and label through references, functions with their help, the values of a choice. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { functions, quote, usageOf } from '@tenon/expression';
import type { FieldModel, Model } from '@tenon/model';
import type { Language } from '../app/language.tsx';
import { filterField } from './rule.ts';
import type { FilterSay } from './say.ts';

const names = /[A-Za-z_][\w.]*$/;
/** A label may be typed in any script; it stands for the name of its field. */
const typed = /[\p{L}_][\p{L}\p{N}_.]*$/u;
/** `status == 'dr`, `status in ('a', '`, `has(tags, '`: a text that is begun after a field. */
const begun = /([A-Za-z_][\w.]*)\s*(?:==|!=|=|(?:not\s+)?in\s*\(|,)\s*(?:'[^']*',\s*)*('[^']*)$/;

export function completionsFor(model: Model, object: string, language: Language, say: FilterSay) {
  const calls = functionCompletions(language);
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(0, context.pos);
    const value = begun.exec(before);
    if (value) return valuesOf(model, object, value[1]!, context.pos - value[2]!.length, context);
    if ((before.match(/(?<!\\)'/g)?.length ?? 0) % 2 === 1) return null;
    const word = (typed.exec(before) ?? names.exec(before))?.[0] ?? '';
    if (word === '' && !context.explicit && !/[(\s]$/.test(before)) return null;
    const dot = word.lastIndexOf('.');
    const prefix = dot < 0 ? [] : word.slice(0, dot).split('.');
    const from = context.pos - word.length + dot + 1;
    const fields = fieldCompletions(model, object, prefix);
    if (prefix.length > 0) return fields.length > 0 ? { from, options: fields, validFor: /^[\p{L}\p{N}_]*$/u } : null;
    if (word === '' && !context.explicit) return null;
    const roots: Completion[] = [{ label: 'user.id', detail: say('me'), type: 'variable', info: say('you') }, ...['and', 'or', 'not', 'in', 'null', 'true', 'false'].map((label) => ({ label, type: 'keyword', boost: -1 }))];
    return { from, options: [...fields, ...roots, ...calls], validFor: /^[\p{L}\p{N}_]*$/u };
  };
}

/** Found by the name and by the label: each stands as a completion of its own that writes the name. */
function fieldCompletions(model: Model, object: string, prefix: readonly string[]): readonly Completion[] {
  const at = prefix.length === 0 ? object : filterField(model, object, prefix)?.to;
  const fields = prefix.length > 0 && filterField(model, object, prefix)?.type === 'date_range' ? [] : Object.values(model.objects[at ?? '']?.fields ?? {});
  return fields.filter((field) => !field.hidden).flatMap((field): Completion[] => {
    const info = [field.help, field.type].filter(Boolean).join('\n');
    const further = field.type === 'reference';
    const boost = field.system ? 0 : 2;
    return [
      { label: field.name, detail: field.label, info, type: 'property', boost, apply: field.name },
      { label: field.label, detail: `${field.name}${further ? '.…' : ''}`, info, type: 'property', boost: boost - 1, apply: field.name },
    ].filter((one, index) => index === 0 || one.label !== field.name);
  });
}

function functionCompletions(language: Language): readonly Completion[] {
  return [...functions.values()].map((one) => ({ label: one.name, detail: usageOf(one).replace(one.name, ''), info: `${one.doc[language]}${one.examples[0] ? `\n${one.examples[0].source} → ${String(one.examples[0].result)}` : ''}`, type: 'function', apply: `${one.name}(`, boost: -2 }));
}

/** The values of a choice by their labels; a text in quotes is written. */
function valuesOf(model: Model, object: string, path: string, from: number, context: CompletionContext): CompletionResult | null {
  const field: FieldModel | undefined = filterField(model, object, path.split('.').filter((name, index) => index > 0 || name !== 'record'));
  if (!field?.options) return null;
  const closed = context.state.sliceDoc(context.pos, context.pos + 1) === "'";
  const to = closed ? context.pos + 1 : context.pos;
  return {
    from, filter: true, validFor: /^'[^']*$/,
    options: field.options.map((option) => ({ label: quote(option.value), detail: option.label, type: 'enum', apply: (view, _completion, start) => view.dispatch({ changes: { from: start, to: Math.max(to, view.state.selection.main.head + (closed ? 1 : 0)), insert: quote(option.value) }, selection: { anchor: start + quote(option.value).length } }) })),
  };
}
