/** `select` and `expand`: the tree of fields that an answer has, with only what the role may read. */
import { failure, limits } from '@tenon/diagnostics';
import type { FieldModel } from '@tenon/model';
import type { Access } from './access.ts';

export interface SelectNode {
  readonly object: string;
  /** In the order of the answer; `id` is always first. */
  readonly fields: readonly SelectField[];
}

export interface SelectField {
  readonly field: FieldModel;
  readonly masked: boolean;
  /** The records behind a reference, a set of references or a list of children; absent: their ids. */
  readonly node?: SelectNode;
}

interface Draft { readonly object: string; readonly fields: Map<string, { field: FieldModel; node?: Draft }> }

export function parseSelect(access: Access, object: string, select: string | undefined, expand: string | undefined): SelectNode {
  const draft = blank(access, object);
  const counter = { expands: 0 };
  if (select !== undefined) for (const path of names(select, 'select')) addPath(access, draft, path, 'select', counter, false);
  else addDefaults(access, draft);
  for (const path of expand ? names(expand, 'expand') : []) addPath(access, draft, path, 'expand', counter, true);
  return freeze(access, draft);
}

/** Every readable field of the record itself. */
export function selectAll(access: Access, object: string): SelectNode {
  return parseSelect(access, object, undefined, undefined);
}

function blank(access: Access, object: string): Draft {
  const id = access.model.objects[object]!.fields['id'];
  return { object, fields: new Map(id ? [['id', { field: id }]] : []) };
}

function names(text: string, parameter: string): readonly (readonly string[])[] {
  if (text.length > limits.expressionLengthMax) throw failure('OPR103', { parameter, problem: 'too long' });
  return text.split(',').map((part) => part.trim()).filter((part) => part !== '').map((part) => {
    if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/.test(part)) throw failure('OPR103', { parameter, problem: `“${part.slice(0, 60)}”` });
    return part.split('.');
  });
}

function addDefaults(access: Access, draft: Draft): void {
  for (const name of access.fieldNames(draft.object)) {
    const field = access.field(draft.object, name)!;
    if (field.type !== 'children' && !draft.fields.has(name)) draft.fields.set(name, { field });
  }
}

function addPath(access: Access, draft: Draft, path: readonly string[], parameter: string, counter: { expands: number }, expand: boolean): void {
  let node = draft;
  for (let i = 0; i < path.length; i += 1) {
    const name = path[i]!;
    const field = access.field(node.object, name);
    if (!field) throw failure('OPR102', { object: node.object, name, suggestion: access.suggestField(node.object, name) });
    const known = node.fields.get(name) ?? { field };
    node.fields.set(name, known);
    const last = i === path.length - 1;
    const target = targetOf(access, field);
    if (last && !expand && field.type !== 'children') return;
    if (!target) {
      if (last && !expand) return;
      throw failure('OPR104', { name: path.slice(0, i + 1).join('.') });
    }
    if (i + 1 > limits.expandDepthMax) throw failure('PLN101', { max: limits.expandDepthMax });
    if (!known.node) {
      counter.expands += 1;
      if (counter.expands > limits.expandsMax) throw failure('PLN102', { max: limits.expandsMax });
      known.node = blank(access, target);
      if (expand || last) addDefaults(access, known.node);
    } else if (last) addDefaults(access, known.node);
    node = known.node;
  }
}

/** The object behind a field, where it exists for the role. */
export function targetOf(access: Access, field: FieldModel): string | undefined {
  const target = field.type === 'reference' || field.type === 'references' ? field.to : field.type === 'children' ? field.of : undefined;
  return target && access.object(target) ? target : undefined;
}

function freeze(access: Access, draft: Draft): SelectNode {
  const fields = [...draft.fields.values()].map(({ field, node }): SelectField => ({
    field,
    masked: access.fieldGrant(draft.object, field) === 'mask',
    ...(node ? { node: freeze(access, node) } : {}),
  }));
  return { object: draft.object, fields };
}
