/**
 * The path of a request, in one place: parse → authorize → validate → plan → compile → execute → shape.
 *
 * In:   an open store, the tenant with its Model, what is asked, and who asks.
 * Out:  the answer as JSON text with its timings, or a Failure that says what is wrong.
 * Each stage takes only the type that the stage before it makes, so that none can be left out.
 */
import type { StoreHandle } from '../handle.ts';
import { Access } from './access.ts';
import { authorizeOperation, type AuthorizedOperation } from './authorize.ts';
import { compileRead } from './compile-read.ts';
import { explainError } from './database-error.ts';
import { executeRead } from './execute.ts';
import { executeWrite } from './execute-write.ts';
import type { OperationInput, OperationResult, Principal, TenantScope } from './operation.ts';
import { parseOperation, type Operation, type ReadOperation, type WriteOperation } from './parse.ts';
import { planRead } from './plan-read.ts';
import { planWrite } from './plan-write.ts';
import { shapeRead } from './shape.ts';
import { validateOperation } from './validate.ts';

/** The one door to a tenant's records: HTTP, flows, scripts, import and CLI all come through it. */
export async function runOperation(store: Pick<StoreHandle, 'database'>, scope: TenantScope, input: OperationInput, principal: Principal): Promise<OperationResult> {
  if (principal.tenant !== scope.tenant) throw new Error('Assertion failed: the principal belongs to the tenant');
  const clock = new Stopwatch();
  const now = new Date().toISOString();
  const access = new Access(scope.model, principal);
  const operation = clock.time('parse', () => parseOperation(input, access));
  const authorized = clock.time('authorize', () => authorizeOperation(operation, access));
  try {
    const answer = isRead(authorized) ? await runRead(store, scope, authorized, now, clock) : await runWrite(store, scope, authorized as AuthorizedOperation<WriteOperation>, now, clock);
    return { ...answer, timings: clock.timings };
  } catch (error) {
    throw explainError(error, access, operation.kind === 'write' ? 'write' : 'read');
  }
}

const isRead = (authorized: AuthorizedOperation<Operation>): authorized is AuthorizedOperation<ReadOperation> => authorized.operation.kind !== 'write';

async function runRead(store: Pick<StoreHandle, 'database'>, scope: TenantScope, authorized: AuthorizedOperation<ReadOperation>, now: string, clock: Stopwatch) {
  const plan = clock.time('plan', () => planRead(authorized, now));
  const compiled = clock.time('compile', () => compileRead(plan));
  const result = await clock.timeAsync('execute', () => executeRead(store.database, scope, compiled));
  return clock.time('shape', () => shapeRead(result, plan));
}

async function runWrite(store: Pick<StoreHandle, 'database'>, scope: TenantScope, authorized: AuthorizedOperation<WriteOperation>, now: string, clock: Stopwatch) {
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
