/** What can be done with the selected records; afterwards, what came of it. */
import { CloseOutlined, DeleteOutlined, DownOutlined, EditOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import type { ObjectModel, TransitionModel } from '@tenon/model';
import type { BulkResult, Job } from '@tenon/sdk';
import { Button, Dropdown, Progress } from 'antd';
import { Suspense, useState } from 'react';
import { client, problemOf, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { usePhone } from '../app/phone.ts';
import { literal } from '../fields/filter-text.ts';
import { bothFilters } from './both-filters.ts';
import { BulkAct, sharedFields } from './bulk-act.tsx';
import { BulkEdit } from './bulk-edit.tsx';
import { BulkOutcome } from './bulk-outcome.tsx';
import { beginBulk, fewMax, runFew, type BulkChange, type BulkScope, type Progress as Done } from './bulk-run.ts';
import type { ListState } from './list-state.ts';
import { BulkProgress, ExportButton } from './rooms.ts';
import { useListSay } from './say.ts';
import type { Selection } from './selection.ts';
import { offerUndo } from './undo.ts';

interface Props {
  readonly object: ObjectModel;
  readonly state: ListState;
  readonly selection: Selection;
  readonly total: number | undefined;
}

export function BulkBar({ object, state, selection, total }: Props) {
  const { access } = useEngine();
  const say = useListSay();
  const phone = usePhone();
  const { modal } = useFeedback();
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState<Applied | undefined>(undefined);
  const { run, progress, job, ended, outcome, forget } = useBulk(object, state, selection);
  const rights = access(object.name);
  const count = selection.all ? (total ?? 0) : selection.records.size;
  const ids = [...selection.records.keys()];
  const request = {
    filter: selection.all ? state.rows.filter : bothFilters(`id in (${ids.map(literal).join(', ')})`), search: selection.all ? state.rows.search : undefined, sort: state.rows.sort,
    columns: state.columns.map(({ key, label }) => ({ path: key, label })),
  };
  const ask = (title: string, content: string | undefined, danger: boolean, change: BulkChange) => modal.confirm({ title, content, okText: danger ? say('delete') : say('done'), okButtonProps: { danger }, onOk: () => run(change) });
  return (
    <div className="bulk-bar" role="region" aria-label={say('bulkBar')}>
      {job ? <Suspense fallback={null}><BulkProgress job={job} done={ended} /></Suspense> : progress ? <Working progress={progress} /> : (
        <>
          <Button type="text" size="small" icon={<CloseOutlined />} aria-label={say('clearSelection')} data-action="clear-selection" onClick={() => selection.clear()} />
          <b data-selected={count}>{selection.all ? say('allMatching', { count }) : say('selected', { count })}</b>
          {!selection.all && total !== undefined && total > count && !state.grouping ? <Button type="link" size="small" data-action="select-matching" onClick={() => selection.chooseAll()}>{say('selectMatching', { count: total })}</Button> : null}
          <span className="grow" />
          {rights.update ? <Button icon={<EditOutlined />} data-action="bulk-edit" onClick={() => setEditing(true)}>{phone ? null : say('edit')}</Button> : null}
          <Actions object={object} selection={selection} total={count} choose={setAsked} />
          {rights.export && !selection.all && ids.length <= exportedMax ? <Suspense fallback={null}><ExportButton object={object} request={request} /></Suspense> : null}
          {rights.delete ? <Button danger icon={<DeleteOutlined />} data-action="bulk-delete" onClick={() => ask(say('deleteSure', { count }), say('deleteDetail'), true, { kind: 'delete' })}>{phone ? null : say('delete')}</Button> : null}
        </>
      )}
      {editing ? <BulkEdit object={object} count={count} close={() => setEditing(false)} apply={(values) => { setEditing(false); void run({ kind: 'update', values }); }} /> : null}
      {asked ? <BulkAct object={object} {...asked} close={() => setAsked(undefined)} apply={(values) => { setAsked(undefined); void run({ kind: 'act', action: asked.transition.name, values }, asked.transition); }} /> : null}
      {outcome ? <BulkOutcome object={object} result={outcome} close={forget} /> : null}
    </div>
  );
}

/** So many ids fit into a filter. */
const exportedMax = 200;

function Working({ progress: { done, total } }: { readonly progress: Done }) {
  const say = useListSay();
  return (
    <>
      <Progress type="circle" size={22} percent={Math.round((done / Math.max(1, total)) * 100)} showInfo={false} />
      <span role="status">{say('working', { done, total })}</span>
    </>
  );
}

/** A transition, and how many of the selected may take it. */
interface Applied { readonly transition: TransitionModel; readonly applies: number }

interface ActionsProps {
  readonly object: ObjectModel;
  readonly selection: Selection;
  readonly total: number;
  readonly choose: (applied: Applied) => void;
}

/** Transitions that some of the selected may take, with how many. */
function Actions({ object, selection, total, choose }: ActionsProps) {
  const { access } = useEngine();
  const say = useListSay();
  const phone = usePhone();
  const { lifecycle } = object;
  if (!lifecycle) return null;
  const { actions } = access(object.name);
  const states = [...selection.records.values()].map((record) => String(record[lifecycle.field]));
  const open = Object.values(lifecycle.transitions)
    .filter((one) => (actions.includes(one.name) || actions.includes('*')) && sharedFields(object, one) !== undefined)
    .map((transition) => ({ transition, applies: selection.all ? total : states.filter((state) => transition.from.includes(state)).length }))
    .filter(({ applies }) => applies > 0);
  if (open.length === 0) return null;
  const items = open.map(({ transition, applies }) => ({ key: transition.name, danger: transition.tone === 'danger', label: selection.all ? transition.label : say('applyTo', { action: transition.label, count: applies }) }));
  return (
    <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => choose(open.find(({ transition }) => transition.name === key)!) }}>
      <Button data-action="bulk-actions">{phone ? null : say('actions')} <DownOutlined /></Button>
    </Dropdown>
  );
}

