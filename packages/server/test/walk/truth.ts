/**
 * What a user may see and do, worked out from the role documents as they are written and from the rows as PostgreSQL keeps them.
 *
 * Nothing of the store's own access is asked: conditions are evaluated in memory, over every row.
 */
import { compileExpression, evaluateExpression, type Catalog, type CheckedExpr } from '@tenon/expression';
import { catalogOf, type FieldModel, type Model, type ObjectModel } from '@tenon/model';
import type { Channel, RoleDocument } from './channel.ts';
import type { Row } from './place.ts';

export type Verb = 'create' | 'read' | 'update' | 'delete';
export type FieldRight = 'none' | 'mask' | 'read' | 'write';
type Rows = Readonly<Record<string, ReadonlyMap<string, Row>>>;
type Grant = NonNullable<RoleDocument['objects']>[string];

export interface Person {
  readonly roles: readonly string[];
  readonly userId: string;
  /** Attributes of the user, each the id of a record of the object that the role says. */
  readonly attributes: Readonly<Record<string, string>>;
}

const ranks: readonly FieldRight[] = ['none', 'mask', 'read', 'write'];

export class Truth {
  readonly #model: Model;
  readonly #rows: Rows;
  readonly #person: Person;
  readonly #roles: readonly RoleDocument[];
  readonly #visible = new Map<string, ReadonlySet<string>>();

  constructor({ model, roles }: Pick<Channel, 'model' | 'roles'>, rows: Rows, person: Person) {
    this.#model = model;
    this.#rows = rows;
    this.#person = person;
    const family = (name: string): RoleDocument[] => [roles[name]!, ...(roles[name]!.includes ?? []).flatMap(family)];
    this.#roles = person.roles.flatMap(family);
  }

  /** What each of the roles says of the object. */
  #grants(object: ObjectModel): readonly Grant[] {
    return this.#roles.flatMap((role): Grant[] => {
      const named = role.objects?.[object.name] ?? (object.system ? undefined : role.otherObjects);
      if (named) return [named];
      if (object.name === 'user') return [usersGrant(role)];
      const parent = object.partOf && (role.objects?.[object.partOf.object] ?? role.otherObjects);
      return parent ? [{}] : [];
    });
  }

  /** Whether there is such an object for the user. A child has its parent's records and is there only with it. */
  has(name: string): boolean {
    return this.#grants(this.#model.objects[name]!).length > 0;
  }

  right(name: string, field: FieldModel): FieldRight {
    if (!this.has(name)) return 'none';
    if (field.name === 'id' || field.name === 'version') return 'read';
    const rights = this.#grants(this.#model.objects[name]!).map((grant): FieldRight => {
      const own = grant.fields?.[field.name];
      const given = own ?? grant.otherFields ?? 'write';
      if (own === undefined && field.masked && given !== 'none') return 'mask';
      return given === 'write' && field.system ? 'read' : given;
    });
    return rights.reduce((a, b) => (ranks.indexOf(a) >= ranks.indexOf(b) ? a : b), 'none');
  }

  /** The fields that are there for the user. */
  fields(name: string): readonly FieldModel[] {
    return Object.values(this.#model.objects[name]!.fields).filter((field) => this.right(name, field) !== 'none');
  }

  hidden(name: string): readonly FieldModel[] {
    return Object.values(this.#model.objects[name]!.fields).filter((field) => this.right(name, field) === 'none');
  }

  /** Rows of children are written with their parent, and users by the administration. */
  may(verb: Verb, name: string): boolean {
    const object = this.#model.objects[name]!;
    if (verb !== 'read' && (object.partOf || object.system)) return false;
    const owner = object.partOf ? this.#model.objects[object.partOf.object]! : object;
    return this.has(name) && this.#grants(owner).some((grant) => grant[verb] !== undefined);
  }

  mayAct(name: string, action: string): boolean {
    const object = this.#model.objects[name]!;
    if (object.partOf || !this.may('read', name)) return false;
    return this.#grants(object).some(({ actions }) => actions === '*' || actions?.includes(action));
  }

  /** Ids of the records that the user may read, change or delete. */
  records(verb: Verb, name: string): ReadonlySet<string> {
    const key = `${verb} ${name}`;
    const known = this.#visible.get(key) ?? this.#find(verb, this.#model.objects[name]!);
    this.#visible.set(key, known);
    return known;
  }

  #find(verb: Verb, object: ObjectModel): ReadonlySet<string> {
    const rows = [...this.#rows[object.name]!.values()];
    const { partOf } = object;
    if (!this.has(object.name)) return new Set();
    if (partOf) {
      const above = this.records(verb, partOf.object);
      return new Set(rows.filter((row) => above.has(String(row[partOf.by]))).map((row) => row.id));
    }
    const conditions = this.#grants(object).flatMap((grant) => grant[verb] ?? []);
    if (conditions.includes(true)) return new Set(rows.map((row) => row.id));
    const checks = conditions.map((source) => compileFor(this.#model, object.name, source as string));
    return new Set(rows.filter((row) => checks.some((check) => this.#holds(check, row))).map((row) => row.id));
  }

  #holds(check: CheckedExpr, record: Row): boolean {
    const { attributes, userId } = this.#person;
    return evaluateExpression(check, {
      now: '2026-11-23T00:00:00.000Z', timeZone: 'Asia/Shanghai', roots: { record, user: { ...attributes, id: userId } },
      follow: (value, step) => this.#rows[step.object]?.get(String(value)),
      under: (id, ancestor, object) => this.#isUnder(id, ancestor, object),
    }) === true;
  }

  #isUnder(id: string, ancestor: string, object: string): boolean {
    const up = Object.values(this.#model.objects[object]!.fields).find((field) => field.tree)!;
    const parent = this.#rows[object]!.get(id)?.[up.name];
    return typeof parent === 'string' && (parent === ancestor || this.#isUnder(parent, ancestor, object));
  }
}

function usersGrant(role: RoleDocument): Grant {
  if (role.admin) return { read: true, otherFields: 'write' };
  const fields: Record<string, FieldRight> = { name: 'read', active: 'read', ...(role.external ? {} : { email: 'read' as const }) };
  return { read: role.external ? 'record == user.id' : true, fields, otherFields: 'none' };
}

const attributeTargets: Readonly<Record<string, string>> = { dealer: 'dealer', id: 'user' };

function compileFor(model: Model, object: string, source: string): CheckedExpr {
  const base = catalogOf(model);
  const catalog: Catalog = {
    ...base, field: (of, name) => (of === 'acting' ? (attributeTargets[name] ? { kind: 'record', object: attributeTargets[name] } : undefined) : base.field(of, name)),
  };
  const { value, diagnostics } = compileExpression(source, { object, roots: { user: { kind: 'record', object: 'acting' } }, catalog }, 'boolean');
  if (!value) throw new Error(`${object}: ${source}: ${JSON.stringify(diagnostics)}`);
  return value;
}
