/**
 * What a dry run would have made in the chunks before: rows that say the same again would not be made twice.
 *
 * Rows of one chunk meet in the database; those of different chunks meet here, since a dry chunk leaves nothing behind.
 */
import { failure } from '@tenon/diagnostics';
import type { RowOutcome, TableRow } from '@tenon/store';
import type { ImportRequest, Mapping } from './mapping.ts';

export class Repeats {
  readonly #request: ImportRequest;
  /** Fields → values → row. */
  readonly #made = new Map<string, Map<string, number>>();

  constructor(request: ImportRequest) {
    this.#request = request;
  }

  judge(rows: readonly TableRow[], outcomes: readonly RowOutcome[], mapping: Mapping): readonly RowOutcome[] {
    const own = (this.#request.key ?? []).join();
    return outcomes.map((outcome, i): RowOutcome => {
      const row = rows[i]!;
      if (outcome.kind === 'refused') return this.#namesMade(row, outcome, mapping) ? { kind: 'created', id: '' } : outcome;
      if (outcome.kind !== 'created') return outcome;
      for (const key of keysIn(mapping)) {
        const before = this.#made.get(key.join())?.get(valuesOf(row, key) ?? '');
        if (before === undefined) continue;
        if (this.#request.mode === 'upsert' && key.join() === own) return { kind: 'updated', id: outcome.id };
        const fields = key.map((name) => mapping.targets.object.fields[name]!.label).join(', ');
        return { kind: 'refused', failure: failure('VAL101', {}, [{ field: key[0]!, code: 'TRN130', params: { row: before, fields } }]) };
      }
      return outcome;
    });
  }

  remember(rows: readonly TableRow[], outcomes: readonly RowOutcome[], mapping: Mapping): void {
    for (const [i, row] of rows.entries()) {
      if (outcomes[i]!.kind !== 'created') continue;
      for (const key of [...keysIn(mapping), [mapping.targets.object.title]]) {
        const values = valuesOf(row, key);
        if (values === undefined) continue;
        const made = this.#made.get(key.join()) ?? new Map<string, number>();
        this.#made.set(key.join(), made);
        if (!made.has(values)) made.set(values, row.row);
      }
    }
  }

  /** A row that was refused only since it names one further up in the table. */
  #namesMade(row: TableRow, outcome: Extract<RowOutcome, { kind: 'refused' }>, { targets: { object } }: Mapping): boolean {
    const { problems } = outcome.failure;
    const names = row.named.filter((one) => one.to === object.name);
    const known = (text: string, by: string | undefined): boolean => [...this.#made].some(([key, made]) => (by === undefined || key === by) && made.has(JSON.stringify([text])));
    return problems.length > 0 && problems.every((one) => one.code === 'TRN123' && names.some((name) => name.field === one.field && name.texts.every((text) => known(text, name.by))));
  }
}

/** Keys of the object of which the table gives every field. */
const keysIn = ({ targets, columns }: Mapping): readonly (readonly string[])[] =>
  targets.keys.filter((key) => key.every((name) => columns.some((target) => target?.field.name === name)));

function valuesOf(row: TableRow, key: readonly string[]): string | undefined {
  const values = key.map((name) => row.named.find((one) => one.field === name)?.texts.join() ?? row.values[name] ?? null);
  return values.includes(null) ? undefined : JSON.stringify(values.map(String));
}
