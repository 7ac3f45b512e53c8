/** The part of the OpenAPI document that is about no object alone: search over all of them. */
import { limits } from '@tenon/diagnostics';
import type { JsonSchema } from './json-schema.ts';

const text = { type: 'string' };
const query = (name: string, description: string, schema: JsonSchema, required: boolean): JsonSchema => ({ name, in: 'query', description, required, schema });

const record = { type: 'object', required: ['id', 'title', 'facts'], properties: { id: { ...text, format: 'uuid' }, title: text, facts: { type: 'array', items: text, description: 'Other values that it is known by.' } } };
const group = { type: 'object', required: ['object', 'records', 'more'], properties: { object: text, records: { type: 'array', items: record }, more: { type: 'boolean' } } };
const answer = {
  type: 'object', required: ['data', 'partial'],
  properties: { data: { type: 'array', items: group }, partial: { type: 'boolean', description: 'Whether some objects were left out, for time or for their number.' } },
};

export const searchPaths: JsonSchema = {
  '/api/search': {
    get: {
      operationId: 'search', summary: 'Records of all objects, found by words',
      parameters: [
        query('q', 'Words that the searched fields contain.', { ...text, maxLength: limits.searchLengthMax }, true),
        query('limit', 'Records of each object.', { type: 'integer', minimum: 1, maximum: limits.searchRowsMax, default: 5 }, false),
      ],
      responses: { 200: { description: 'What was found, by object.', content: { 'application/json': { schema: answer } } }, default: { $ref: '#/components/responses/problem' } },
    },
  },
};
