/** Notifications, the newest first; opening one marks it as read and goes to what it is about. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Notification } from '@tenon/sdk';
import { Button } from 'antd';
import { client } from '../client.ts';
import { useEngine } from '../engine.tsx';
import { Icon } from '../icon.tsx';
import { inSentence, useLanguage } from '../language.tsx';
import { ProblemAlert } from '../problem-view.tsx';
import { sinceText } from '../since.ts';
import { Waiting } from '../waiting.tsx';
import { useSetUnread } from './unread.ts';
import { useNotificationsSay } from './words.ts';
import './notifications.css';

const perPage = 30;
const queryKey = ['notifications'] as const;

export function NotificationList({ unreadOnly, done }: { readonly unreadOnly: boolean; readonly done?: () => void }) {
  const say = useNotificationsSay();
  const navigate = useNavigate();
  const read = useRead();
  const pages = useInfiniteQuery({
    queryKey: [...queryKey, unreadOnly],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => client.notifications({ limit: perPage, ...(unreadOnly ? { unread: true } : {}), ...(pageParam ? { cursor: pageParam } : {}) }),
    getNextPageParam: (page) => page.next ?? undefined,
    retry: false,
  });
  const all = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const open = (one: Notification) => {
    if (!one.read) void read({ ids: [one.id] });
    done?.();
    if (one.object && one.record) void navigate({ to: '/o/$object/r/$id', params: { object: one.object, id: one.record.id }, ...(one.kind === 'mention' || one.kind === 'comment' ? { hash: 'comments' } : {}) });
  };
  if (pages.isPending) return <Waiting />;
  if (pages.error) return <ProblemAlert error={pages.error} />;
  if (all.length === 0) return <p className="news-none muted">{say(unreadOnly ? 'noneUnread' : 'none')}</p>;
  return (
    <>
      <ul className="news">{all.map((one) => <li key={one.id}><One one={one} open={() => open(one)} /></li>)}</ul>
      {pages.hasNextPage ? <Button block type="text" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{say('older')}</Button> : null}
    </>
  );
}

function One({ one, open }: { readonly one: Notification; readonly open: () => void }) {
  const { model, session } = useEngine();
  const { language } = useLanguage();
  const say = useNotificationsSay();
  const object = one.object === null ? undefined : model.objects[one.object];
  const params = { by: one.by?.name ?? '', object: inSentence(object?.label ?? ''), title: one.record?.title ?? '' };
  return (
    <button type="button" className={one.read ? 'news-one' : 'news-one news-new'} data-notification={one.kind} onClick={open}>
      <Icon name={one.kind === 'job' ? 'transfer' : object?.icon ?? one.object ?? undefined} />
      <span className="news-text">
        <span>{say(`kind_${one.kind}`, params)}</span>
        {one.text === null ? null : <span className="news-said muted">{one.text}</span>}
        <time className="muted small" dateTime={one.at}>{sinceText(one.at, language, session.timeZone)}</time>
      </span>
      {one.read ? null : <span className="news-dot" role="img" aria-label={say('new')} />}
    </button>
  );
}

/** Marks as read, and puts the number that is left at the bell. */
export function useRead(): (which: Parameters<typeof client.readNotifications>[0]) => Promise<void> {
  const queries = useQueryClient();
  const setUnread = useSetUnread();
  return async (which) => {
    const { unread } = await client.readNotifications(which);
    setUnread(unread);
    await queries.invalidateQueries({ queryKey });
  };
}
