/** What people say about a record, the newest first. */
import { useInfiniteQuery, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import type { Comment } from '@tenon/sdk';
import { Avatar, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { client, problemOf, writeKey } from '../../app/client.ts';
import { useEngine } from '../../app/engine.tsx';
import { useFeedback } from '../../app/feedback.tsx';
import { useLanguage, useSay } from '../../app/language.tsx';
import { ProblemAlert } from '../../app/problem-view.tsx';
import { formatMoment } from '../../fields/format.ts';
import { useRecordSay } from '../words.ts';
import { CommentBox } from './comment-box.tsx';
import { commentParts } from './comment-text.ts';

const commentsPerPage = 20;

export const commentsKey = (object: string, id: string): QueryKey => ['comments', object, id];

export function useComments(object: ObjectModel, id: string) {
  return useInfiniteQuery({
    queryKey: commentsKey(object.name, id),
    enabled: object.comments === true,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => client.comments(object.name, id, { limit: commentsPerPage, ...(pageParam ? { cursor: pageParam } : {}) }),
    getNextPageParam: (page) => page.next ?? undefined,
    retry: false,
  });
}

export function Comments({ object, id }: { readonly object: ObjectModel; readonly id: string }) {
  const words = useRecordSay();
  const queries = useQueryClient();
  const found = useComments(object, id);
  const [key, setKey] = useState(writeKey);
  const post = useMutation({
    mutationFn: (comment: { text: string; mentions: readonly string[] }) => client.comment(object.name, id, comment, { idempotencyKey: key }),
    onSuccess: async () => {
      setKey(writeKey());
      await queries.invalidateQueries({ queryKey: commentsKey(object.name, id) });
    },
  });
  const comments = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="rec-comments">
      <CommentBox draft={`${object.name}/${id}`} sending={post.isPending} send={(comment) => post.mutateAsync(comment)} />
      {post.error ? <ProblemAlert error={post.error} /> : null}
      {found.error ? <ProblemAlert error={found.error} /> : !found.data ? <Skeleton active avatar paragraph={{ rows: 2 }} /> : comments.length === 0 ? <p className="rec-none">{words('noComments')}</p> : (
        <ol>{comments.map((comment) => <OneComment key={comment.id} object={object} id={id} comment={comment} />)}</ol>
      )}
      {found.hasNextPage ? <Button size="small" block loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{words('loadMore')}</Button> : null}
    </div>
  );
}

interface OneProps {
  readonly object: ObjectModel;
  readonly id: string;
  readonly comment: Comment;
}

function OneComment({ object, id, comment }: OneProps) {
  const { language } = useLanguage();
  const say = useSay();
  const words = useRecordSay();
  const queries = useQueryClient();
  const { modal, message } = useFeedback();
  const [editing, setEditing] = useState(false);
  const told = () => queries.invalidateQueries({ queryKey: commentsKey(object.name, id) });
  const edit = useMutation({
    mutationFn: (next: { text: string; mentions: readonly string[] }) => client.editComment(object.name, id, comment.id, next),
    onSuccess: async () => {
      await told();
      setEditing(false);
    },
  });
  const remove = () => modal.confirm({
    title: words('removeComment'), okText: say('delete'), okButtonProps: { danger: true },
    onOk: () => client.removeComment(object.name, id, comment.id).then(told, (error: unknown) => message.error(problemOf(error).detail ?? say('problemTitle'))),
  });
  return (
    <li className="rec-comment" data-comment={comment.id}>
      <Avatar size={28} aria-hidden>{comment.by.name.slice(0, 1)}</Avatar>
      <div className="rec-comment-body">
        <div className="rec-entry-head"><b>{comment.by.name}</b><time className="muted small" dateTime={comment.at}>{formatMoment(comment.at, language)}{comment.editedAt ? ` · ${words('edited')}` : ''}</time></div>
        {editing ? <CommentBox start={comment} sending={edit.isPending} send={(next) => edit.mutateAsync(next)} cancel={() => setEditing(false)} /> : <Text comment={comment} />}
        {edit.error ? <ProblemAlert error={edit.error} /> : null}
        {comment.own && !editing ? (
          <div className="rec-comment-tools">
            <button type="button" data-action="edit-comment" onClick={() => setEditing(true)}>{say('edit')}</button>
            <button type="button" data-action="remove-comment" onClick={remove}>{say('delete')}</button>
          </div>
        ) : null}
      </div>
    </li>
  );
}

function Text({ comment }: { readonly comment: Comment }) {
  const { session } = useEngine();
  return (
    <p className="rec-comment-text">
      {commentParts(comment).map((part, i) => (part.person ? <span key={i} className={part.person === session.user.id ? 'rec-mention rec-mention-me' : 'rec-mention'}>{part.text}</span> : part.text))}
    </p>
  );
}
