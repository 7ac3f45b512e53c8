/** The state of a list as it stands in the address. */
export interface ListSearch {
  readonly q?: string;
  readonly sort?: string;
  /** Values of the quick filters by field. */
  readonly filter?: Readonly<Record<string, FilterValue>>;
  /** Cursors of the pages before this one, and last its own; the first page has none. */
  readonly pages?: readonly string[];
  /** Paths of the columns that the reader chose, with commas between. */
  readonly columns?: string;
}
export type FilterValue = string | boolean | readonly string[] | { readonly from?: string; readonly to?: string };

/** Reads the parameters of an address, which anybody may have written. */
export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const { q, sort, filter, pages, columns } = raw;
  return {
    ...(q !== undefined && q !== '' && typeof q !== 'object' ? { q: String(q) } : {}),
    ...(typeof sort === 'string' && /^-?[a-z_][a-z0-9_.]*$/.test(sort) ? { sort } : {}),
    ...(typeof filter === 'object' && filter !== null && !Array.isArray(filter) ? { filter: filter as Record<string, FilterValue> } : {}),
    ...(typeof columns === 'string' && /^[a-z_][a-z0-9_.,]*$/.test(columns) ? { columns } : {}),
    ...(Array.isArray(pages) && pages.length > 0 ? { pages: pages.map(String) } : {}),
  };
}
