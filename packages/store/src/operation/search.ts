/**
 * Records found in every object by the words that somebody typed: the lists of the caller, a few at a time.
 *
 * In:   the words, and how many records of an object at most.
 * Out:  one group per object with anything found, in the order of the navigation; what is called by the words comes first.
 * Bounded: so many objects, so many at once, and so long; what is not there by then is left out and said.
 */
import { failure, limits } from '@tenon/diagnostics';
import { titleOf, type ObjectModel } from '@tenon/model';
import type { Access } from './access.ts';
import { accessFor } from './compile-cache.ts';
import type { Found, OperationInput, Principal, TenantScope } from './operation.ts';
import { runOperation, type OperationStore } from './pipeline.ts';

export interface SearchInput {
  readonly text: string;
  /** Records of each object, at most. */
  readonly limit?: number;
}
export interface FoundRecord { readonly id: string; readonly title: string; readonly facts: readonly string[] }
export interface FoundGroup { readonly object: string; readonly records: readonly FoundRecord[]; readonly more: boolean }
export interface SearchAnswer {
  readonly data: readonly FoundGroup[];
  /** Whether some objects were left out, for time or for their number. */
  readonly partial: boolean;
}

const atOnce = 4;
const rowsDefault = 5;
type FoundRow = Readonly<Record<string, unknown>> & { readonly id: string };

export async function searchRecords(store: OperationStore, scope: TenantScope, { text, limit = rowsDefault }: SearchInput, principal: Principal): Promise<SearchAnswer> {
  const words = text.trim().replace(/\s+/g, ' ');
  if (words.length > limits.searchLengthMax) throw failure('OPR103', { parameter: 'q', problem: `> ${limits.searchLengthMax}` });
  if (!Number.isInteger(limit) || limit < 1 || limit > limits.searchRowsMax) throw failure('OPR106', { max: limits.searchRowsMax });
  if (words === '') return { data: [], partial: false };
  const access = accessFor(scope.model, principal);
  const objects = searchable(access);
  const asked = objects.slice(0, limits.searchObjectsMax);
  const groups = new Map<string, FoundGroup>();
  const waiting = [...asked];
  const until = new AbortController();
  const work = async (): Promise<void> => {
    for (let object = waiting.shift(); object && !until.signal.aborted; object = waiting.shift()) {
      groups.set(object.name, await searchObject(object, words, limit, (input) => runOperation(store, scope, input, principal)));
    }
  };
  const done = Promise.all(Array.from({ length: atOnce }, work)).then((): true => true);
  const inTime = await withinTime(done, until);
  const data = asked.flatMap((object) => groups.get(object.name) ?? []).filter(({ records }) => records.length > 0);
  return { data, partial: !inTime || objects.length > asked.length };
}

/** True where it was done in time; the answers of those that were not are nobody's. */
async function withinTime(done: Promise<true>, until: AbortController): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => { timer = setTimeout(() => resolve(false), limits.searchMsMax); });
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
    until.abort();
    done.catch(() => undefined);
  }
}

type Run = (input: OperationInput) => Promise<{ readonly body: string }>;

/** What holds the words anywhere, the latest first; where that is more than is shown, those before them that are called so, or begin so. */
async function searchObject(object: ObjectModel, words: string, limit: number, run: Run): Promise<FoundGroup> {
  const { name, title, search } = object;
  const select = [...new Set([title, ...search])].join(',');
  const list = async (found: Found): Promise<{ readonly data: readonly FoundRow[]; readonly next: string | null }> =>
    JSON.parse((await run({ kind: 'list', object: name, search: words, found, select, limit, sort: '-id' })).body);
  const latest = await list('anywhere');
  const better = latest.next === null ? [] : (await Promise.all([list('whole'), list('beginning')])).flatMap(({ data }) => data);
  const all = [...new Map([...better, ...latest.data].map((record) => [record.id, record])).values()];
  const ranked = all.map((record) => ({ record, rank: rankOf([title, ...search].map((field) => String(record[field] ?? '')), words) })).sort((a, b) => a.rank - b.rank);
  return { object: name, records: ranked.slice(0, limit).map(({ record }) => shown(object, record)), more: latest.next !== null };
}

/** The title itself, another value itself, one of them that begins with the words, and all others. */
function rankOf([title = '', ...values]: readonly string[], words: string): number {
  const wanted = words.toLowerCase();
  const lower = values.map((value) => value.toLowerCase());
  if (title.toLowerCase() === wanted) return 0;
  return lower.includes(wanted) ? 1 : lower.some((value) => value.startsWith(wanted)) ? 2 : 3;
}

function shown(object: ObjectModel, record: FoundRow): FoundRecord {
  const facts = object.search.filter((name) => name !== object.title).map((name) => record[name]).filter((value) => value !== null && value !== undefined && value !== '');
  return { id: record.id, title: titleOf({ objects: { [object.name]: object } }, object.name, record), facts: facts.map(String) };
}

/** Objects of which the caller may search the records, as the navigation names them, then the others. Rows of another record are found with it. */
function searchable(access: Access): readonly ObjectModel[] {
  const { model, principal } = access;
  const held = new Set(principal.roles.flatMap((name) => [name, ...(model.roles[name]?.includes ?? [])]));
  const open = Object.values(model.apps).filter(({ roles }) => roles === undefined || roles.some((role) => held.has(role)));
  const shownFirst = open.flatMap((app) => app.navigation).flatMap((group) => group.items).flatMap((item) => item.object ?? []);
  const names = [...new Set([...shownFirst, ...Object.keys(model.objects)])];
  return names.flatMap((name) => access.object(name) ?? []).filter((object) => maySearch(access, object));
}

function maySearch(access: Access, { name, search, title, partOf, system }: ObjectModel): boolean {
  if (search.length === 0 || partOf || system || access.recordGrant(name, 'read') === undefined) return false;
  return [...search, title].every((field) => {
    const found = access.field(name, field);
    return found !== undefined && access.fieldGrant(name, found) !== 'mask';
  });
}
