/**
 * The Model as a role sees it: which objects, fields and records exist for a principal.
 *
 * Everything that names a field on behalf of a caller asks here; a field that is not readable does not exist.
 */
import type { Catalog, Type } from '@tenon/expression';
import type { FieldGrant, FieldModel, Model, ObjectGrant, ObjectModel, RecordGrant } from '@tenon/model';
import { catalogOf, grantFor } from './model-view.ts';
import { nearest } from '@tenon/diagnostics';
import { Names, type Guard, type Root, type SqlContext } from '../expression/scope.ts';
import { toSql } from '../expression/to-sql.ts';
import { ident, sql, verbatim, type Sql } from '../expression/fragment.ts';
import type { Principal } from './operation.ts';

export type RecordVerb = 'create' | 'read' | 'update' | 'delete';

export class Access {
  readonly model: Model;
  readonly principal: Principal;
  readonly #grants = new Map<string, ObjectGrant | undefined>();
  readonly #full: Catalog;

  constructor(model: Model, principal: Principal) {
    this.model = model;
    this.principal = principal;
    this.#full = catalogOf(model);
  }

  grant(object: string): ObjectGrant | undefined {
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
    const grant = this.grant(object);
    if (!grant) return 'none';
    if (field.name === 'id' || field.name === 'version') return 'read';
    const given = Object.hasOwn(grant.fields, field.name) ? grant.fields[field.name]! : grant.otherFields;
    // A masked field is shown in full only to a role that names it.
    if (field.masked && given !== 'none' && !Object.hasOwn(grant.fields, field.name)) return 'mask';
    return given;
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
    return {
      field: (object, name): Type | undefined => {
        if (!this.grant(object) && this.model.objects[object]) return undefined;
        const own = this.model.objects[object]?.fields;
        if (own && Object.hasOwn(own, name) && (!this.field(object, name) || !comparable(object, name))) return undefined;
        const type = this.#full.field(object, name);
        return type && (type.kind === 'record' || type.kind === 'children') && name !== 'id' && this.model.objects[type.object] && !this.grant(type.object) ? { kind: 'text' } : type;
      },
      fieldNames: (object) => this.fieldNames(object).filter((name) => comparable(object, name)),
    };
  }

  /** What the principal may do with records of the object; a child object has the access of its parent. */
  recordGrant(object: string, verb: RecordVerb): RecordGrant | undefined {
    const parent = this.model.objects[object]?.partOf;
    return this.grant(parent && this.grant(object) ? parent.object : object)?.[verb];
  }

  /** Values that conditions read as `user.<name>`. */
  userRoot(): Root {
    const { userId, attributes, name, locale } = this.principal;
    return { kind: 'values', values: { ...attributes, id: userId, name, locale } };
  }

  /** The root `user` for expressions of a caller. */
  userRoots(): Readonly<Record<string, Type>> {
    return {};
  }

  /** The condition that lets records of the object through; undefined when all pass, `false` when none do. */
  condition(object: string, verb: RecordVerb, alias: string, context: Pick<SqlContext, 'timeZone' | 'now' | 'names'>): Sql | undefined {
    const grant = this.recordGrant(object, verb);
    if (grant === true) return undefined;
    if (grant === undefined) return verbatim('false');
    const parent = this.model.objects[object]?.partOf;
    const owner = parent ? context.names.next('p') : alias;
    const roots = { record: { kind: 'row' as const, object: parent?.object ?? object, alias: owner }, user: this.userRoot() };
    const holds = toSql(grant.expr, { ...context, model: this.model, roots });
    if (!parent) return holds;
    return sql`exists (select 1 from ${ident(parent.object)} ${ident(owner)} where ${ident(owner, 'id')} = ${ident(alias, parent.by)} and (${holds}))`;
  }

  /** For records that a path enters. */
  guard(context: Pick<SqlContext, 'timeZone' | 'now' | 'names'>): Guard {
    return (object, alias) => this.condition(object, 'read', alias, context);
  }

  sqlContext(now: string, roots: Readonly<Record<string, Root>>, names: Names): SqlContext {
    return { model: this.model, timeZone: this.model.package.timeZone, now, names, roots: { user: this.userRoot(), ...roots } };
  }
}
