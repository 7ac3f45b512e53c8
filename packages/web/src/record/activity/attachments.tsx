/** Files that belong to a record: dropped, pasted or chosen, sent with their progress, looked at, taken away. */
import { DeleteOutlined, DownloadOutlined, FileExcelOutlined, FileImageOutlined, FileOutlined, FilePdfOutlined, FilePptOutlined, FileTextOutlined, FileWordOutlined, FileZipOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import type { Attachment, FileRef } from '@tenon/sdk';
import { Button, Image, Progress, Skeleton } from 'antd';
import { useRef, useState, type ClipboardEvent, type DragEvent, type ReactNode } from 'react';
import { client, problemOf } from '../../app/client.ts';
import { useEngine } from '../../app/engine.tsx';
import { useFeedback } from '../../app/feedback.tsx';
import { useLanguage, useSay } from '../../app/language.tsx';
import { ProblemAlert } from '../../app/problem-view.tsx';
import { sizeText } from '../../fields/file-input.tsx';
import { formatMoment } from '../../fields/format.ts';
import { uploadFile } from '../../fields/upload.ts';
import { useRecordSay } from '../words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly id: string;
}

export const useAttachments = (object: ObjectModel, id: string) => useQuery({
  queryKey: ['attachments', object.name, id],
  enabled: object.attachments === true,
  retry: false,
  queryFn: async () => (await client.attachments(object.name, id)).data,
});

/** Pictures that the server gives out to be looked at; others are only downloaded. */
const looksAt = ({ type }: FileRef): boolean => /^image\/(png|jpe?g|gif|webp)$/.test(type);

export function Attachments({ object, id }: Props) {
  const { access } = useEngine();
  const words = useRecordSay();
  const found = useAttachments(object, id);
  const { sending, take } = useSending(object, id);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const may = access(object.name).update;
  const drag = (event: DragEvent, inside: boolean) => {
    if (!may) return;
    event.preventDefault();
    setOver(inside);
  };
  const drop = (event: DragEvent) => {
    drag(event, false);
    if (may) take(event.dataTransfer.files);
  };
  const paste = (event: ClipboardEvent) => {
    if (may && event.clipboardData.files.length > 0) take(event.clipboardData.files);
  };
  const files = found.data ?? [];
  return (
    <div className={`rec-files${over ? ' rec-files-over' : ''}`} onDragOver={(event) => drag(event, true)} onDragLeave={(event) => drag(event, false)} onDrop={drop} onPaste={paste} tabIndex={may ? 0 : -1}>
      {may ? (
        <div className="rec-drop">
          <Button icon={<PlusOutlined />} data-action="attach" onClick={() => picker.current?.click()}>{words('attach')}</Button>
          <span className="muted small">{words('dropHint')}</span>
          <input ref={picker} type="file" multiple hidden aria-label={words('attach')} onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
        </div>
      ) : null}
      {sending.map((one) => <div key={one.key} className="rec-sending" role="status"><span>{one.name}</span>{one.refused ? <div className="field-error" role="alert">{one.refused}</div> : <Progress percent={one.percent} size="small" aria-label={one.name} />}</div>)}
      {found.error ? <ProblemAlert error={found.error} /> : !found.data ? <Skeleton active paragraph={{ rows: 2 }} title={false} /> : files.length === 0 ? <p className="rec-none">{words('noFiles')}</p> : (
        <Image.PreviewGroup><ul>{files.map((one) => <OneFile key={one.id} object={object} id={id} attachment={one} />)}</ul></Image.PreviewGroup>
      )}
    </div>
  );
}

interface Sending {
  readonly key: string;
  readonly name: string;
  readonly percent: number;
  readonly refused?: string;
}

function useSending(object: ObjectModel, id: string) {
  const queries = useQueryClient();
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const counter = useRef(0);
  const put = (key: string, change: Partial<Sending>) => setSending((old) => old.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const sendOne = async (file: File) => {
    const key = String(counter.current += 1);
    setSending((old) => [...old.filter((one) => !one.refused), { key, name: file.name, percent: 0 }]);
    try {
      const sent = await uploadFile(file, { progress: (percent) => put(key, { percent }), signal: new AbortController().signal });
      await client.attach(object.name, id, sent.id);
      await queries.invalidateQueries({ queryKey: ['attachments', object.name, id] });
      setSending((old) => old.filter((one) => one.key !== key));
    } catch (error) {
      const problem = problemOf(error);
      put(key, { refused: problem.errors[0]?.message ?? problem.detail ?? problem.title ?? '' });
    }
  };
  const take = (files: FileList | null) => {
    for (const file of files ?? []) void sendOne(file);
  };
  return { sending, take };
}

function OneFile({ object, id, attachment }: Props & { readonly attachment: Attachment }) {
  const { language } = useLanguage();
  const say = useSay();
  const words = useRecordSay();
  const queries = useQueryClient();
  const { modal, message } = useFeedback();
  const { file } = attachment;
  const told = () => queries.invalidateQueries({ queryKey: ['attachments', object.name, id] });
  const remove = () => modal.confirm({
    title: words('removeFile', { name: file.name }), okText: say('delete'), okButtonProps: { danger: true },
    onOk: () => client.detach(object.name, id, attachment.id).then(told, (error: unknown) => message.error(problemOf(error).detail ?? say('problemTitle'))),
  });
  return (
    <li className="rec-file" data-attachment={file.name}>
      {looksAt(file) ? <Image src={client.fileUrl(file.id, { inline: true })} alt={file.name} width={40} height={40} className="rec-thumb" /> : <span className="rec-file-icon">{iconOf(file)}</span>}
      <div className="rec-file-text">
        <a href={client.fileUrl(file.id)} download={file.name} title={file.name}>{file.name}</a>
        <span className="muted small">{[sizeText(file.size), attachment.by.name, formatMoment(attachment.at, language)].join(' · ')}</span>
      </div>
      <Button type="text" size="small" icon={<DownloadOutlined />} href={client.fileUrl(file.id)} download={file.name} aria-label={words('downloadFile', { name: file.name })} />
      {attachment.removable ? <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={words('removeFile', { name: file.name })} data-action="remove-file" onClick={remove} /> : null}
    </li>
  );
}

function iconOf({ type, name }: FileRef): ReactNode {
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  if (type.startsWith('image/')) return <FileImageOutlined />;
  if (type === 'application/pdf') return <FilePdfOutlined />;
  if (/sheet|excel|csv/.test(type) || ['xlsx', 'xls', 'csv'].includes(ending)) return <FileExcelOutlined />;
  if (/word/.test(type) || ['doc', 'docx'].includes(ending)) return <FileWordOutlined />;
  if (/presentation|powerpoint/.test(type)) return <FilePptOutlined />;
  if (/zip|compressed|tar|7z|rar/.test(type)) return <FileZipOutlined />;
  return type.startsWith('text/') ? <FileTextOutlined /> : <FileOutlined />;
}
