/**
 * The path of a request, in one place: parse → authorize → validate → plan → compile → execute → shape.
 *
 * In:   an open store, the tenant with its Model, what is asked, and who asks.
 * Out:  the answer as JSON text with its timings, or a Failure that says what is wrong.
 * Each stage takes only the type that the stage before it makes, so that none can be left out.
 */
import { isFailure } from '@tenon/diagnostics';
import type { StoreHandle } from '../handle.ts';
import type { Models } from '../tenant/models.ts';
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

type ReadInput = Extract<OperationInput, { kind: 'list' | 'get' | 'aggregate' | 'history' | 'report' }>;
type WriteInput = Exclude<OperationInput, ReadInput>;

/** What a request needs of the store. */
export type OperationStore = Pick<StoreHandle, 'database'> & { readonly models?: Pick<Models, 'successor'> };

/**
 * The one door to a tenant's records: HTTP, flows, scripts, import and CLI all come through it.
 * A request that the database refused while another Model took the place of its own is run again, once, on that one: the
 * transaction of the first try is undone, with the claim of its idempotency key.
 */
export async function runOperation(store: OperationStore, scope: TenantScope, input: OperationInput, principal: Principal): Promise<OperationResult> {
  if (principal.tenant !== scope.tenant) throw new Error('Assertion failed: the principal belongs to the tenant');
  try {
    return await runOnce(store, scope, input, principal);
  } catch (error) {
    const successor = mayBeMoved(error) ? await store.models?.successor(scope) : undefined;
    if (!successor) throw explained(error, scope, input, principal);
    return runOnce(store, successor, input, principal).catch((second: unknown) => { throw explained(second, successor, input, principal); });
  }
}

/** A statement that PostgreSQL did not run, since names, types or constraints are not as the Model says. */
function mayBeMoved(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return !isFailure(error) && typeof code === 'string' && /^(42|0A|XX|23|22)/.test(code);
}

const explained = (error: unknown, scope: TenantScope, input: OperationInput, principal: Principal): unknown =>
  explainError(error, accessFor(scope.model, principal), isWrite(input) ? 'write' : 'read');

async function runOnce(store: OperationStore, scope: TenantScope, input: OperationInput, principal: Principal): Promise<OperationResult> {
  const clock = new Stopwatch();
  const now = new Date().toISOString();
  const access = accessFor(scope.model, principal);
  const answer = isWrite(input) ? await runWrite(store, scope, input, access, now, clock) : await runRead(store, scope, input, access, now, clock);
  return { ...answer, timings: clock.timings };
}

const reads: ReadonlySet<OperationInput['kind']> = new Set<ReadInput['kind']>(['list', 'get', 'aggregate', 'history', 'report']);
const isWrite = (input: OperationInput): input is WriteInput => !reads.has(input.kind);

interface PreparedRead { readonly plan: ReadPlan; readonly compiled: CompiledRead }

async function runRead(store: Pick<StoreHandle, 'database'>, scope: TenantScope, input: ReadInput, access: Access, now: string, clock: Stopwatch) {
  const { plan, compiled } = prepareRead(input, access, clock);
  const given = { now, ...('id' in input ? { id: recordId(input.id) } : {}) };
  const result = await clock.timeAsync('execute', () => executeRead(store.database, scope, compiled, given));
  return clock.time('shape', () => shapeRead(result, plan, now));
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
  if (input.kind === 'list' && (input.cursor || input.offset)) return make();
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
