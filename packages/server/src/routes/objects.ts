/**
 * The records of a tenant over HTTP: each route turns a request into one OperationInput and its answer into a reply.
 * No route decides anything; access, validation and SQL are behind `runOperation`.
 */
import { failure, limits } from '@tenon/diagnostics';
import type { BulkItem, OperationInput, OperationResult } from '@tenon/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { idempotencyKey, ifMatch, pathPart, present, readBody, readObject, readQuery, textOf, versionOf, type Json } from '../parameters.ts';
import { scopeOf } from '../scope.ts';

const listParameters = { filter: 'text', sort: 'text', select: 'text', expand: 'text', limit: 'count', cursor: 'text', offset: 'whole', count: 'flag', search: 'text' } as const;
const reasonLengthMax = 2_000;

export function objectRoutes(app: FastifyInstance, backend: Backend): void {
  const answer = (input: (request: FastifyRequest) => OperationInput, done?: (reply: FastifyReply, result: OperationResult, request: FastifyRequest) => void) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { principal } = callerOf(request);
      const scope = await scopeOf(backend, request);
      const result = await backend.run(scope, input(request), principal);
      give(request, reply, result);
      done?.(reply, result, request);
      return reply.statusCode === 204 ? reply.send() : reply.send(result.body);
    };

  const one = '/api/objects/:object/:id';
  app.get('/api/objects/:object', answer((r) => ({ kind: 'list', object: pathPart(r, 'object'), ...present(readQuery(r, listParameters)) })));
  app.get('/api/objects/:object/aggregate', answer(aggregateInput));
  app.get(one, answer((r) => ({ kind: 'get', ...record(r), ...present(readQuery(r, { select: 'text', expand: 'text' })) })));
  app.get(`${one}/history`, answer((r) => ({ kind: 'history', ...record(r), ...present(readQuery(r, { limit: 'count' })) })));
  app.post('/api/objects/:object', answer(
    (r) => ({ kind: 'create', object: pathPart(r, 'object'), values: readObject(bodyOf(r)), ...written(r) }),
    (reply, result, r) => created(reply, result, r),
  ));
  app.patch(one, answer((r) => ({ kind: 'update', ...record(r), values: readObject(bodyOf(r)), ...present({ version: ifMatch(r) }), ...written(r) })));
  app.delete(one, answer(
    (r) => ({ kind: 'delete', ...record(r), ...present(readQuery(r, {})), ...present({ version: ifMatch(r) }), ...written(r) }),
    (reply) => void reply.status(204),
  ));
  app.post(`${one}/actions/:action`, answer(actInput));
  app.post('/api/objects/:object/bulk', answer(bulkInput));
}

const record = (request: FastifyRequest) => ({ object: pathPart(request, 'object'), id: pathPart(request, 'id') });

function bodyOf(request: FastifyRequest): unknown {
  readQuery(request, {});
  return request.body;
}

const written = (request: FastifyRequest) => present({ idempotencyKey: idempotencyKey(request) });

function aggregateInput(request: FastifyRequest): OperationInput {
  const { aggregate, ...rest } = readQuery(request, { filter: 'text', search: 'text', group: 'text', aggregate: 'text', sort: 'text', limit: 'whole' });
  return { kind: 'aggregate', object: pathPart(request, 'object'), aggregate: aggregate ?? 'count()', ...present(rest) };
}

function actInput(request: FastifyRequest): OperationInput {
  const body = readBody(bodyOf(request), ['values', 'version', 'reason']);
  return {
    kind: 'act', ...record(request), action: pathPart(request, 'action'),
    ...present({
      values: body['values'] === undefined ? undefined : readObject(body['values']),
      version: ifMatch(request) ?? versionOf(body),
      reason: textOf(body, 'reason', reasonLengthMax),
    }),
    ...written(request),
  };
}

function bulkInput(request: FastifyRequest): OperationInput {
  const body = readBody(bodyOf(request), ['items', 'reason']);
  const items = body['items'];
  if (!Array.isArray(items) || items.length > limits.bulkRowsMax) throw failure('REQ113', { name: 'items', expected: `[…], 0 … ${limits.bulkRowsMax}` });
  return { kind: 'bulk', object: pathPart(request, 'object'), items: items.map(bulkItem), ...present({ reason: textOf(body, 'reason', reasonLengthMax) }), ...written(request) };
}

function bulkItem(raw: unknown): BulkItem {
  const item = readBody(raw ?? [], ['kind', 'id', 'values', 'version', 'action']);
  const values = (): Json => readObject(item['values'] ?? null);
  const version = present({ version: versionOf(item) });
  const id = (): string => textOf(item, 'id', 100) ?? missing('id');
  switch (item['kind']) {
    case 'create': return { kind: 'create', values: values() };
    case 'update': return { kind: 'update', id: id(), values: values(), ...version };
    case 'delete': return { kind: 'delete', id: id(), ...version };
    case 'act': return {
      kind: 'act', id: id(), action: textOf(item, 'action', limits.nameLengthMax) ?? missing('action'),
      ...(item['values'] === undefined ? {} : { values: values() }), ...version,
    };
    default: throw failure('REQ113', { name: 'kind', expected: 'create / update / delete / act' });
  }
}

function missing(name: string): never {
  throw failure('REQ113', { name, expected: 'text' });
}

/** The head of an answer: its type, its version, and how long each stage took. */
export function give(request: FastifyRequest, reply: FastifyReply, result: OperationResult): void {
  const timings = { auth: request.authMs, ...result.timings };
  const header = Object.entries(timings).map(([stage, ms]) => `${stage.replace(/[^\w-]/g, '_')};dur=${ms.toFixed(2)}`).join(', ');
  reply.header('server-timing', header).type('application/json; charset=utf-8');
  if (result.version !== undefined) reply.header('etag', `"${result.version}"`);
  if (result.replayed) reply.header('idempotency-replayed', 'true');
}

function created(reply: FastifyReply, result: OperationResult, request: FastifyRequest): void {
  const id = /"id"\s*:\s*"([0-9a-f-]{36})"/.exec(result.body)?.[1];
  reply.status(201);
  if (id) reply.header('location', `/api/objects/${encodeURIComponent(pathPart(request, 'object'))}/${id}`);
}
