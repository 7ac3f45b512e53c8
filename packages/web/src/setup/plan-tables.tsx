/** What a plan does to the tables, with the risk of every step; and the records that would break a rule. */
import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useState } from 'react';
import { inSentence } from '../app/language.tsx';
import { groupDigits } from '../fields/format.ts';
import type { Failing, Risk, TableChange } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { setupEn, type SetupKey } from './words/en.ts';
import { useSetupSay, type SetupSay } from './words.ts';
import type { Model } from '@tenon/model';

const colors: Readonly<Record<Risk, string>> = { safe: 'default', slow: 'gold', aside: 'orange', losesData: 'red' };

export function PlanTables({ tables, sql }: { readonly tables: readonly TableChange[]; readonly sql: string }) {
  const say = useSetupSay();
  const { model } = useSetup();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="table-scroll">
        <table className="lines plan-tables">
          <thead><tr><th>{say('tableChange')}</th><th>{say('risk')}</th><th className="num">{say('rows')}</th><th className="num">{say('estimate')}</th></tr></thead>
          <tbody>
            {tables.map((change, index) => (
              <tr key={index} data-risk={change.risk}>
                <td className="words"><div>{stepWords(change, model, say)}{change.failing ? <div className="field-error">{say('failingRows', { count: change.failing })}</div> : null}</div></td>
                <td data-label={say('risk')}><Tag color={colors[change.risk]}>{say(`risk_${change.risk}`)}</Tag></td>
                <td className="num" data-label={say('rows')}>{change.rows === undefined ? '' : groupDigits(change.rows)}</td>
                <td className="num" data-label={say('estimate')}>{change.estimateMs === undefined ? '' : durationOf(change.estimateMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button className="plan-sql-button" type="link" size="small" onClick={() => setOpen(!open)} aria-expanded={open}>{say('showSql')}</Button>
      {open ? <pre className="plan-sql">{sql}</pre> : null}
    </>
  );
}

const durationOf = (ms: number): string => (ms < 1000 ? `${ms} ms` : ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);

/** In the names that people know; as the server tells it, where it is a step that this page does not know. */
function stepWords({ step, table, column, words }: TableChange, model: Model, say: SetupSay): string {
  const key = `step_${step}`;
  if (!(key in setupEn)) return words;
  const object = model.objects[table];
  // A check is about the first column that it names.
  const named = column ?? /"(\w+)"/.exec(words)?.[1] ?? '';
  return say(key as SetupKey, { table: object?.label ?? table, column: object?.fields[named]?.label ?? named });
}

export function PlanBreaks({ validations }: { readonly validations: readonly Failing[] }) {
  const say = useSetupSay();
  const { model } = useSetup();
  return (
    <ul className="plan-breaks">
      {validations.map((one) => {
        const object = model.objects[one.object];
        const rule = ['required', 'unique', 'validation', 'key'].includes(one.kind) ? one.kind as 'required' | 'unique' | 'validation' | 'key' : 'other';
        const message = rule === 'validation' ? object?.validations[one.name]?.message : undefined;
        const more = one.failing - one.examples.length;
        return (
          <li key={one.address} data-break={one.address}>
            <div><b>{say('breaksOf', { count: one.failing, objects: inSentence(object?.plural ?? one.object) })}</b> · {message ?? say(`rule_${rule}`, { field: object?.fields[one.name]?.label ?? one.name, name: one.name })}</div>
            <div className="tags">
              {one.examples.map((example) => (object?.partOf ? <Tag key={example.id}>{example.title}</Tag> : <Link key={example.id} to="/o/$object/r/$id" params={{ object: one.object, id: example.id }} target="_blank"><Tag>{example.title}</Tag></Link>))}
              {more > 0 ? <span className="muted small">{say('andMore', { count: more })}</span> : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
