/** The root `user` of conditions: who acts, with the attributes that roles keep with a user. */
import { assertNever } from '@tenon/diagnostics';
import { parseExpression, type Catalog, type Expr, type Type } from '@tenon/expression';
import type { LayeredPackage } from '../layer.ts';
import type { LinkContext, ScopeOf, WrittenOut } from './context.ts';

/** The object that stands for the acting user in checked expressions: no name that a document could have. */
export const userObject = '$user';
const known: Readonly<Record<string, Type>> = { id: { kind: 'record', object: 'user' }, name: { kind: 'text' }, locale: { kind: 'text' } };

type PathExpr = Extract<Expr, { readonly kind: 'path' }>;
export type Attributes = Readonly<Record<string, { readonly to?: string }>>;

/** The attributes of the role and of those it includes. */
export function attributesOf(layered: LayeredPackage, role: string, seen: ReadonlySet<string> = new Set()): Attributes {
  const document = Object.hasOwn(layered.roles, role) ? layered.roles[role]!.value : undefined;
  if (!document || seen.has(role)) return {};
  const within = new Set([...seen, role]);
  return { ...Object.assign({}, ...(document.includes ?? []).map((each) => attributesOf(layered, each, within))), ...document.userAttributes };
}

export function allAttributes(layered: LayeredPackage): Attributes {
  return Object.assign({}, ...Object.values(layered.roles).map(({ value }) => value.userAttributes ?? {})) as Attributes;
}

/** A scope with `user`, and bare names for the object's fields. */
export function userScope(context: LinkContext, object: string | undefined, attributes: Attributes): ScopeOf {
  const types: Record<string, Type> = { ...known };
  for (const [name, { to }] of Object.entries(attributes)) types[name] = to === undefined ? { kind: 'text' } : { kind: 'record', object: to };
  const catalog: Catalog = {
    field: (of, name) => (of === userObject ? (Object.hasOwn(types, name) ? types[name] : undefined) : context.catalog.field(of, name)),
    fieldNames: (of) => (of === userObject ? Object.keys(types) : context.catalog.fieldNames(of)),
    nameOf: (of, name) => (of === userObject ? undefined : context.catalog.nameOf?.(of, name)),
  };
  return { ...(object === undefined ? {} : { object }), roots: { user: { kind: 'record', object: userObject } }, catalog, writeOut: writeOutUser };
}

/** `user` alone is the user's record: `owner == user` becomes `owner == user.id`, also in the text, which clients send back. */
function writeOutUser(source: string): WrittenOut {
  const { value } = parseExpression(source);
  const ends = value ? pathsIn(value).filter(({ names }) => names.length === 1 && names[0] === 'user').map(({ end }) => end) : [];
  const before = (offset: number): number => ends.filter((end, index) => end + index * added.length < offset).length * added.length;
  return { source: ends.reduceRight((text, end) => `${text.slice(0, end)}${added}${text.slice(end)}`, source), offsetOf: (offset) => offset - before(offset) };
}

const added = '.id';

/** The paths of the expression, in the order of its text. */
function pathsIn(expr: Expr): readonly PathExpr[] {
  switch (expr.kind) {
    case 'literal': return [];
    case 'path': return [expr];
    case 'call': return [...expr.args, ...(expr.where ? [expr.where] : [])].flatMap(pathsIn);
    case 'unary': return pathsIn(expr.operand);
    case 'binary': return [expr.left, expr.right].flatMap(pathsIn);
    case 'in': return [expr.operand, expr.list].flatMap(pathsIn);
    case 'list': return expr.items.flatMap(pathsIn);
    default: return assertNever(expr);
  }
}
