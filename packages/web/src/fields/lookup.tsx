/** Finds a record to refer to: searches on the server while typing, shows title and code, works by keyboard. */
import { useQuery } from '@tanstack/react-query';
import type { ObjectModel } from '@tenon/model';
import { Select, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { client, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useSay } from '../app/language.tsx';
import { titleFields, titleOf } from './paths.ts';

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
  readonly placeholder?: string;
  readonly prefix?: string;
  readonly onChange: (value: string | readonly string[] | undefined, record: RecordValues | undefined) => void;
}

export function Lookup(props: Props) {
  const { to, value, known, filter, needs = [], many = false } = props;
  const { model } = useEngine();
  const say = useSay();
  const target = model.objects[to];
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed, 200);
  const select = [...(target ? titleFields(target) : []), ...needs].join(',');
  const found = useQuery({
    queryKey: ['lookup', to, search, filter, select],
    enabled: open && Boolean(target),
    placeholderData: (previous) => previous,
    queryFn: () => client.list<RecordValues>(to, { search: search || undefined, filter, select: select || undefined, limit: 30 }),
  });
  const named = useNamed(target, value, known, select);
  const records = found.data?.data ?? [];
  const chosen = (Array.isArray(value) ? value : value ? [value] : []) as readonly string[];
  const all = new Map([...chosen.map((id) => [id, named.get(id)] as const), ...records.map((record) => [record.id!, record] as const)]);
  const choose = (next: string | readonly string[] | null | undefined) => {
    setTyped('');
    props.onChange(next ?? undefined, typeof next === 'string' ? all.get(next) : undefined);
  };
  return (
    <Select<string | readonly string[]>
      {...(props.id ? { id: props.id } : {})}
      {...(props.failed ? { status: 'error' as const } : {})}
      {...(many ? { mode: 'multiple' as const } : {})}
      aria-label={props.label}
      {...(props.prefix ? { prefix: props.prefix } : {})}
      value={value === undefined || value === '' ? (many ? [] : undefined) : value}
      options={[...all].map(([id, record]) => ({ value: id, label: titleOf(target, record ?? id), code: codeOf(target, record) }))}
      optionRender={(option) => <span>{option.data.label}{option.data.code ? <span className="option-code">{option.data.code}</span> : null}</span>}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      allowClear
      open={open}
      onOpenChange={setOpen}
      onChange={choose}
      disabled={props.disabled ?? false}
      placeholder={props.placeholder ?? say('searchChoose')}
      notFoundContent={found.isFetching ? <Spin size="small" /> : say('noMatches')}
      popupMatchSelectWidth={260}
    />
  );
}

function codeOf(target: ObjectModel | undefined, record: RecordValues | undefined): string | undefined {
  const name = target ? titleFields(target)[1] : undefined;
  const code = name ? record?.[name] : undefined;
  return code === undefined || code === null || typeof code === 'object' ? undefined : String(code);
}

/** Titles of chosen records that are not at hand yet. */
function useNamed(target: ObjectModel | undefined, value: Props['value'], known: Props['known'], select: string): ReadonlyMap<string, RecordValues> {
  const chosen = (Array.isArray(value) ? value : value ? [value] : []) as readonly string[];
  const missing = chosen.filter((id) => !known?.has(id));
  const loaded = useQuery({
    queryKey: ['named', target?.name, missing, select],
    enabled: Boolean(target) && missing.length > 0,
    staleTime: 60_000,
    queryFn: () => Promise.all(missing.map((id) => client.get<RecordValues>(target!.name, id, { select: select || undefined }).catch(() => ({ id }) as RecordValues))),
  });
  return new Map([...(known ?? []), ...(loaded.data ?? []).map((record) => [record.id!, record] as const)]);
}

export function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
