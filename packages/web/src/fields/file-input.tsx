/** A file or image: chosen, dropped or pasted; sent with its progress; shown with a way to have it and to take it away. */
import { DeleteOutlined, DownloadOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import type { FieldModel } from '@tenon/model';
import type { FileRef } from '@tenon/sdk';
import { Button, Progress } from 'antd';
import { useRef, useState, type ClipboardEvent, type DragEvent } from 'react';
import { client } from '../app/client.ts';
import { useFormSay, type FormSay } from '../form/words.ts';
import type { InputProps } from './input-props.ts';
import { uploadFile } from './upload.ts';

/** A size in decimal units, as file lists show it. */
export const sizeText = (bytes: number): string => (bytes >= 1_000_000 ? `${+(bytes / 1_000_000).toFixed(1)} MB` : bytes >= 1000 ? `${Math.round(bytes / 1000)} kB` : `${bytes} B`);

const acceptOf = (field: FieldModel): readonly string[] => (field.accept?.length ? field.accept : field.type === 'image' ? ['image/*'] : []);

/** Why a file is not taken: `image/*`, `application/pdf` and `.csv` are kinds that a field may accept. */
function refusal(field: FieldModel, file: File, say: FormSay): string | undefined {
  const accept = acceptOf(field);
  const fits = accept.some((kind) => (kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind.toLowerCase()) : kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind));
  // A browser that does not know the type of a file leaves the word to the server.
  if (accept.length > 0 && file.type !== '' && !fits) return say('fileWrongType', { name: file.name, accept: accept.join(', ') });
  return field.maxBytes !== undefined && file.size > field.maxBytes ? say('fileTooBig', { name: file.name, limit: sizeText(field.maxBytes) }) : undefined;
}

const isFile = (value: unknown): value is FileRef => typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

export function FileInput(props: InputProps) {
  const { field } = props;
  const say = useFormSay();
  const upload = useUpload(props);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const file = isFile(props.value) ? props.value : undefined;
  const locked = props.disabled || upload.sending !== undefined;
  const take = (files: FileList | undefined) => {
    if (!locked && files?.[0]) void upload.send(files[0]);
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside && !locked);
  };
  return (
    <div
      className={`file-input${over ? ' file-over' : ''}${props.failed ? ' file-failed' : ''}`}
      onDragOver={(event) => drag(event, true)} onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => { drag(event, false); take(event.dataTransfer.files); }}
      onPaste={(event: ClipboardEvent) => { if (event.clipboardData.files.length > 0) take(event.clipboardData.files); }}
    >
      {file ? <FileShown file={file} image={field.type === 'image' || file.type.startsWith('image/')} /> : null}
      {locked ? null : (
        <div className="file-actions">
          <Button id={props.id} icon={<UploadOutlined />} size={file ? 'small' : 'middle'} aria-label={`${field.label}: ${say(file ? 'fileReplace' : 'fileChoose')}`} {...(props.describedBy ? { 'aria-describedby': props.describedBy } : {})} onClick={() => picker.current?.click()}>{say(file ? 'fileReplace' : 'fileChoose')}</Button>
          {file ? <Button size="small" type="text" danger icon={<DeleteOutlined />} onClick={() => props.onChange(undefined)} data-action="remove-file">{say('fileRemove')}</Button> : <span className="muted small">{say('fileDrop')}</span>}
          {field.maxBytes === undefined || file ? null : <span className="muted small">{say('fileUpTo', { limit: sizeText(field.maxBytes) })}</span>}
          <input ref={picker} type="file" hidden accept={acceptOf(field).join(',')} aria-label={field.label} tabIndex={-1} onChange={(event) => { take(event.target.files ?? undefined); event.target.value = ''; }} />
        </div>
      )}
      {upload.sending ? <div className="file-progress" role="status"><Progress percent={upload.sending.percent} size="small" aria-label={upload.sending.name} /><Button size="small" type="text" onClick={upload.stop}>{say('fileStop')}</Button></div> : null}
      {upload.refused ? <div className="field-error" role="alert">{upload.refused}</div> : null}
    </div>
  );
}

function FileShown({ file, image }: { readonly file: FileRef; readonly image: boolean }) {
  const say = useFormSay();
  const raster = image && /^image\/(png|jpe?g|gif|webp)$/.test(file.type);
  return (
    <div className="file-shown">
      {raster ? <img src={client.fileUrl(file.id, { inline: true })} alt={file.name} className="file-thumb" /> : <PaperClipOutlined className="file-icon" />}
      <span className="file-name" title={file.name}>{file.name}</span>
      <span className="muted small">{sizeText(file.size)}</span>
      <a href={client.fileUrl(file.id)} download={file.name} aria-label={`${say('fileDownload')}: ${file.name}`} title={say('fileDownload')}><DownloadOutlined /></a>
    </div>
  );
}

function useUpload({ field, onChange }: InputProps) {
  const say = useFormSay();
  const [sending, setSending] = useState<{ readonly name: string; readonly percent: number }>();
  const [refused, setRefused] = useState<string>();
  const stopper = useRef<AbortController>(undefined);
  const send = async (file: File) => {
    const wrong = refusal(field, file, say);
    setRefused(wrong);
    if (wrong) return;
    stopper.current = new AbortController();
    setSending({ name: file.name, percent: 0 });
    try {
      onChange(await uploadFile(file, { progress: (percent) => setSending({ name: file.name, percent }), signal: stopper.current.signal }));
    } catch (error) {
      if (!stopper.current.signal.aborted) setRefused(say('fileFailed', { name: file.name, reason: error instanceof Error ? error.message : String(error) }));
    } finally {
      setSending(undefined);
    }
  };
  return { sending, refused, send, stop: () => stopper.current?.abort() };
}
