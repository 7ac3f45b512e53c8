/** The parts of the OpenAPI document that are the same for every object. */
import { limits } from '@tenon/diagnostics';

const query = (name: string, description: string, schema: object) => ({ name, in: 'query', description, schema });
const text = { type: 'string' };

export const parameters = {
  id: { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
  filter: query('filter', 'A condition in the expression language.', text),
  sort: query('sort', 'Fields or paths with commas; a leading minus sign is descending.', text),
  select: query('select', 'Fields with commas; all unless given.', text),
  expand: query('expand', 'References and children to be nested, as paths with commas.', text),
  search: query('search', 'Words that the searched fields contain.', text),
  limit: query('limit', 'Records of a page.', { type: 'integer', minimum: 1, maximum: limits.pageRowsMax, default: limits.pageRowsDefault }),
  cursor: query('cursor', 'Where the page begins, from `next` of the page before.', text),
  offset: query('offset', 'Records to pass over, instead of a cursor.', { type: 'integer', minimum: 0, maximum: limits.offsetMax, default: 0 }),
  count: query('count', 'Whether to count all records.', { type: 'boolean', default: false }),
  aggregate: query('aggregate', 'Totals with commas, such as count(), sum(total), each perhaps of those records alone that meet a condition: sum(total where paid).', text),
  group: query('group', 'Fields, paths or calls with commas to group by.', text),
  groupSort: query('sort', 'What is grouped by or totalled, as it is written there, with commas; a leading minus sign is descending: -sum(total).', text),
  groupLimit: query('limit', 'Groups of the answer, which then says whether there are more.', { type: 'integer', minimum: 1, maximum: limits.groupsMax }),
  by: query('by', 'Dimensions of the report with commas; all unless given.', text),
  ifMatch: { name: 'If-Match', in: 'header', description: 'The version that the caller has seen, in quotes.', schema: text },
  idempotencyKey: { name: 'Idempotency-Key', in: 'header', description: 'The same key with the same body has the same answer.', schema: { type: 'string', maxLength: limits.idempotencyKeyLengthMax } },
} as const;

/** RFC 9457, with our code, a hint and one entry for each field. */
export const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: text, title: text, status: { type: 'integer' }, detail: text, instance: text, code: text, hint: text,
    errors: { type: 'array', items: { type: 'object', properties: { field: text, code: text, message: text, hint: text }, required: ['field', 'code', 'message'] } },
  },
} as const;

export const responses = {
  problem: { description: 'A problem document.', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/api.problem' } } } },
} as const;
