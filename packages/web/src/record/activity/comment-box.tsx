/** Where a comment is written: `@` offers people, Ctrl+Enter sends, and what is not sent yet is kept. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Comment, PersonRef } from '@tenon/sdk';
import { Button, Mentions } from 'antd';
import { useRef, useState, type KeyboardEvent } from 'react';
import { client } from '../../app/client.ts';
import { useEngine } from '../../app/engine.tsx';
import { useSay } from '../../app/language.tsx';
import { literal } from '../../fields/filter-text.ts';
import { useDebounced } from '../../fields/lookup.tsx';
import { useRecordSay } from '../words.ts';
import { mentionedIn } from './comment-text.ts';

interface Props {
  /** Under which name what is typed is kept, until it is sent. */
  readonly draft?: string;
  /** The comment that is being changed. */
  readonly start?: Comment;
  readonly sending: boolean;
  readonly send: (comment: { text: string; mentions: readonly string[] }) => Promise<unknown>;
  readonly cancel?: () => void;
}

const textLengthMax = 10_000;
const peopleOffered = 8;
const draftKey = (name: string): string => `tenon.draft:${name}`;

function useDraft(name: string | undefined, first: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => (name ? sessionStorage.getItem(draftKey(name)) ?? first : first));
  const set = (next: string) => {
    setText(next);
    if (name && next !== '') sessionStorage.setItem(draftKey(name), next);
    else if (name) sessionStorage.removeItem(draftKey(name));
  };
  return [text, set];
}

export function CommentBox({ draft, start, sending, send, cancel }: Props) {
  const say = useSay();
  const words = useRecordSay();
  const [text, setText] = useDraft(draft, start?.text ?? '');
  const [search, setSearch] = useState<string>();
  const known = useRef(new Map<string, PersonRef>((start?.mentions ?? []).map((person) => [person.id, person])));
  const { people, loading } = usePeople(search);
  for (const person of people) known.current.set(person.id, person);
  const ready = text.trim() !== '' && !sending;
  const submit = async () => {
    if (!ready) return;
    const sent = await send({ text: text.trim(), mentions: mentionedIn(text, [...known.current.values()]) }).then(() => true, () => false);
    if (sent) setText('');
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void submit();
    }
    if (event.key === 'Escape' && cancel && search === undefined) cancel();
  };
  return (
    <div className="rec-comment-box">
      <Mentions
        value={text} maxLength={textLengthMax} autoSize={{ minRows: 2, maxRows: 10 }} placeholder={words('commentHint')} aria-label={words('comment')} data-action="comment"
        loading={loading} filterOption={false} notFoundContent={words('nobody')} options={people.map((person) => ({ key: person.id, value: person.name, label: <span>{person.name}{person.login ? <span className="option-code">{person.login}</span> : null}</span> }))}
        onChange={(next) => { setText(next); if (!next.includes('@')) setSearch(undefined); }} onSearch={(typed) => setSearch(typed)} onKeyDown={key}
        onSelect={() => setSearch(undefined)}
      />
      {text !== '' || cancel ? (
        <div className="rec-comment-send">
          <span className="muted small">{words('sendKey')}</span>
          {cancel ? <Button size="small" onClick={cancel}>{say('cancel')}</Button> : null}
          <Button size="small" type="primary" loading={sending} disabled={!ready} data-action="send-comment" onClick={() => void submit()}>{words(start ? 'saveComment' : 'sendComment')}</Button>
        </div>
      ) : null}
    </div>
  );
}

interface Person extends PersonRef { readonly login?: string }

/** People whose name or sign-in has what was typed; nobody, where the caller may not see users. */
function usePeople(typed: string | undefined): { readonly people: readonly Person[]; readonly loading: boolean } {
  const { model } = useEngine();
  // A sign-in name is Latin where a name is not.
  const names = ['name', 'login'].filter((name) => model.objects['user']?.fields[name]);
  const search = useDebounced(typed?.toLowerCase(), 150);
  const found = useQuery({
    queryKey: ['people', search],
    enabled: search !== undefined && model.objects['user'] !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    queryFn: async () => {
      const filter = search ? names.map((name) => `contains(lower(${name}), ${literal(search)})`).join(' or ') : undefined;
      return (await client.list<Person>('user', { filter, select: names.join(','), sort: 'name', limit: peopleOffered })).data;
    },
  });
  return { people: found.data ?? [], loading: search !== typed?.toLowerCase() || found.isFetching };
}
