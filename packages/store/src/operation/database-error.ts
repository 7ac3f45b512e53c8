/** What PostgreSQL refused, in the words of the Model. What is a caller's doing is never a 500. */
import { failure, isFailure, type Failure, type FieldProblem } from '@tenon/diagnostics';
import { constraintMeaning } from '../schema/tables.ts';
import { isUnavailable } from '../unavailable.ts';
import type { Access } from './access.ts';

interface DatabaseError { readonly code?: string; readonly constraint?: string; readonly column?: string; readonly table?: string; readonly message: string }

/** The Failure for an error of the database, or the error itself where it is ours. */
export function explainError(error: unknown, access: Access, kind: 'read' | 'write'): unknown {
  if (isFailure(error)) return error;
  if (isUnavailable(error)) return failure('STO206');
  const { code, constraint, message, ...place } = error as DatabaseError;
  if (typeof code !== 'string') return error;
  const column = place.table && place.column && access.field(place.table, place.column) ? place.column : undefined;
  const meaning = constraint ? constraintMeaning(access.model, constraint) : undefined;
  const fields = (meaning?.fields ?? []).filter((name) => meaning && access.field(meaning.object, name));
  const at = (made: FieldProblem['code'], params: FieldProblem['params'] = {}): Failure =>
    failure(fields.length > 0 || column ? 'VAL101' : made, params, (fields.length > 0 ? fields : column ? [column] : []).map((field) => ({ field, code: made, params })));
  switch (code) {
    case '23505': case '23P01': return failure('VAL122', { fields: fields.join(', ') }, fields.map((field) => ({ field, code: 'VAL122', params: { fields: fields.join(', ') } })));
    case '23503': return message.startsWith('update or delete') ? failure('VAL123', { object: meaning && access.object(meaning.object) ? meaning.object : 'record' }) : at('VAL117', { object: targetOf(access, meaning) });
    case '23514': return at('VAL108');
    case '23502': return at('VAL104');
    case '22003': return kind === 'read' ? failure('OPR103', { parameter: 'filter', problem: 'number out of range' }) : at('VAL128');
    case '40001': case '40P01': case '55P03': return failure('STO204');
    case '57014': return failure('STO203');
    default:
      if (!code.startsWith('22')) return error;
      return kind === 'read' ? failure('OPR103', { parameter: 'filter', problem: code }) : failure('VAL101');
  }
}

function targetOf(access: Access, meaning: { readonly object: string; readonly fields: readonly string[] } | undefined): string {
  return (meaning && access.model.objects[meaning.object]?.fields[meaning.fields[0] ?? '']?.to) ?? '';
}
