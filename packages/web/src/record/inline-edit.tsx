/** Changes one field where it stands. Enter saves, Esc leaves; a choice is saved as it is made. */
import { CheckOutlined, CloseOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { client, problemOf, writeKey, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { recordSelect } from '../fields/paths.ts';
import { ValueView } from '../fields/value-view.tsx';
import { inputValue, isBlank, sentValue, ValueInput } from './values-input.tsx';
import { useRecordSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly field: FieldModel;
  readonly record: RecordValues;
  readonly close: () => void;
}

/** Types whose value is whole as soon as it is chosen. */
const chosenAtOnce = new Set(['select', 'boolean', 'date', 'reference']);
const manyLines = new Set(['long_text', 'address']);

export function InlineEdit({ object, field, record, close }: Props) {
  const say = useSay();
  const words = useRecordSay();
  const [value, setValue] = useState<unknown>(() => inputValue(field, record[field.name]));
  const frame = useRef<HTMLDivElement>(null);
  const save = useSave({ object, field, record, close });
  useEffect(() => frame.current?.querySelector<HTMLElement>('input, textarea, button')?.focus(), []);
  const missing = field.required && isBlank(value);
  const send = (next: unknown) => {
    if (same(field, next, record[field.name])) close();
    else save.write(sentValue(field, next));
  };
  const change = (next: unknown) => {
    setValue(next);
    if (chosenAtOnce.has(field.type) && !(field.required && isBlank(next))) send(next);
  };
  const key = (event: KeyboardEvent) => {
    const inList = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
    if (event.key === 'Escape' && !inList) {
      event.stopPropagation();
      close();
    }
    if (event.key !== 'Enter' || inList || event.nativeEvent.isComposing || (manyLines.has(field.type) && !event.ctrlKey && !event.metaKey)) return;
    event.preventDefault();
    if (!missing) send(value);
  };
  const refusal = save.refusal ?? (missing ? say('errRequired') : undefined);
  return (
    <div className="rec-edit" ref={frame} onKeyDown={key}>
      <div className="rec-edit-row">
        <ValueInput id={`inline_${field.name}`} field={field} value={value} record={record} failed={refusal !== undefined} onChange={change} />
        <Button type="text" size="small" icon={<CheckOutlined />} loading={save.isPending} disabled={missing} aria-label={say('save')} title={words('saveKey')} data-action="save-field" onClick={() => send(value)} />
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('cancel')} title={words('cancelKey')} data-action="cancel-field" onClick={close} />
      </div>
      {refusal ? <div className="field-error" role="alert">{refusal}</div> : null}
      {save.theirs ? <Conflict field={field} theirs={save.theirs} keep={close} overwrite={() => save.write(sentValue(field, value), save.theirs)} /> : null}
    </div>
  );
}

const same = (field: FieldModel, next: unknown, before: unknown): boolean => JSON.stringify(sentValue(field, next)) === JSON.stringify(sentValue(field, inputValue(field, before)));

/** Somebody else has changed this very field meanwhile. */
function Conflict({ field, theirs, keep, overwrite }: { readonly field: FieldModel; readonly theirs: RecordValues; readonly keep: () => void; readonly overwrite: () => void }) {
  const words = useRecordSay();
  const by = (theirs['updated_by'] as { readonly name?: string } | null | undefined)?.name;
  return (
    <div className="rec-conflict" role="alert">
      <div>{by ? words('conflictBy', { name: by }) : words('conflict')} <b><ValueView field={field} value={theirs[field.name]} record={theirs} link={false} /></b></div>
      <div className="rec-conflict-choice">
        <Button size="small" data-action="keep-theirs" onClick={keep}>{words('keepTheirs')}</Button>
        <Button size="small" type="primary" data-action="use-mine" onClick={overwrite}>{words('useMine')}</Button>
      </div>
    </div>
  );
}

/** Writes against the version that was read. What others changed elsewhere in the record is no conflict; in the same field it is. */
function useSave({ object, field, record, close }: Props) {
  const { model } = useEngine();
  const queries = useQueryClient();
  const [theirs, setTheirs] = useState<RecordValues>();
  const write = useMutation({
    mutationFn: async ({ value, over }: { value: unknown; over: RecordValues | undefined }): Promise<boolean> => {
      const put = (version: number | undefined) => client.update(object.name, record.id!, { [field.name]: value }, { version, idempotencyKey: writeKey() });
      try {
        await put(over?.version ?? record.version);
      } catch (error) {
        if (problemOf(error).code !== 'STO201') throw error;
        const latest = await client.get<RecordValues>(object.name, record.id!, { select: recordSelect(model, object) });
        if (over === undefined && same(field, inputValue(field, latest[field.name]), record[field.name])) await put(latest.version);
        else {
          setTheirs(latest);
          return false;
        }
      }
      return true;
    },
    onSuccess: async (done) => {
      if (!done) return;
      await queries.invalidateQueries();
      close();
    },
  });
  const problem = write.error ? problemOf(write.error) : undefined;
  const own = problem?.errors.find((one) => one.field === field.name) ?? problem?.errors[0];
  return {
    theirs, isPending: write.isPending,
    refusal: problem && (own ? [own.message, own.hint].filter(Boolean).join(' ') : problem.detail ?? problem.title),
    write: (value: unknown, over?: RecordValues) => write.mutate({ value, over }),
  };
}