function useBulk(object: ObjectModel, state: ListState, selection: Selection) {
  const say = useListSay();
  const queries = useQueryClient();
  const { message } = useFeedback();
  const [progress, setProgress] = useState<Done | undefined>(undefined);
  const [job, setJob] = useState<Job | undefined>(undefined);
  const [outcome, setOutcome] = useState<BulkResult | undefined>(undefined);
  const refresh = () => queries.invalidateQueries({ queryKey: ['list', object.name] });
  const run = async (change: BulkChange, transition?: TransitionModel): Promise<void> => {
    const field = object.lifecycle?.field;
    // Of an action, only those whose state it leaves; the others would only be refused.
    const chosen = selection.all ? undefined : [...selection.records.values()].filter((record) => !transition || !field || transition.from.includes(String(record[field])));
    const scope: BulkScope = { object: object.name, title: object.title, records: chosen, filter: state.rows.filter, search: state.rows.search };
    try {
      if (!chosen || chosen.length > fewMax) return setJob(await beginBulk(scope, change));
      setProgress({ done: 0, total: chosen.length });
      const before = change.kind === 'update' ? await valuesOf(object, chosen, Object.keys(change.values)) : undefined;
      const result = await runFew(scope, chosen, change, setProgress);
      if (result.refused > 0) setOutcome(result);
      else if (before === undefined) message.success(say('changed', { count: result.changed }));
      if (before && result.changed > 0) offerUndo(say('changed', { count: result.changed }), () => putBack(object, before, result).then(refresh));
      if (result.refused === 0) selection.clear();
    } catch (error) {
      const problem = problemOf(error);
      message.error(problem.detail ?? problem.title);
    } finally {
      setProgress(undefined);
      await refresh();
    }
  };
  const ended = () => {
    setJob(undefined);
    selection.clear();
    void refresh();
  };
  return { run, progress, job, ended, outcome, forget: () => setOutcome(undefined) };
}

/** What the records have at the fields now, as it would be written. */
async function valuesOf(object: ObjectModel, records: readonly RecordValues[], fields: readonly string[]): Promise<readonly RecordValues[]> {
  const select = ['id', ...fields].join(',');
  return (await client.list<RecordValues>(object.name, { filter: `id in (${records.map((record) => literal(record.id!)).join(', ')})`, select, limit: fewMax })).data;
}

async function putBack(object: ObjectModel, before: readonly RecordValues[], { errors }: BulkResult): Promise<void> {
  const refused = new Set(errors.map((one) => one.id));
  for (const { id, version: _version, ...values } of before) {
    if (!refused.has(id!)) await client.update(object.name, id!, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, idsOf(value)])));
  }
}

/** References are read as records and written as ids. */
const idsOf = (value: unknown): unknown => (Array.isArray(value) ? value.map(idsOf) : typeof value === 'object' && value !== null && 'id' in value ? value.id : value);
