/** A formula with labels instead of names, and its functions in words. */
import { explainExpression, type CheckedExpr, type ExplainPart } from '@tenon/expression';
import type { Model } from '@tenon/model';
import { Fragment } from 'react';
import { useLanguage } from '../../app/language.tsx';
import { optionOf, plainText } from '../../fields/format.ts';
import { endOf, labelOf } from './labels.ts';
import { explainEn, type ExplainKey } from './words/en.ts';
import { useExplainSay, type ExplainSay } from './words.ts';

export function FormulaWords({ model, expr }: { readonly model: Model; readonly expr: CheckedExpr }) {
  const say = useExplainSay();
  return <span className="rec-formula-words">{explainExpression(expr).map((part, i) => <Fragment key={i}><Part model={model} part={part} say={say} /></Fragment>)}</span>;
}

function Part({ model, part, say }: { readonly model: Model; readonly part: ExplainPart; readonly say: ExplainSay }) {
  const { language } = useLanguage();
  switch (part.kind) {
    case 'mark': return part.text === ',' ? <>{say('comma')}</> : <>{part.text}</>;
    case 'operator': return <span className="rec-operator">{` ${say(`op_${part.name.replaceAll(' ', '_')}` as ExplainKey)} `}</span>;
    case 'function': return <span className="rec-function">{functionName(part.name, say)}</span>;
    case 'path': return <span className="rec-path">{part.within ? `${labelOf(model, part.within)} › ` : ''}{labelOf(model, part.path)}</span>;
    case 'value': {
      const field = part.of && endOf(model, part.of);
      const label = field?.options ? optionOf(field, part.value)?.label : undefined;
      return <span className="rec-literal">{label ?? (part.value === null ? say('empty') : typeof part.value === 'boolean' ? say(part.value ? 'yes' : 'no') : part.type.kind === 'text' ? `“${part.value}”` : plainText(undefined, part.value, language))}</span>;
    }
  }
}

/** A function that has no words of its own keeps its name. */
const functionName = (name: string, say: ExplainSay): string => (`fn_${name}` in explainEn ? say(`fn_${name}` as ExplainKey) : name);
