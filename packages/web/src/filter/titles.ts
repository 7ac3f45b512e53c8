/** Titles of the records that rules refer to. */
import { useQueries } from '@tanstack/react-query';
import type { Model } from '@tenon/model';
import { client, type RecordValues } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { literal } from '../fields/filter-text.ts';
import { filterField, type FilterNode } from './rule.ts';

function idsIn(model: Model, object: string, node: FilterNode, found: Map<string, Set<string>>): void {
  if (node.kind === 'group') node.items.forEach((item) => idsIn(model, object, item, found));
  if (node.kind !== 'rule') return;
  const to = filterField(model, object, node.path)?.to;
  if (!to || !model.objects[to]) return;
  for (const id of [node.value].flat()) if (typeof id === 'string' && id !== '') found.set(to, (found.get(to) ?? new Set()).add(id));
}

/** Until a title is here, a record is three dots; of one that is out of sight, its id. */
export function useTitles(object: string, nodes: readonly FilterNode[]): (id: string) => string {
  const { model } = useEngine();
  const wanted = new Map<string, Set<string>>();
  for (const node of nodes) idsIn(model, object, node, wanted);
  const asked = useQueries({
    queries: [...wanted].map(([to, ids]) => {
      const all = [...ids].sort();
      const { title } = model.objects[to]!;
      return { queryKey: ['named', to, 'titles', all], staleTime: 60_000, queryFn: () => client.list<RecordValues>(to, { filter: `id in (${all.map(literal).join(', ')})`, select: `id,${title}`, limit: 100 }).then(({ data }) => data.map((record) => [record.id!, String(record[title] ?? record.id)] as const)) };
    }),
  });
  const known = new Map(asked.flatMap((one) => one.data ?? []));
  const waiting = asked.some((one) => one.isPending);
  return (id) => known.get(id) ?? (waiting ? '…' : id);
}
