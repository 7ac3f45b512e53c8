/** All records that have the words searched for, by object. */
import { SearchOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useEngine } from '../engine.tsx';
import { Icon } from '../icon.tsx';
import { inSentence } from '../language.tsx';
import { ProblemAlert } from '../problem-view.tsx';
import { Waiting } from '../waiting.tsx';
import { useRecordSearch } from './record-search.ts';
import { usePaletteSay } from './words.ts';
import './palette.css';

const recordsShown = 20;

export function SearchPage({ text }: { readonly text: string }) {
  const say = usePaletteSay();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(text);
  const { groups, isFetching, error } = useRecordSearch(text, recordsShown);
  const search = (next: string) => void navigate({ to: '/search', search: next.trim() === '' ? {} : { q: next.trim() }, replace: true });
  return (
    <div className="search-page">
      <div className="page-head"><h1>{say('searchTitle')}</h1></div>
      <Input.Search className="search-input" size="large" value={typed} prefix={<SearchOutlined />} placeholder={say('searchLabel')} aria-label={say('searchLabel')} onChange={(event) => setTyped(event.target.value)} onSearch={search} allowClear />
      {error ? <ProblemAlert error={error} /> : null}
      {text === '' ? <p className="muted">{say('searchHint')}</p> : null}
      {isFetching && groups === undefined ? <Waiting /> : null}
      {groups && groups.length === 0 && !isFetching ? <p className="muted">{say('searchNothing', { text })}</p> : null}
      {(groups ?? []).map((group) => <Found key={group.object} group={group} text={text} />)}
    </div>
  );
}

function Found({ group, text }: { readonly group: NonNullable<ReturnType<typeof useRecordSearch>['groups']>[number]; readonly text: string }) {
  const { model } = useEngine();
  const say = usePaletteSay();
  const object = model.objects[group.object];
  if (!object) return null;
  const count = group.records.length;
  return (
    <section className="panel search-group" data-object={object.name}>
      <h2><Icon name={object.icon ?? object.name} /> {object.plural}<span className="muted small">{say(group.more ? 'foundMore' : 'found', { count })}</span></h2>
      {group.records.map((record) => (
        <Link key={record.id} className="search-hit" to="/o/$object/r/$id" params={{ object: object.name, id: record.id }}><b>{record.title}</b><span className="muted small">{record.facts.join(' · ')}</span></Link>
      ))}
      {group.more ? <Link to="/o/$object/$view" params={{ object: object.name, view: 'any' }} search={{ q: text }}><Button type="link">{say('moreOf', { objects: inSentence(object.plural) })}</Button></Link> : null}
    </section>
  );
}
