/** What goes on around a record: comments, files, history. At the side of a wide page, opened from a slim rail; a tab on a phone. */
import { CloseOutlined, HistoryOutlined, MessageOutlined, PaperClipOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { Badge, Button, Segmented, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { problemOf, type RecordValues } from '../../app/client.ts';
import { usePreference } from '../../app/preferences.ts';
import { useRecordSay } from '../words.ts';
import { Attachments, useAttachments } from './attachments.tsx';
import { Comments, useComments } from './comments.tsx';
import { History } from './history.tsx';

type Part = 'comments' | 'files' | 'history';

interface Props {
  readonly object: ObjectModel;
  readonly record: RecordValues;
}

const icons: Readonly<Record<Part, ReactNode>> = { comments: <MessageOutlined />, files: <PaperClipOutlined />, history: <HistoryOutlined /> };

interface Known {
  readonly part: Part;
  readonly count: number | undefined;
}

/** The parts that this object has, with how much is in them. */
function useParts(object: ObjectModel, id: string): readonly Known[] {
  const comments = useComments(object, id);
  const files = useAttachments(object, id);
  const there = (asked: boolean | undefined, error: unknown) => asked === true && (!error || problemOf(error).status !== 404);
  const said = comments.data?.pages.flatMap((page) => page.data).length;
  return [
    ...(there(object.comments, comments.error) ? [{ part: 'comments' as const, count: said }] : []),
    ...(there(object.attachments, files.error) ? [{ part: 'files' as const, count: files.data?.length }] : []),
    ...(object.history ? [{ part: 'history' as const, count: undefined }] : []),
  ];
}

function Body({ part, object, record }: Props & { readonly part: Part }) {
  const id = record.id!;
  switch (part) {
    case 'comments': return <Comments object={object} id={id} />;
    case 'files': return <Attachments object={object} id={id} />;
    case 'history': return <History object={object} id={id} version={record.version} />;
  }
}

/** Which part is open is the same for all records: people have one way to work. `closed` shows the rail alone. */
export function ActivitySide({ object, record }: Props) {
  const words = useRecordSay();
  const parts = useParts(object, record.id!);
  const [kept, keep] = usePreference<Part | 'closed'>('record:activity', 'closed');
  if (parts.length === 0) return null;
  const open = kept === 'closed' ? undefined : parts.find(({ part }) => part === kept)?.part ?? parts[0]!.part;
  return (
    <aside className={`rec-side${open ? ' rec-side-open' : ''}`} aria-label={words('activity')}>
      <div className="rec-rail" role="tablist" aria-orientation="vertical" aria-label={words('activity')}>
        {parts.map(({ part, count }) => (
          <Tooltip key={part} title={words(part)} placement="left">
            <button type="button" role="tab" aria-selected={part === open} aria-label={count ? `${words(part)} (${count})` : words(part)} className="rec-rail-tab" data-activity={part} onClick={() => keep(part === open ? 'closed' : part)}>
              <Badge count={count ?? 0} size="small" overflowCount={19} color="var(--ant-color-text-tertiary)">{icons[part]}</Badge>
            </button>
          </Tooltip>
        ))}
      </div>
      {open ? (
        <div className="rec-side-body" role="tabpanel" aria-label={words(open)}>
          <div className="rec-side-head"><h2>{words(open)}</h2><Button type="text" size="small" icon={<CloseOutlined />} aria-label={words('closeActivity')} onClick={() => keep('closed')} /></div>
          <Body part={open} object={object} record={record} />
        </div>
      ) : null}
    </aside>
  );
}

/** The same as one tab. */
export function ActivityTab({ object, record }: Props) {
  const words = useRecordSay();
  const parts = useParts(object, record.id!);
  const [kept, keep] = usePreference<Part | 'closed'>('record:activity', 'closed');
  const open = parts.find(({ part }) => part === kept)?.part ?? parts[0]?.part;
  if (!open) return null;
  return (
    <div className="panel rec-activity">
      {parts.length > 1 ? <Segmented<Part> block value={open} onChange={keep} options={parts.map(({ part, count }) => ({ value: part, label: `${words(part)}${count ? ` ${count}` : ''}`, icon: icons[part] }))} /> : null}
      <Body part={open} object={object} record={record} />
    </div>
  );
}
