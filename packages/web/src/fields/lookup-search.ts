/** What a lookup asks the server: records that fit what was typed, recent choices, and the names of what is chosen. */
import { useQuery } from '@tanstack/react-query';
import type { Model, ObjectModel } from '@tenon/model';
import { useEffect, useState } from 'react';
import { client, type RecordValues } from '../app/client.ts';
import { viewsOf } from '../app/engine.tsx';
import { plainText } from './format.ts';
import type { Language } from '../app/language.tsx';
import { literal } from './filter-text.ts';
import { fieldAt, idOf, titleFields, titleOf, valueAt } from './paths.ts';

export const recentChoicesMax = 8;
const treeLevels = 3;

/** The reference of an object to itself that makes a tree of its records. */
const treeField = (object: ObjectModel) => Object.values(object.fields).find((field) => field.type === 'reference' && field.to === object.name && field.tree);

/** Short facts that tell records with like names apart: its code, what else searches look through, the first column of its list that is a name. */
function factPaths(model: Model, object: ObjectModel): readonly (readonly string[])[] {
  const plain = (path: readonly string[]) => ['text', 'select', 'phone', 'autonumber', 'reference'].includes(fieldAt(model, object.name, path)?.type ?? '');
  const searched = object.search.filter((name) => name !== object.title && object.fields[name]).map((name) => [name]).filter(plain);
  const columns = (viewsOf(model, object.name)[0]?.columns ?? []).map(({ path }) => path).filter((path) => path[0] !== object.title && path[0] !== object.lifecycle?.field && plain(path) && path.length <= 2);
  const all = [...searched.slice(0, 2), ...columns.slice(0, 3)];
  return all.filter((path, index) => all.findIndex((other) => other.join('.') === path.join('.')) === index).slice(0, 3);
}

/** The facts of a reference are its title. */
function withTitle(model: Model, object: string, path: readonly string[]): readonly string[] {
  const target = model.objects[fieldAt(model, object, path)?.to ?? ''];
  return target?.fields[target.title] ? [...path, target.title] : path;
}

export function lookupSelect(model: Model, object: ObjectModel, needs: readonly string[]): string {
  const tree = treeField(object);
  const above = tree ? Array.from({ length: treeLevels }, (_, level) => [...Array.from({ length: level + 1 }, () => tree.name), object.title].join('.')) : [];
  return [...new Set(['id', ...titleFields(object), ...factPaths(model, object).map((path) => withTitle(model, object.name, path).join('.')), ...above, ...needs])].join(',');
}

/** The second line of a choice: where it stands in its tree, or its code and facts. */
export function lookupFacts(model: Model, object: ObjectModel, record: RecordValues | undefined, language: Language): readonly string[] {
  if (!record) return [];
  const tree = treeField(object);
  const above: string[] = [];
  for (let here = tree && valueAt(record, [tree.name]); tree && idOf(here) && typeof here === 'object'; here = valueAt(here, [tree.name])) above.unshift(titleOf(object, here));
  const facts = factPaths(model, object).flatMap((path) => {
    const full = withTitle(model, object.name, path);
    const value = valueAt(record, full);
    return value === undefined || value === null || value === '' || typeof value === 'object' ? [] : [plainText(fieldAt(model, object.name, full), value, language)];
  });
  return [...facts.slice(0, above.length > 0 ? 1 : 3), ...(above.length > 0 ? [above.join(' / ')] : [])];
}

export const idFilter = (ids: readonly string[]): string => `id in (${ids.map(literal).join(', ')})`;
export const andFilters = (...filters: readonly (string | undefined)[]): string | undefined => {
  const given = filters.filter((filter) => filter);
  return given.length > 1 ? given.map((filter) => `(${filter})`).join(' and ') : given[0];
};

interface Asked {
  readonly target: ObjectModel | undefined;
  readonly search: string;
  readonly filter: string | undefined;
  readonly select: string;
  readonly open: boolean;
}

const found = (target: ObjectModel, query: Parameters<typeof client.list>[1]) => client.list<RecordValues>(target.name, query).then(({ data }) => data);

export function useFound({ target, search, filter, select, open }: Asked) {
  return useQuery({
    queryKey: ['lookup', target?.name, search, filter, select],
    enabled: open && Boolean(target),
    placeholderData: (previous) => previous,
    queryFn: () => found(target!, { search: search || undefined, filter, select, limit: 30 }),
  });
}

/** Those of the recent choices that are still there and fit the filter, in their order. */
export function useRecent({ target, filter, select, open }: Omit<Asked, 'search'>, ids: readonly string[]): readonly RecordValues[] {
  const loaded = useQuery({
    queryKey: ['lookup', target?.name, 'recent', ids, filter, select],
    enabled: open && Boolean(target) && ids.length > 0,
    queryFn: () => found(target!, { filter: andFilters(idFilter(ids), filter), select, limit: recentChoicesMax }),
  });
  return ids.flatMap((id): readonly RecordValues[] => loaded.data?.filter((record) => record.id === id) ?? []);
}

/** Chosen records that are not at hand yet. One that is gone, or that the reader may not see, keeps its id. */
export function useNamed(target: ObjectModel | undefined, chosen: readonly string[], known: ReadonlyMap<string, RecordValues> | undefined, select: string): ReadonlyMap<string, RecordValues> {
  const missing = chosen.filter((id) => !known?.has(id));
  const loaded = useQuery({
    queryKey: ['named', target?.name, missing, select],
    enabled: Boolean(target) && missing.length > 0,
    staleTime: 60_000,
    queryFn: () => found(target!, { filter: idFilter(missing), select, limit: missing.length }),
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
