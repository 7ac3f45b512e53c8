/**
 * The path of a request, in one place: parse → authorize → validate → plan → compile → execute → shape.
 *
 * In:   an open store, the tenant with its Model, what is asked, and who asks.
 * Out:  the answer as JSON text with its timings, or a Failure that says what is wrong.
 * Each stage takes only the type that the stage before it makes, so that none can be left out.
 */
import type { StoreHandle } from '../handle.ts';
import type { Access } from './access.ts';
import { authorizeOperation, type AuthorizedOperation } from './authorize.ts';
import { accessFor, remembered, slot } from './compile-cache.ts';
import { compileRead, type CompiledRead } from './compile-read.ts';
import { explainError } from './database-error.ts';
import { executeRead } from './execute.ts';
import { executeWrite } from './execute-write.ts';
import type { OperationInput, OperationResult, Principal, TenantScope } from './operation.ts';
import { parseOperation, recordId, type ReadOperation, type WriteOperation } from './parse.ts';
import { planRead, type ReadPlan } from './plan-read.ts';
import { planWrite } from './plan-write.ts';
import { shapeRead } from './shape.ts';
import { validateOperation } from './validate.ts';

type ReadInput = Extract<OperationInput, { kind: 'list' | 'get' | 'aggregate' | 'history' }>;
type WriteInput = Exclude<OperationInput, ReadInput>;

/** The one door to a tenant's records: HTTP, flows, scripts, import and CLI all come through it. */
export async function runOperation(store: Pick<StoreHandle, 'database'>, scope: TenantScope, input: OperationInput, principal: Principal): Promise<OperationResult> {
  if (principal.tenant !== scope.tenant) throw new Error('Assertion failed: the principal belongs to the tenant');
  const clock = new Stopwatch();
  const now = new Date().toISOString();
  const access = accessFor(scope.model, principal);
  const write = isWrite(input);
  try {
    const answer = write ? await runWrite(store, scope, input, access, now, clock) : await runRead(store, scope, input, access, now, clock);
    return { ...answer, timings: clock.timings };
  } catch (error) {
    throw explainError(error, access, write ? 'write' : 'read');
  }
}

const reads: ReadonlySet<OperationInput['kind']> = new Set<ReadInput['kind']>(['list', 'get', 'aggregate', 'history']);
const isWrite = (input: OperationInput): input is WriteInput => !reads.has(input.kind);

interface PreparedRead { readonly plan: ReadPlan; readonly compiled: CompiledRead }

async function runRead(store: Pick<StoreHandle, 'database'>, scope: TenantScope, input: ReadInput, access: Access, now: string, clock: Stopwatch) {
  const { plan, compiled } = prepareRead(input, access, clock);
  const given = { now, ...('id' in input ? { id: recordId(input.id) } : {}) };
  const result = await clock.timeAsync('execute', () => executeRead(store.database, scope, compiled, given));
  return clock.time('shape', () => shapeRead(result, plan));
}

/** What the same principal asked before is neither parsed nor authorized nor compiled again; the id and the moment are filled in. */
function prepareRead(input: ReadInput, access: Access, clock: Stopwatch): PreparedRead {
  const make = (): PreparedRead => {
    const operation = clock.time('parse', () => parseOperation(input, access) as ReadOperation);
    const authorized = clock.time('authorize', () => authorizeOperation(operation, access));
    const plan = clock.time('plan', () => planRead(authorized, slot.now));
    return { plan, compiled: clock.time('compile', () => compileRead(plan)) };
  };
  // A page further on is asked for once.
  if ('cursor' in input && input.cursor) return make();
  return remembered(access, `read ${JSON.stringify('id' in input ? { ...input, id: '' } : input)}`, make);
}

async function runWrite(store: Pick<StoreHandle, 'database'>, scope: TenantScope, input: WriteInput, access: Access, now: string, clock: Stopwatch) {
  const operation = clock.time('parse', () => parseOperation(input, access) as WriteOperation);
  const authorized: AuthorizedOperation<WriteOperation> = clock.time('authorize', () => authorizeOperation(operation, access));
  const valid = clock.time('validate', () => validateOperation(authorized));
  const plan = clock.time('plan', () => planWrite(valid, now));
  return clock.timeAsync('execute', () => executeWrite(store.database, scope, plan));
}

class Stopwatch {
  readonly timings: Record<string, number> = {};

  time<T>(stage: string, run: () => T): T {
    const start = performance.now();
    const result = run();
    this.timings[stage] = performance.now() - start;
    return result;
  }

  async timeAsync<T>(stage: string, run: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await run();
    this.timings[stage] = performance.now() - start;
    return result;
  }
}
