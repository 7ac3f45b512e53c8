/**
 * Random expressions that are right by type, with a record to evaluate them on.
 *
 * In:   a seed.
 * Out:  a checked expression, its source, a record and a clock. The same seed gives the same case.
 * The register of functions drives the choice, so that a new function is covered as soon as it is there.
 */
import { assert } from '@tenon/diagnostics';
import { compileExpression } from '../check.ts';
import type { Env } from '../evaluate.ts';
import { functions } from '../functions/index.ts';
import type { FunctionDefinition, Param, ParamType } from '../functions/function.ts';
import { quote } from '../print.ts';
import type { CheckedExpr, Json, Kind } from '../types.ts';
import { prng, type Prng } from './prng.ts';
import { randomDate, randomMoment, randomNumber, randomRow, randomText, sampleZones } from './random-value.ts';
import { sampleObjects, sampleOptions, sampleScope } from './sample.ts';

export interface RandomCase {
  readonly seed: number;
  readonly source: string;
  readonly expr: CheckedExpr;
  /** A record of the object `sample`: `partner` is null or an object with id, `lines` is a list of objects. */
  readonly row: Readonly<Record<string, Json>>;
  /** The clock, and the row as the root `record`. */
  readonly env: Env;
}

/** Where a part stands: in the record, in the value of an aggregate over the lines, or in its condition. */
type Place = 'record' | 'value' | 'where';
interface Context {
  readonly random: Prng;
  readonly place: Place;
}

type Scalar = 'text' | 'number' | 'boolean' | 'date' | 'datetime';
const scalars: readonly Scalar[] = ['text', 'number', 'boolean', 'date', 'datetime'];
const isScalar = (kind: Kind): kind is Scalar => (scalars as readonly Kind[]).includes(kind);

/** A case for the seed. */
export function randomCase(seed: number): RandomCase {
  const random = prng(seed);
  const source = generate(random.pick(scalars), 1 + random.below(4), { random, place: 'record' });
  const { value, diagnostics } = compileExpression(source, sampleScope);
  assert(value, `seed ${seed} gave a wrong expression: ${source} ${JSON.stringify(diagnostics)}`);
  const row = randomRow(random);
  const env: Env = { now: randomMoment(random), timeZone: random.pick(sampleZones), roots: { record: row } };
  return { seed, source, expr: value, row, env };
}

function generate(kind: Scalar, depth: number, context: Context): string {
  const { random } = context;
  if (depth <= 0) return random.oneIn(3) ? literal(kind, random) : path(kind, context);
  const choice = random.below(10);
  if (choice < 4) return call(kind, depth, context);
  if (choice < 8) return operator(kind, depth, context);
  if (choice < 9 && context.place === 'record' && (kind !== 'text' || random.oneIn(2))) return aggregate(kind, depth, context);
  return path(kind, context);
}

function literal(kind: Scalar, random: Prng): string {
  switch (kind) {
    case 'text': return quote(randomText(random));
    case 'number': return randomNumber(random);
    case 'boolean': return random.pick(['true', 'false']);
    // In brackets of a function, since a bare literal would have the type text.
    case 'date': return `todate(${quote(randomDate(random))})`;
    case 'datetime': return `addminutes(${quote(randomMoment(random))}, 0)`;
  }
}

function path(kind: Scalar | 'set', { random, place }: Context): string {
  const named = (fields: Readonly<Record<string, { kind: Kind; options?: readonly string[] }>>, prefix: string) =>
    Object.entries(fields).filter(([, type]) => type.kind === kind && !type.options).map(([name]) => prefix + name);
  const outer = [...named(sampleObjects.sample, place === 'where' ? 'record.' : ''), ...named(sampleObjects.partner, place === 'where' ? 'record.partner.' : 'partner.')];
  const inner = place === 'record' ? [] : named(sampleObjects.line, place === 'where' ? '' : 'lines.');
  return random.pick(inner.length > 0 && random.below(3) > 0 ? inner : outer);
}

const byReturn = (kind: Kind): readonly FunctionDefinition[] =>
  [...functions.values()].filter(({ signature }) => signature.returns === kind || signature.returns === 'same' || signature.returns === 'other');
const returning = Object.fromEntries(scalars.map((kind) => [kind, byReturn(kind)])) as Readonly<Record<Scalar, readonly FunctionDefinition[]>>;

