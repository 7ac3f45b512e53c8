/** Finds a record to refer to: recent choices first, a search on the server while typing, titles with facts, a new record without leaving. */
import { ExportOutlined, PlusOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { Button, Select, Spin } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import type { RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { inSentence, useLanguage } from '../app/language.tsx';
import { usePreference } from '../app/preferences.ts';
import { useFormSay, type FormSay } from '../form/words.ts';
import { lookupFacts, lookupSelect, recentChoicesMax, useDebounced, useFound, useNamed, useRecent } from './lookup-search.ts';
import { titleOf } from './paths.ts';

export { useDebounced } from './lookup-search.ts';

interface Props {
  readonly id?: string;
  readonly to: string;
  readonly value: string | readonly string[] | undefined;
  /** Records already at hand, so that their titles need no request. */
  readonly known?: ReadonlyMap<string, RecordValues>;
  /** A filter expression, with the values of the record being edited already put in. */
  readonly filter?: string | undefined;
  /** More paths to load with a record: what formulas read through the reference. */
  readonly needs?: readonly string[];
  readonly many?: boolean;
  readonly label?: string;
  readonly disabled?: boolean;
  readonly failed?: boolean;
  readonly required?: boolean | undefined;
  readonly describedBy?: string | undefined;
  /** In a cell of a grid: without a frame, since the cell has one. */
  readonly cell?: boolean;
  readonly placeholder?: string;
  readonly prefix?: string;
  /** Makes a new record with what was typed as its name; offered where it is given. */
  readonly create?: ((typed: string) => Promise<RecordValues | undefined>) | undefined;
  readonly onChange: (value: string | readonly string[] | undefined, record: RecordValues | undefined) => void;
}

const noIds: readonly string[] = [];

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly facts: readonly string[];
}

export function Lookup(props: Props) {
  const { many = false } = props;
  const say = useFormSay();
  const state = useLookup(props);
  const { target, chosen } = state;
  return (
    <span className={`lookup${props.cell ? ' lookup-cell' : ''}`}>
      <Select<string | readonly string[], Choice>
        {...(props.id ? { id: props.id } : {})}
        {...(props.failed ? { status: 'error' as const, 'aria-invalid': true } : {})}
        {...(many ? { mode: 'multiple' as const } : {})}
        {...(props.cell ? { variant: 'borderless' as const } : {})}
        {...(props.prefix ? { prefix: props.prefix } : {})}
        {...(props.describedBy ? { 'aria-describedby': props.describedBy } : {})}
        aria-label={props.label} aria-required={props.required ?? false}
        value={chosen.length > 0 ? props.value : many ? [] : undefined}
        options={state.options}
        optionRender={({ data }) => <ChoiceView choice={data as Choice} />}
        showSearch={{ filterOption: false, onSearch: state.setTyped, searchValue: state.typed }}
        allowClear={!props.cell || many}
        open={state.open}
        onOpenChange={state.setOpen}
        onChange={state.choose}
        disabled={props.disabled ?? false}
        placeholder={props.placeholder ?? (props.cell ? undefined : say('searchChoose'))}
        notFoundContent={state.busy ? <Spin size="small" /> : <span className="muted">{say('noMatches')}</span>}
        popupMatchSelectWidth={false}
        styles={{ popup: { root: { minWidth: 280, maxWidth: 'min(460px, 94vw)' } } }}
        popupRender={(menu) => <>{menu}{target && props.create ? <CreateButton target={target} typed={state.typed} say={say} make={() => void state.make()} /> : null}</>}
      />
      {!many && !props.cell && !props.prefix && chosen[0] && target && target.name !== 'user' && !target.partOf
        ? <a className="lookup-open" href={`/o/${target.name}/r/${chosen[0]}`} target="_blank" rel="noreferrer" aria-label={`${say('openRecord')}: ${state.titleAt(chosen[0])}`} title={say('openRecord')}><ExportOutlined /></a>
        : null}
    </span>
  );
}

function useLookup({ to, value, known, filter, needs = [], many = false, create, onChange }: Props) {
  const { model } = useEngine();
  const { language } = useLanguage();
  const say = useFormSay();
  const target = model.objects[to];
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [keptIds, setRecentIds] = usePreference(`lookup:${to}`, noIds);
  const recentIds = useMemo(() => keptIds.filter((id) => typeof id === 'string'), [keptIds]);
  const search = useDebounced(typed, 200);
  const select = target ? lookupSelect(model, target, needs) : '';
  const asked = { target, filter, select, open };
  const found = useFound({ ...asked, search });
  const recent = useRecent(asked, recentIds);
  const chosen = (Array.isArray(value) ? value : value ? [value] : []) as readonly string[];
  const named = useNamed(target, chosen, known, select);
  const atHand = new Map([...named, ...(found.data ?? []).map((record) => [record.id!, record] as const), ...recent.map((record) => [record.id!, record] as const)]);
  const choiceOf = (id: string, record: RecordValues | undefined): Choice => ({ value: id, label: titleOf(target, record ?? id), facts: target ? lookupFacts(model, target, record, language) : [] });
  // Until the answer is there, only what fits already is offered, so that Enter takes nothing else.
  const answered = typed.trim() === search.trim() && !found.isPlaceholderData;
  const fits = (record: RecordValues) => answered || [titleOf(target, record), ...(target ? lookupFacts(model, target, record, language) : [])].some((text) => text.toLowerCase().includes(typed.trim().toLowerCase()));
  const offered = groups(open && typed === '' ? recent : [], open ? (found.data ?? []).filter(fits) : [], typed === '' || !open ? chosen.filter((id) => !open || !found.data?.some((record) => record.id === id)) : [], choiceOf, named, say);
  const take = (next: string | readonly string[] | undefined, record: RecordValues | undefined) => {
    setTyped('');
    if (!many) setOpen(false);
    const added = typeof next === 'string' ? next : next?.find((id) => !chosen.includes(id));
    if (added) setRecentIds([added, ...recentIds.filter((id) => id !== added)].slice(0, recentChoicesMax));
    onChange(next, record);
  };
  return {
    target, chosen, open, setOpen, typed, setTyped, options: offered, busy: found.isFetching,
    titleAt: (id: string) => titleOf(target, named.get(id) ?? id),
    choose: (next: string | readonly string[] | null | undefined) => take(next ?? undefined, typeof next === 'string' ? atHand.get(next) : undefined),
    make: async () => {
      setOpen(false);
      const record = await create?.(typed.trim());
      if (record?.id) take(many ? [...chosen, record.id] : record.id, record);
    },
  };
}

/** Recent choices, then all; a choice that stands in neither is kept with its name, out of sight. */
function groups(recent: readonly RecordValues[], all: readonly RecordValues[], kept: readonly string[], choiceOf: (id: string, record: RecordValues | undefined) => Choice, named: ReadonlyMap<string, RecordValues>, say: FormSay) {
  const recentIds = new Set(recent.map((record) => record.id));
  const rest = all.filter((record) => !recentIds.has(record.id)).map((record) => choiceOf(record.id!, record));
  const others = kept.filter((id) => !recentIds.has(id)).map((id) => choiceOf(id, named.get(id)));
  if (recent.length === 0) return [...others, ...rest];
  return [
    { label: say('recentChoices'), options: recent.map((record) => choiceOf(record.id!, record)) },
    { label: say('allChoices'), options: [...others, ...rest] },
  ] as unknown as Choice[];
}

function ChoiceView({ choice }: { readonly choice: Choice }): ReactNode {
  return <div className="lookup-choice"><div>{choice.label}</div>{choice.facts.length > 0 ? <div className="lookup-facts">{choice.facts.join(' · ')}</div> : null}</div>;
}

interface CreateProps {
  readonly target: ObjectModel;
  readonly typed: string;
  readonly say: FormSay;
  readonly make: () => void;
}

function CreateButton({ target, typed, say, make }: CreateProps) {
  const object = inSentence(target.label);
  return (
    <div className="lookup-create">
      <Button type="link" size="small" icon={<PlusOutlined />} data-action={`create-${target.name}`} onMouseDown={(event) => event.preventDefault()} onClick={make}>
        {typed.trim() ? say('createNewNamed', { object, name: typed.trim() }) : say('createNew', { object })}
      </Button>
    </div>
  );
}
