/** The pages around a form: a new record, perhaps as a copy of another, and one that is changed. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import type { NewSearch } from '../app/router.tsx';
import type { RecordValues } from '../app/client.ts';
import { objectOf, useEngine } from '../app/engine.tsx';
import { HelpButton } from '../app/help-button.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { ProblemView } from '../app/problem-view.tsx';
import { Trail } from '../app/trail.tsx';
import { titleOf } from '../fields/paths.ts';
import { OptionTag } from '../fields/value-view.tsx';
import { useRecord } from '../record/use-record.ts';
import { QuickCreateHost } from './quick-create.tsx';
import { RecordForm } from './record-form.tsx';
import { RecordTypeChoice } from './record-type-choice.tsx';
import type { After } from './use-saving.ts';
import { useFormSay } from './words.ts';

interface NewProps {
  readonly object: string;
  readonly preset: NewSearch;
}

export function NewPage({ object: name, preset }: NewProps) {
  const { model, access } = useEngine();
  const say = useSay();
  const object = objectOf(model, name);
  const from = useRecord(preset.from ? object : undefined, preset.from ?? '');
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (!access(name).create) return <ProblemView error={{ status: 403, detail: say('notFoundDetail') }} />;
  if (preset.from && from.error) return <ProblemView error={from.error} retry={() => void from.refetch()} />;
  if (preset.from && !from.data) return <Skeleton active paragraph={{ rows: 10 }} />;
  return <NewForm object={object} preset={preset} from={preset.from ? from.data : undefined} />;
}

/** Each new record has a form of its own; saving one and beginning the next begins with the same again. */
function NewForm({ object, preset, from }: { readonly object: ObjectModel; readonly preset: NewSearch; readonly from: RecordValues | undefined }) {
  const say = useFormSay();
  const { open, edit, back } = useLeaving(object.name);
  const [round, setRound] = useState(0);
  const [recordType, setRecordType] = useState<string>();
  const types = Object.keys(object.recordTypes);
  const given = preset.field && preset.value && object.fields[preset.field] ? { [preset.field]: preset.value } : {};
  const chosen = recordType ?? (types.length === 1 ? types[0] : undefined);
  const needsType = types.length > 1 && chosen === undefined && !from && object.fields['record_type'] !== undefined;
  const saved = (record: RecordValues, after: After) => {
    if (after === 'new') setRound(round + 1);
    else if (after === 'stay') edit(record.id!);
    else open(record.id!);
  };
  const title = from ? say('copyOf', { title: titleOf(object, from) }) : say('newOf', { object: inSentence(chosen ? object.recordTypes[chosen]?.label ?? object.label : object.label) });
  return (
    <FormFrame object={object} title={title}>
      {needsType
        ? <RecordTypeChoice object={object} choose={setRecordType} />
        : <RecordForm key={`${round}/${chosen ?? ''}`} object={object} source={undefined} from={round === 0 ? from : undefined} preset={chosen && !from ? { ...given, record_type: chosen } : given} saved={saved} cancel={back} />}
    </FormFrame>
  );
}

export function EditPage({ object: name, id }: { readonly object: string; readonly id: string }) {
  const { model } = useEngine();
  const say = useFormSay();
  const { open, refresh } = useLeaving(name);
  const object = objectOf(model, name);
  const found = useRecord(object, id);
  // A form keeps the version it was opened with, whatever is loaded behind it.
  const [kept, setKept] = useState<RecordValues>();
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (found.error && !kept) return <ProblemView error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || (found.isFetching && !kept)) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (!kept) setKept(found.data);
  const source = kept ?? found.data;
  return (
    <FormFrame object={object} title={say('editOf', { title: titleOf(object, source) })} state={object.lifecycle && source[object.lifecycle.field]}>
      <RecordForm key={source.version} object={object} source={source} preset={{}} saved={(_, after) => (after === 'stay' ? refresh() : open(id))} cancel={() => open(id)} />
    </FormFrame>
  );
}

interface FrameProps {
  readonly object: ObjectModel;
  readonly title: string;
  readonly state?: unknown;
  readonly children: ReactNode;
}

function FormFrame({ object, title, state, children }: FrameProps) {
  const field = object.lifecycle && object.fields[object.lifecycle.field];
  return (
    <QuickCreateHost>
      <Trail to={[{ label: object.plural, object: object.name }]} />
      <div className="page-head"><h1>{title}</h1>{field && state ? <OptionTag field={field} value={state} /> : null}<HelpButton object={object.name} /></div>
      {children}
    </QuickCreateHost>
  );
}

/** Where to go from a form: to its record, with everything that was loaded of it asked for anew, or back to the list. */
function useLeaving(object: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const refresh = () => void queries.invalidateQueries();
  return {
    refresh,
    open: (id: string) => {
      refresh();
      void navigate({ to: '/o/$object/r/$id', params: { object, id } });
    },
    /** Goes on with a record that was new. */
    edit: (id: string) => {
      refresh();
      void navigate({ to: '/o/$object/r/$id/edit', params: { object, id }, replace: true });
    },
    back: () => void navigate({ to: '/o/$object', params: { object } }),
  };
}
