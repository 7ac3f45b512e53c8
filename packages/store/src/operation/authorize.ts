/**
 * Operation → AuthorizedOperation: what the roles grant on the object. Records are narrowed later, in the query itself, by `Access`.
 *
 * Only this file makes an AuthorizedOperation, and only one of these can be planned.
 */
import { failure } from '@tenon/diagnostics';
import type { Access } from './access.ts';
import type { Operation, WriteOperation, Change } from './parse.ts';

declare const authorized: unique symbol;

export interface AuthorizedOperation<O extends Operation = Operation> {
  readonly operation: O;
  readonly access: Access;
  readonly [authorized]: true;
}

export function authorizeOperation<O extends Operation>(operation: O, access: Access): AuthorizedOperation<O> {
  if (operation.kind === 'write') authorizeWrite(operation, access);
  else if (access.recordGrant(operation.object.name, 'read') === undefined) {
    throw failure('ACC102', { action: 'read', object: operation.object.name });
  }
  return { operation, access } as AuthorizedOperation<O>;
}

function authorizeWrite(operation: WriteOperation, access: Access): void {
  const object = operation.object.name;
  // A child is written with its parent, and the system's own objects are written by the system.
  if (operation.object.partOf || object === 'user') throw failure('ACC102', { action: operation.changes[0]?.change.kind ?? 'create', object });
  for (const { change } of operation.changes) {
    const verb = change.kind === 'act' ? 'update' : change.kind;
    const name = change.kind === 'act' ? change.transition.name : change.kind;
    const granted = change.kind === 'act' ? mayAct(access, change) : access.recordGrant(object, verb) !== undefined;
    if (!granted) throw failure('ACC102', { action: name, object });
  }
}

/** An action needs its own grant and sight of the record, but no right to write its fields. */
function mayAct(access: Access, change: Extract<Change, { kind: 'act' }>): boolean {
  const grant = access.grant(change.object.name);
  if (!grant || grant.read === undefined) return false;
  return grant.actions === '*' || grant.actions.includes(change.transition.name);
}
