/**
 * The Model as a role sees it: which objects, fields and records exist for a principal.
 *
 * Everything that names a field on behalf of a caller asks here; a field that is not readable does not exist.
 */
import type { Catalog, Type } from '@tenon/expression';
import { catalogOf, grantFor, type EffectiveGrant, type FieldGrant, type FieldModel, type Formula, type Model, type ObjectModel, type RecordGrant } from '@tenon/model';
import { nearest } from '@tenon/diagnostics';
import { Names, type Guard, type Joins, type Root, type SqlContext, type ValuesRoot } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { ident, sql, verbatim, type Sql } from '../expression/fragment.ts';
import type { Principal } from './operation.ts';

export type RecordVerb = 'create' | 'read' | 'update' | 'delete';
type ConditionContext = Pick<SqlContext, 'timeZone' | 'now' | 'names'>;

/** Stands for the acting user in a caller's expressions; no object can have this name. */
const userObject = '$user';

export class Access {
  readonly model: Model;
  readonly principal: Principal;
  readonly #grants: Map<string, EffectiveGrant | undefined>;
  readonly #full: Catalog;

  constructor(model: Model, principal: Principal) {
    this.model = model;
    this.principal = principal;
    this.#grants = grantsOf(model, principal.roles);
    this.#full = catalogOf(model);
  }

  grant(object: string): EffectiveGrant | undefined {
    if (!this.#grants.has(object)) this.#grants.set(object, grantFor(this.model, this.principal.roles, object));
    return this.#grants.get(object);
  }

  /** The object, where the principal may do anything at all with it. */
  object(name: string): ObjectModel | undefined {
    return Object.hasOwn(this.model.objects, name) && this.grant(name) ? this.model.objects[name] : undefined;
  }

  objectNames(): readonly string[] {
    return Object.keys(this.model.objects).filter((name) => this.grant(name));
  }

  fieldGrant(object: string, field: FieldModel): FieldGrant {
    return this.grant(object)?.field(field.name) ?? 'none';
  }

  /** The field, where it exists for the principal. */
  field(object: string, name: string): FieldModel | undefined {
    const fields = this.model.objects[object]?.fields;
    const field = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
    return field && this.fieldGrant(object, field) !== 'none' ? field : undefined;
  }

  fieldNames(object: string): readonly string[] {
    return Object.values(this.model.objects[object]?.fields ?? {}).filter((field) => this.fieldGrant(object, field) !== 'none').map((field) => field.name);
  }

  suggestField(object: string, name: string): string | undefined {
    return nearest(name, this.fieldNames(object));
  }

  /** What expressions of a caller may name: readable fields in full; a masked one would give its value away. */
  catalog(): Catalog {
    const comparable = (object: string, name: string): boolean => {
      const field = this.field(object, name.split('.')[0]!);
      return !field || this.fieldGrant(object, field) !== 'mask';
    };
    const user = this.#userFields();
    return {
      field: (object, name): Type | undefined => {
        if (object === userObject) return Object.hasOwn(user, name) ? user[name] : undefined;
        if (!this.grant(object) && this.model.objects[object]) return undefined;
        const own = this.model.objects[object]?.fields;
        if (own && Object.hasOwn(own, name) && (!this.field(object, name) || !comparable(object, name))) return undefined;
        const type = this.#full.field(object, name);
        return type && name !== 'id' ? this.#entered(type) : type;
      },
      fieldNames: (object) => (object === userObject ? Object.keys(user) : this.fieldNames(object).filter((name) => comparable(object, name))),
    };
  }

  /** A reference to what the principal may not see is no more than an id. */
  #entered(type: Type): Type {
    return (type.kind === 'record' || type.kind === 'children') && this.model.objects[type.object] && !this.grant(type.object) ? { kind: 'text' } : type;
  }

  /** What the principal may do with records of the object; a child object has the access of its parent. */
  recordGrant(object: string, verb: RecordVerb): RecordGrant | undefined {
    return this.grant(object)?.[verb];
  }

  /** Values that conditions read as `user.<name>`. */
  userRoot(): ValuesRoot {
    const { userId, attributes, name, locale } = this.principal;
    return { kind: 'values', values: { ...attributes, id: userId, name, locale } };
  }

  /** The fields of `user`: what every user has, and the attributes that the principal's roles keep with it. */
  #userFields(): Readonly<Record<string, Type>> {
    const fields: Record<string, Type> = { id: this.#entered({ kind: 'record', object: 'user' }), name: { kind: 'text' }, locale: { kind: 'text' } };
    for (const role of this.principal.roles) {
      const attributes = Object.hasOwn(this.model.roles, role) ? this.model.roles[role]!.userAttributes : {};
      for (const [name, { to }] of Object.entries(attributes)) {
        if (!Object.hasOwn(fields, name)) fields[name] = to === undefined ? { kind: 'text' } : this.#entered({ kind: 'record', object: to });
      }
    }
    return fields;
  }

  /** The root `user` for expressions of a caller. */
  userRoots(): Readonly<Record<string, Type>> {
    return { user: { kind: 'record', object: userObject } };
  }

  /** The condition that lets records of the object through; undefined when all pass, `false` when none do. With `joins`, paths follow them. */
  condition(object: string, verb: RecordVerb, alias: string, context: ConditionContext, joins?: Joins): Sql | undefined {
    const grant = this.recordGrant(object, verb);
    if (grant === true) return undefined;
    return grant === undefined ? verbatim('false') : this.#holds(object, grant, alias, context, joins);
  }

  /** The condition of a child object is about its parent's record, or that one's parent's. */
  #holds(object: string, { expr }: Formula, alias: string, context: ConditionContext, joins?: Joins): Sql {
    const via = this.grant(object)?.via;
    if (!via) return toSql(expr, { ...context, onlyTrue: true, model: this.model, roots: { record: { kind: 'row', object, alias, joins }, user: this.userRoot() } });
    const parent = context.names.next('p');
    const holds = this.#holds(via.object, { source: '', expr }, parent, context);
    return sql`exists (select 1 from ${ident(via.object)} ${ident(parent)} where ${ident(parent, 'id')} = ${ident(alias, via.by)} and (${holds}))`;
  }

  /** For records that a path enters. */
  guard(context: ConditionContext): Guard {
    return (object, alias) => this.condition(object, 'read', alias, context);
  }

  sqlContext(now: string, roots: Readonly<Record<string, Root>>, names: Names): SqlContext {
    return { model: this.model, timeZone: this.model.package.timeZone, now, names, roots: { user: this.userRoot(), ...roots } };
  }
}

const roleSetsMax = 200;
/** Grants by roles, kept with their Model; the oldest set of roles gives way. */
const known = new WeakMap<Model, Map<string, Map<string, EffectiveGrant | undefined>>>();

function grantsOf(model: Model, roles: readonly string[]): Map<string, EffectiveGrant | undefined> {
  let byRoles = known.get(model);
  if (!byRoles) known.set(model, (byRoles = new Map()));
  const key = roles.join(' ');
  let grants = byRoles.get(key);
  if (!grants) {
    if (byRoles.size >= roleSetsMax) byRoles.delete(byRoles.keys().next().value!);
    byRoles.set(key, (grants = new Map()));
  }
  return grants;
}
