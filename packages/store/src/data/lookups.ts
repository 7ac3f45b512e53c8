/**
 * Natural keys → ids, for references written as `{ "code": "D001" }`, nested where a key holds references itself.
 *
 * A lookup over some fields of an object is read from the database once, when it is first asked for, and follows the rows of this load.
 */
import type { Model } from '@tenon/model';
import type { Transaction } from '../database.ts';
import { quoteName } from '../names.ts';

export type DataRow = Readonly<Record<string, unknown>>;
interface Known { readonly row: DataRow; readonly id: string }
interface Lookup { readonly fields: readonly string[]; readonly ids: Map<string, string> }

/** A row of a data file that cannot be loaded, in words for its author. */
export class DataProblem extends Error {}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class Lookups {
  readonly #tx: Transaction;
  readonly #model: Model;
  readonly #lookups = new Map<string, Map<string, Lookup>>();
  /** Rows of the file at hand, which the database does not have yet. */
  #pending = new Map<string, Known[]>();

  constructor(tx: Transaction, model: Model) {
    this.#tx = tx;
    this.#model = model;
  }

  /** The id that a reference names. */
  async resolve(object: string, value: unknown): Promise<string> {
    if (typeof value === 'string' && uuid.test(value)) return value;
    const key = typeof value === 'object' && value !== null ? (value as DataRow) : { [this.#naturalField(object)]: value };
    const found = await this.find(object, Object.keys(key), key);
    if (!found) throw new DataProblem(`there is no ${object} ${JSON.stringify(value)}`);
    return found;
  }

  /** The id of the record with these key values, or undefined. */
  async find(object: string, fields: readonly string[], row: DataRow): Promise<string | undefined> {
    const sorted = [...fields].sort();
    const lookup = await this.#lookup(object, sorted);
    return lookup.ids.get(await this.#keyOf(object, sorted, row));
  }

  /** Makes rows known under every key of their object. */
  async add(object: string, rows: readonly Known[]): Promise<void> {
    this.#pending.set(object, [...(this.#pending.get(object) ?? []), ...rows]);
    for (const lookup of this.#lookups.get(object)?.values() ?? []) await this.#addTo(object, lookup, rows);
  }

  /** The rows made known so far are in the database now. */
  flushed(): void {
    this.#pending = new Map();
  }

  #naturalField(object: string): string {
    const fields = Object.values(this.#model.objects[object]?.fields ?? {});
    const field = fields.find((one) => one.unique && !one.system) ?? fields.find((one) => one.name === 'code');
    if (!field) throw new DataProblem(`write the ${object} by its key, such as { "code": … }`);
    return field.name;
  }

  async #lookup(object: string, fields: readonly string[]): Promise<Lookup> {
    const name = fields.join(',');
    let ofObject = this.#lookups.get(object);
    if (!ofObject) this.#lookups.set(object, (ofObject = new Map()));
    const known = ofObject.get(name);
    if (known) return known;
    const lookup: Lookup = { fields, ids: new Map() };
    ofObject.set(name, lookup);
    for (const field of fields) if (!this.#model.objects[object]?.fields[field]) throw new DataProblem(`${object} has no field “${field}”`);
    const columns = fields.map((field) => `${quoteName(field)}::text`).join(', ');
    const rows = await this.#tx.query<{ id: string; key: (string | null)[] }>(`SELECT id, ARRAY[${columns}] AS key FROM ${quoteName(object)}`);
    for (const row of rows) lookup.ids.set(JSON.stringify(row.key), row.id);
    await this.#addTo(object, lookup, this.#pending.get(object) ?? []);
    return lookup;
  }

  async #addTo(object: string, lookup: Lookup, rows: readonly Known[]): Promise<void> {
    for (const { row, id } of rows) {
      if (lookup.fields.every((field) => row[field] !== undefined)) lookup.ids.set(await this.#keyOf(object, lookup.fields, row), id);
    }
  }

  async #keyOf(object: string, fields: readonly string[], row: DataRow): Promise<string> {
    const key: (string | null)[] = [];
    for (const name of fields) {
      const field = this.#model.objects[object]?.fields[name];
      const value = row[name] ?? null;
      key.push(value === null ? null : field?.type === 'reference' ? await this.resolve(field.to!, value) : String(value));
    }
    return JSON.stringify(key);
  }
}
