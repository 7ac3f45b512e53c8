/** The pages around a form: a new record, and one that is changed. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Breadcrumb, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import type { NewSearch } from '../app/router.tsx';
import type { RecordValues } from '../app/client.ts';
import { objectOf, useEngine } from '../app/engine.tsx';
import { inSentence, useSay } from '../app/language.tsx';
import { ProblemView } from '../app/problem-view.tsx';
import { titleOf } from '../fields/paths.ts';
import { OptionTag } from '../fields/value-view.tsx';
import { useRecord } from '../record/record-page.tsx';
import { RecordForm } from './record-form.tsx';

export function NewPage({ object: name, preset }: { readonly object: string; readonly preset: NewSearch }) {
  const { model, access } = useEngine();
  const say = useSay();
  const { open, back } = useLeaving(name);
  const object = objectOf(model, name);
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (!access(name).create) return <ProblemView error={{ status: 403, detail: say('notFoundDetail') }} />;
  const given = preset.field && preset.value && object.fields[preset.field] ? { [preset.field]: preset.value } : {};
  return (
    <FormFrame object={object} title={say('newOf', { object: inSentence(object.label) })}>
      <RecordForm object={object} source={undefined} preset={given} saved={(record) => open(record.id!)} cancel={back} reload={back} />
    </FormFrame>
  );
}

export function EditPage({ object: name, id }: { readonly object: string; readonly id: string }) {
  const { model } = useEngine();
  const say = useSay();
  const { open } = useLeaving(name);
  const object = objectOf(model, name);
  const found = useRecord(object, id);
  // A form keeps the version it was opened with, whatever is loaded behind it, until its reader asks for the newest.
  const [kept, setKept] = useState<RecordValues>();
  if (!object) return <ProblemView error={{ status: 404 }} />;
  if (found.error) return <ProblemView error={found.error} retry={() => void found.refetch()} />;
  if (!found.data || (found.isFetching && !kept)) return <Skeleton active paragraph={{ rows: 10 }} />;
  if (!kept) setKept(found.data);
  const source = kept ?? found.data;
  const reload = () => void found.refetch().then((next) => setKept(next.data));
  return (
    <FormFrame object={object} title={say('editOf', { title: titleOf(object, source) })} state={object.lifecycle && source[object.lifecycle.field]}>
      <RecordForm key={source.version} object={object} source={source} preset={{}} saved={() => open(id)} cancel={() => open(id)} reload={reload} />
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
    <>
      <Breadcrumb className="trail" items={[{ title: <Link to="/o/$object" params={{ object: object.name }}>{object.plural}</Link> }]} />
      <div className="page-head"><h1>{title}</h1>{field && state ? <OptionTag field={field} value={state} /> : null}</div>
      {children}
    </>
  );
}

/** Where to go from a form: to its record, with everything that was loaded of it asked for anew, or back to the list. */
function useLeaving(object: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = (id: string) => {
    void queries.invalidateQueries();
    void navigate({ to: '/o/$object/r/$id', params: { object, id } });
  };
  return { open, back: () => void navigate({ to: '/o/$object', params: { object } }) };
}
