/** Sums of the whole list, asked for only where the reader wants them. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../app/client.ts';
import { formatNumber } from '../fields/format.ts';
import { sumsOf } from './grouping.ts';
import type { Aggregated } from './list-query.ts';
import type { ListState } from './list-state.ts';
import { useListSay } from './say.ts';

export function TotalsRow({ state: { rows, columns }, selectable }: { readonly state: ListState; readonly selectable: boolean }) {
  const say = useListSay();
  const sums = useMemo(() => sumsOf(columns), [columns]);
  const asked = { filter: rows.filter, search: rows.search, aggregate: sums.aggregates.join(',') };
  const found = useQuery({
    queryKey: ['list', rows.object, 'totals', asked], placeholderData: keepPreviousData, enabled: asked.aggregate !== '',
    queryFn: async () => (await client.aggregate<Aggregated>(rows.object, asked)).data[0]?.values ?? [],
  });
  const read = new Map(sums.read(found.data ?? []).map((sum) => [sum.column.key, sum]));
  return (
    <tfoot>
      <tr aria-busy={found.isPending}>
        {selectable ? <td className="grid-check" /> : null}
        {columns.map((column, index) => {
          const sum = found.data && read.get(column.key);
          const several = sum && sum.value === null;
          return (
            <td key={column.key} className={column.number ? 'num' : ''} data-total={column.key} {...(several ? { title: say('severalCurrenciesHint') } : {})}>
              {index === 0 && !sum ? say('totals') : several ? <span className="muted small">{say('severalCurrencies')}</span> : sum && column.field ? formatNumber(column.field, sum.value, sum.record) : null}
            </td>
          );
        })}
      </tr>
    </tfoot>
  );
}
