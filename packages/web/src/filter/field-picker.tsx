/** Fields of an object to choose from, found by label or name; a reference leads on to the fields of what it refers to. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { FieldModel, Model } from '@tenon/model';
import { Fragment, useState, type ReactNode } from 'react';
import { useEngine } from '../app/engine.tsx';
import { limits } from '@tenon/diagnostics';
import { useFilterSay } from './say.ts';

export type Path = readonly string[];
type Fits = (field: FieldModel, path: Path) => boolean;

interface Props {
  readonly object: string;
  /** In small letters. */
  readonly text: string;
  readonly fits: Fits;
  readonly render: (path: Path) => ReactNode;
}

const deepest = 3;
const foundMax = 60;

/** Own fields first, those of the engine last. */
const fieldsOf = (model: Model, object: string): readonly FieldModel[] => {
  const all = Object.values(model.objects[object]?.fields ?? {}).filter((field) => !field.hidden);
  return [...all.filter((field) => !field.system), ...all.filter((field) => field.system)];
};

const leadsOn = (model: Model, field: FieldModel): boolean => field.type === 'reference' && model.objects[field.to ?? ''] !== undefined;

/** Fields whose words have the text: those near by first. */
function search(model: Model, object: string, text: string, fits: Fits): readonly Path[] {
  const found: Path[] = [];
  const look = (at: string, prefix: Path, words: string, depth: number) => {
    for (const field of fieldsOf(model, at)) {
      const said = `${words} ${field.label} ${field.name}`.toLowerCase();
      const path = [...prefix, field.name];
      if (depth === 0 && text.split(/\s+/).every((word) => said.includes(word)) && fits(field, path)) found.push(path);
      if (depth > 0 && leadsOn(model, field)) look(field.to!, path, said, depth - 1);
    }
  };
  for (let depth = 0; depth < deepest && found.length < foundMax; depth += 1) look(object, [], '', depth);
  return found.slice(0, foundMax);
}

export function FieldChoices({ object, text, fits, render }: Props) {
  const { model } = useEngine();
  const say = useFilterSay();
  const [way, setWay] = useState<readonly FieldModel[]>([]);
  const prefix = way.map((field) => field.name);
  const here = way.at(-1)?.to ?? object;
  if (text !== '') {
    const found = search(model, object, text, fits);
    return found.length > 0 ? <>{found.map((path) => <Fragment key={path.join('.')}>{render(path)}</Fragment>)}</> : <div className="columns-none muted">{say('noMatches')}</div>;
  }
  return (
    <>
      {way.length > 0 ? <button type="button" className="field-way" onClick={() => setWay(way.slice(0, -1))}><LeftOutlined /> {say('through', { label: way.map((field) => field.label).join(' · ') })}</button> : null}
      {fieldsOf(model, here).map((field) => {
        const path = [...prefix, field.name];
        const further = leadsOn(model, field) && path.length < Math.min(deepest, limits.pathSegmentsMax);
        const itself = fits(field, path);
        return itself || further ? (
          <div key={path.join('.')} className="field-choice">
            {itself ? render(path) : <span className="field-plain muted">{field.label}</span>}
            {further ? <button type="button" className="field-on" data-through={path.join('.')} aria-label={say('through', { label: field.label })} title={say('through', { label: field.label })} onClick={() => setWay([...way, field])}><RightOutlined /></button> : null}
          </div>
        ) : null;
      })}
    </>
  );
}
