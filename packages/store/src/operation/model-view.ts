/** Types of fields and merged grants, until `@tenon/model` offers `catalogOf` and `grantFor`. */
import type { Catalog, Type } from '@tenon/expression';
import type { FieldModel, Model, ObjectGrant, RecordGrant } from '@tenon/model';

const kinds: Partial<Record<FieldModel['type'], Type['kind']>> = {
  integer: 'number', decimal: 'number', money: 'number', quantity: 'number', percent: 'number', boolean: 'boolean', date: 'date', datetime: 'datetime', time: 'time',
  multi_select: 'set', json: 'json', rich_text: 'json', address: 'json', geo: 'json',
};

export function catalogOf(model: Model): Catalog {
  return {
    field: (object, name): Type | undefined => {
      if (object === 'date_range') return name === 'from' || name === 'to' ? { kind: 'date' } : undefined;
      const field = model.objects[object]?.fields[name];
      if (!field) return undefined;
      if (field.type === 'date_range') return { kind: 'record', object: 'date_range' };
      if (field.type === 'references') return { kind: 'set' };
      if (field.type === 'reference') return { kind: 'record', object: field.to! };
      if (field.type === 'children') return { kind: 'children', object: field.of! };
      const options = field.options ? { options: field.options.map((option) => option.value) } : {};
      return { kind: kinds[field.type] ?? 'text', ...options, ...(field.type === 'integer' ? { integer: true } : {}) } as Type;
    },
    fieldNames: (object) => Object.keys(model.objects[object]?.fields ?? {}),
  };
}

export function grantFor(model: Model, roles: readonly string[], object: string): ObjectGrant | undefined {
  const grants = roles.flatMap((role) => model.roles[role]?.objects[object] ?? []);
  const [first, ...rest] = grants;
  if (!first) return undefined;
  return rest.reduce((a, b): ObjectGrant => {
    const verb = (name: 'create' | 'read' | 'update' | 'delete') => {
      const grant = either(a[name], b[name]);
      return grant === undefined ? {} : { [name]: grant };
    };
    const names = [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])];
    return {
      ...verb('create'), ...verb('read'), ...verb('update'), ...verb('delete'), export: a.export || b.export,
      actions: a.actions === '*' || b.actions === '*' ? '*' : [...new Set([...a.actions, ...b.actions])],
      fields: Object.fromEntries(names.map((name) => [name, wider(a.fields[name] ?? a.otherFields, b.fields[name] ?? b.otherFields)])),
      otherFields: wider(a.otherFields, b.otherFields),
    };
  }, first);
}

const order = ['none', 'mask', 'read', 'write'] as const;
const wider = (a: ObjectGrant['otherFields'], b: ObjectGrant['otherFields']) => (order.indexOf(a) > order.indexOf(b) ? a : b);

function either(a: RecordGrant | undefined, b: RecordGrant | undefined): RecordGrant | undefined {
  if (a === undefined || b === true) return b;
  if (b === undefined || a === true) return a;
  return { source: `(${a.source}) or (${b.source})`, expr: { kind: 'binary', op: 'or', type: { kind: 'boolean' }, left: a.expr, right: b.expr } };
}
