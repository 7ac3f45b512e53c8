/** The state of a list as it stands in the address: what is absent is as the view, or its reader, has it. */
export interface ListSearch {
  readonly q?: string;
  /** One expression, whoever wrote it. The empty text: none, also where the view of one's own has one. */
  readonly filter?: string;
  /** `-ordered_on,no`: paths in their order, a minus for descending. */
  readonly sort?: string;
  /** Paths of the columns, with commas between. */
  readonly columns?: string;
  /** A path; of a day with `:month` and the like after it. Empty: no groups. */
  readonly group?: string;
  /** Shown otherwise than the view says. */
  readonly kind?: 'list' | 'board' | 'calendar';
  /** The row at the top, so that going back returns to the place. */
  readonly at?: number;
}

const path = '[a-z_][a-z0-9_]*(?:\\.[a-z_][a-z0-9_]*)*';
const sortPattern = new RegExp(`^-?${path}(?:,-?${path})*$`);
const columnsPattern = new RegExp(`^${path}(?:,${path})*$`);
const groupPattern = new RegExp(`^(?:${path}(?::(?:day|week|month|quarter|year))?)?$`);

/** Reads the parameters of an address, which anybody may have written. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const { q, filter, sort, columns, group, kind, at } = raw;
  return {
    ...(q !== undefined && q !== '' && typeof q !== 'object' ? { q: String(q) } : {}),
    ...(filter !== undefined && typeof filter !== 'object' ? { filter: String(filter) } : {}),
    ...(typeof sort === 'string' && sortPattern.test(sort) ? { sort } : {}),
    ...(typeof columns === 'string' && columnsPattern.test(columns) ? { columns } : {}),
    ...(typeof group === 'string' && groupPattern.test(group) ? { group } : {}),
    ...(kind === 'list' || kind === 'board' || kind === 'calendar' ? { kind } : {}),
    ...(Number.isSafeInteger(Number(at)) && Number(at) > 0 ? { at: Number(at) } : {}),
  };
}

export interface SortKey {
  readonly path: string;
  readonly descending: boolean;
}

export const readSort = (sort: string | undefined): readonly SortKey[] =>
  (sort ?? '').split(',').filter((part) => part !== '').map((part) => (part.startsWith('-') ? { path: part.slice(1), descending: true } : { path: part, descending: false }));

export const writeSort = (keys: readonly SortKey[]): string => keys.map(({ path: at, descending }) => `${descending ? '-' : ''}${at}`).join(',');

/** A click on a heading: ascending, descending, then the view's own order; with shift, the other orders stay. */
export function turnSort(keys: readonly SortKey[], at: string, more: boolean): readonly SortKey[] {
  const old = keys.find((key) => key.path === at);
  const next = !old ? { path: at, descending: false } : old.descending ? undefined : { path: at, descending: true };
  if (!more) return next && (keys.length === 1 || !old) ? [next] : old && keys.length > 1 ? [{ path: at, descending: !old.descending }] : [];
  return old ? keys.flatMap((key) => (key.path === at ? (next ? [next] : []) : [key])) : [...keys, next!];
}
