/** Records that pasted words name: one question per column, by the fields that people know a record by. */
import type { Model, ObjectModel } from '@tenon/model';
import { client, type RecordValues } from '../../app/client.ts';
import { literal } from '../../fields/filter-text.ts';
import { andFilters, lookupSelect } from '../../fields/lookup-search.ts';

const wordsPerQuestion = 60;
const recordsMax = 200;
const named = new Set(['text', 'autonumber', 'email', 'phone']);

/** The fields that name a record, those that tell it from all others first. */
function namingFields(object: ObjectModel): readonly string[] {
  const names = [...new Set([object.title, ...object.search])].filter((name) => named.has(object.fields[name]?.type ?? '') && !object.fields[name]!.masked);
  return names.toSorted((a, b) => Number(object.fields[b]!.unique ?? false) - Number(object.fields[a]!.unique ?? false)).slice(0, 3);
}

export type Match = RecordValues | 'none' | 'many';

interface Asked {
  readonly model: Model;
  readonly to: string;
  readonly words: readonly string[];
  /** The filter of the field, where it reads nothing of the record around. */
  readonly filter: string | undefined;
  readonly needs: readonly string[];
}

/** What each word stands for. */
export async function matchReferences({ model, to, words, filter, needs }: Asked): Promise<ReadonlyMap<string, Match>> {
  const target = model.objects[to];
  const fields = target ? namingFields(target) : [];
  const distinct = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
  if (!target || fields.length === 0) return new Map(distinct.map((word) => [word, 'none']));
  const select = [...new Set([...lookupSelect(model, target, needs).split(','), ...fields])].join(',');
  const found: RecordValues[] = [];
  for (let from = 0; from < distinct.length; from += wordsPerQuestion) {
    const list = distinct.slice(from, from + wordsPerQuestion).map(literal).join(', ');
    const naming = fields.map((field) => `${field} in (${list})`).join(' or ');
    const { data } = await client.list<RecordValues>(to, { filter: andFilters(naming, filter), select, limit: recordsMax });
    found.push(...data);
  }
  return new Map(distinct.map((word) => [word, matchOf(word, fields, found)]));
}

function matchOf(word: string, fields: readonly string[], records: readonly RecordValues[]): Match {
  for (const field of fields) {
    const fits = records.filter((record) => record[field] === word);
    if (fits.length === 1) return fits[0]!;
    if (fits.length > 1) return 'many';
  }
  return 'none';
}
