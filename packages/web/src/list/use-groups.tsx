/** The groups of a list with their counts and sums; the rows of one are asked for when it is opened. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { client, problemOf } from '../app/client.ts';
import { useLanguage, type Language } from '../app/language.tsx';
import { formatDate, optionOf } from '../fields/format.ts';
import { ValueView } from '../fields/value-view.tsx';
import { groupFilter, sumsOf, type Grouping, type Sum } from './grouping.ts';
import type { Aggregated } from './list-query.ts';
import type { ListState } from './list-state.ts';
import type { Section } from './row-places.ts';
import { useListSay } from './say.ts';

export interface GroupLine extends Section {
  readonly label: string;
  readonly view: ReactNode;
  readonly sums: ReadonlyMap<string, Sum>;
}

export interface Groups {
  /** Undefined where the list is not parted. */
  readonly lines: readonly GroupLine[] | undefined;
  readonly total: number | undefined;
  readonly error: unknown;
  readonly waiting: boolean;
  readonly toggle: (section: number) => void;
  readonly openAll: (open: boolean) => void;
}

export function useGroups(state: ListState): Groups {
  const { grouping, rows, columns } = state;
  const { language } = useLanguage();
  const say = useListSay();
  const sums = useMemo(() => sumsOf(columns), [columns]);
  const asked = { filter: rows.filter, search: rows.search, group: grouping?.expressions.join(','), aggregate: ['count()', ...sums.aggregates].join(',') };
  const found = useQuery({
    queryKey: ['list', rows.object, 'groups', asked], enabled: grouping !== undefined, placeholderData: keepPreviousData, retry: false,
    queryFn: async () => (await client.aggregate<Aggregated>(rows.object, asked)).data,
  });
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const lines = useMemo(() => {
    if (!grouping || !found.data) return undefined;
    const ordered = inOrder(grouping, found.data);
    return ordered.map(({ group, values }): GroupLine => {
      const key = JSON.stringify(group[0] ?? null);
      const label = labelOf(grouping, group, language) ?? say('noValue');
      return {
        key, label, view: <GroupValue grouping={grouping} group={group} label={label} />, filter: groupFilter(grouping, group[0]), count: Number(values[0]), headed: true,
        open: all !== open.has(key), sums: new Map(sums.read(values.slice(1)).map((sum) => [sum.column.key, sum])),
      };
    });
  }, [grouping, found.data, open, all, language, sums]);
  return {
    lines: grouping ? (lines ?? []) : undefined,
    total: lines?.reduce((sum, line) => sum + line.count, 0),
    error: grouping && found.error && !found.data ? (problemOf(found.error).code === 'OPR111' ? { status: 422, detail: say('tooManyGroups') } : found.error) : null,
    waiting: grouping !== undefined && found.isPending && !found.error,
    toggle: (section) => {
      const key = lines?.[section]?.key;
      if (key === undefined) return;
      setOpen((old) => {
        const next = new Set(old);
        if (!next.delete(key)) next.add(key);
        return next;
      });
    },
    openAll: (next) => {
      setOpen(new Set());
      setAll(next);
    },
  };
}

/** Choices in the order of the Model, days the newest first, everything else as the server gives it; what has no value comes last. */
function inOrder({ field, unit }: Grouping, groups: readonly Aggregated[]): readonly Aggregated[] {
  const place = (value: unknown): number => (value === null ? Infinity : (field.options?.findIndex((option) => option.value === value) ?? 0));
  if (field.type === 'select') return [...groups].sort((a, b) => place(a.group[0]) - place(b.group[0]));
  const named = (one: Aggregated) => String(one.group[1] ?? one.group[0] ?? '');
  const sorted = unit ? [...groups].sort((a, b) => named(b).localeCompare(named(a))) : [...groups].sort((a, b) => named(a).localeCompare(named(b)));
  return [...sorted.filter(({ group }) => group[0] !== null), ...sorted.filter(({ group }) => group[0] === null)];
}

function labelOf({ field, unit }: Grouping, group: readonly unknown[], language: Language): string | undefined {
  const [value, title] = group;
  if (value === null || value === undefined) return undefined;
  if (unit) return dayLabel(String(value), unit, language);
  if (field.type === 'select') return optionOf(field, value)?.label ?? String(value);
  return String(title ?? value);
}

/** `2026-11-01` as `November 2026`, `Q4 2026`, `2026`. */
function dayLabel(day: string, unit: NonNullable<Grouping['unit']>, language: Language): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const at = new Date(Date.UTC(year, month - 1, 1));
  switch (unit) {
    case 'year': return language === 'zh-CN' ? `${year}年` : String(year);
    case 'quarter': return language === 'zh-CN' ? `${year}年第${Math.ceil(month / 3)}季度` : `Q${Math.ceil(month / 3)} ${year}`;
    case 'month': return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);
    default: return formatDate(day, language);
  }
}

function GroupValue({ grouping: { field, unit }, group, label }: { readonly grouping: Grouping; readonly group: readonly unknown[]; readonly label: string }) {
  const plain = group[0] === null || unit || field.type === 'reference';
  return plain ? <b className={group[0] === null ? 'muted' : ''}>{label}</b> : <b><ValueView field={field} value={group[0]} link={false} /></b>;
}