function call(kind: Scalar, depth: number, context: Context): string {
  const { random } = context;
  const { name, signature } = random.pick(returning[kind]);
  const { params, variadic, tail, returns } = signature;
  const rounds = variadic ? 1 + random.below(2) : 0;
  const given = params.filter((entry) => !entry.optional || random.oneIn(2));
  const all: readonly Param[] = [...given, ...Array.from({ length: rounds }, () => variadic ?? []).flat(), ...(tail && random.oneIn(2) ? [tail] : [])];
  const variables = { same: returns === 'same' ? kind : random.pick(scalars), other: returns === 'other' ? kind : random.pick(scalars) };
  // between() orders its arguments; a boolean has no order worth testing, but SQL has one, and so has this.
  return `${name}(${all.map((entry) => argument(entry.type, variables, depth - 1, context)).join(', ')})`;
}

function argument(type: ParamType, variables: Readonly<Record<'same' | 'other', Scalar>>, depth: number, context: Context): string {
  const { random } = context;
  if (type === 'same' || type === 'other') return generate(variables[type], depth, context);
  if (type === 'any') return random.oneIn(4) ? path('set', context) : generate(random.pick(scalars), depth, context);
  const kinds: readonly Kind[] = typeof type === 'string' ? [type] : type;
  const kind = random.pick(kinds.filter((one) => isScalar(one) || one === 'set' || one === 'record'));
  if (kind === 'record') return context.place === 'where' ? 'record.partner' : 'partner';
  return isScalar(kind) ? generate(kind, depth, context) : path('set', context);
}

function operator(kind: Scalar, depth: number, context: Context): string {
  const { random } = context;
  const part = (of: Scalar) => `(${generate(of, depth - 1, context)})`;
  switch (kind) {
    case 'number':
      return random.oneIn(8) ? `-${part('number')}` : `${part('number')} ${random.pick(['+', '-', '*', '/', '%'])} ${part('number')}`;
    case 'text': return `${part('text')} & ${part(random.pick(scalars))}`;
    case 'boolean': return condition(depth, context, part);
    default: return call(kind, depth, context);
  }
}

function condition(depth: number, context: Context, part: (of: Scalar) => string): string {
  const { random } = context;
  const of = random.pick(scalars);
  switch (random.below(8)) {
    case 0: return `not ${part('boolean')}`;
    case 1: return `${part('boolean')} ${random.pick(['and', 'or'])} ${part('boolean')}`;
    case 2: return `${part(of)} ${random.pick(['==', '!='])} null`;
    case 3: return `${part(of)} ${random.pick(['in', 'not in'])} (${part(of)}, ${part(of)})`;
    case 4: return `${part('text')} ${random.pick(['in', 'not in'])} ${path('set', context)}`;
    case 5: {
      const owner = context.place === 'where' ? 'record.' : '';
      return random.oneIn(2) ? `${owner}category ${random.pick(['==', '!='])} '${random.pick(sampleOptions)}'` : `${path('set', context)} == ${path('set', context)}`;
    }
    default: {
      const operators = of === 'boolean' ? ['==', '!='] : ['==', '!=', '<', '<=', '>', '>='];
      return `${part(of)} ${random.pick(operators)} ${generate(of, depth - 1, context).replace(/^(.*)$/s, '($1)')}`;
    }
  }
}

function aggregate(kind: Scalar, depth: number, context: Context): string {
  const { random } = context;
  const condition = () => generate('boolean', depth - 1, { random, place: 'where' });
  const where = random.oneIn(2) ? ` where ${condition()}` : '';
  if (kind === 'boolean') return random.oneIn(2) ? `any(lines${where})` : `all(lines where ${condition()})`;
  if (kind === 'number' && random.oneIn(3)) return `count(lines${where})`;
  const fn = random.pick(kind === 'number' ? ['sum', 'avg', 'min', 'max', 'count'] : ['min', 'max']);
  // The field in front makes sure that the value reads the lines.
  const field = path(kind, { random, place: 'record' });
  const own = { text: 'label', number: random.pick(['qty', 'price']), date: 'shipped', datetime: 'packed' }[kind];
  const value = random.oneIn(2) ? `lines.${own}` : `coalesce(lines.${own}, ${random.oneIn(2) ? field : generate(kind, Math.min(depth - 1, 1), { random, place: 'value' })})`;
  return `${fn}(${value}${where})`;
}
