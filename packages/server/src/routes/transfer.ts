/** Tables in and out, changes of many records, and the jobs that do them. */
import { createReadStream } from 'node:fs';
import { failure, limits } from '@tenon/diagnostics';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { localeFor } from '../language.ts';
import { pathPart, present, readBody, readObject, readQuery, textOf, type Json } from '../parameters.ts';
import { scopeOf } from '../scope.ts';
import type { BulkRequest } from '../transfer/bulk.ts';
import type { ExportRequest } from '../transfer/export.ts';
import type { ImportRequest } from '../transfer/mapping.ts';
import { mediaTypes } from '../transfer/sheet/write-table.ts';
import { withSpool } from '../transfer/spool.ts';
import type { Asking } from '../transfer/transfer.ts';

export function transferRoutes(app: FastifyInstance, backend: Backend): void {
  const { transfer } = backend;
  const asking = async (request: FastifyRequest): Promise<Asking> => {
    const { principal } = callerOf(request);
    return { scope: await scopeOf(backend, request), principal, locale: localeFor(request) };
  };
  const object = (request: FastifyRequest): string => pathPart(request, 'object');
  const body = (request: FastifyRequest): unknown => {
    readQuery(request, {});
    return request.body;
  };

  app.get('/api/jobs', async (request) => {
    readQuery(request, {});
    return { data: await transfer.jobs(await asking(request)) };
  });
  app.get('/api/jobs/:id', async (request) => {
    readQuery(request, {});
    return transfer.job(await asking(request), pathPart(request, 'id'));
  });
  app.post('/api/jobs/:id/stop', async (request) => {
    readBody(body(request), []);
    return transfer.stop(await asking(request), pathPart(request, 'id'));
  });
  app.post('/api/objects/:object/export', async (request, reply) => reply.status(202).send(await transfer.export(await asking(request), object(request), exportRequest(body(request)))));
  app.post('/api/objects/:object/import/preview', async (request) => {
    const given = readBody(body(request), ['file', 'sheet']);
    return transfer.preview(await asking(request), object(request), { file: needed(given, 'file', 100), ...present({ sheet: textOf(given, 'sheet', 200) }) });
  });
  app.post('/api/objects/:object/import', async (request, reply) => reply.status(202).send(await transfer.import(await asking(request), object(request), importRequest(body(request)))));
  app.post('/api/objects/:object/bulk/all', async (request, reply) => reply.status(202).send(await transfer.bulk(await asking(request), object(request), bulkRequest(body(request)))));
  app.get('/api/objects/:object/import/template', (request, reply) => withSpool(async (path) => {
    const { format = 'xlsx' } = readQuery(request, { format: 'text' });
    if (format !== 'csv' && format !== 'xlsx') throw failure('REQ104', { name: 'format', expected: 'csv / xlsx' });
    const name = await transfer.template(await asking(request), object(request), format, path);
    reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`);
    await reply.type(mediaTypes[format]).header('x-content-type-options', 'nosniff').send(createReadStream(path));
  }));
}

function needed(body: Json, name: string, max: number): string {
  const text = textOf(body, name, max);
  if (text === undefined) throw failure('REQ113', { name, expected: 'text' });
  return text;
}

const query = (body: Json) => present({ filter: textOf(body, 'filter', limits.expressionLengthMax), search: textOf(body, 'search', limits.searchLengthMax) });

function exportRequest(raw: unknown): ExportRequest {
  const body = readBody(raw, ['format', 'filter', 'sort', 'search', 'columns']);
  const format = body['format'];
  if (format !== 'csv' && format !== 'xlsx') throw failure('REQ113', { name: 'format', expected: 'csv / xlsx' });
  const columns = listOf(body, 'columns', limits.sheetColumnsMax).map((each) => {
    const column = readBody(each ?? [], ['path', 'label']);
    return { path: needed(column, 'path', 300), label: needed(column, 'label', 200) };
  });
  return { format, columns, ...query(body), ...present({ sort: textOf(body, 'sort', limits.expressionLengthMax) }) };
}

function importRequest(raw: unknown): ImportRequest {
  const body = readBody(raw, ['file', 'sheet', 'mapping', 'mode', 'key', 'dryRun']);
  const mode = body['mode'];
  if (mode !== 'create' && mode !== 'update' && mode !== 'upsert') throw failure('REQ113', { name: 'mode', expected: 'create / update / upsert' });
  if (typeof body['dryRun'] !== 'boolean') throw failure('REQ113', { name: 'dryRun', expected: 'true / false' });
  const mapping = listOf(body, 'mapping', limits.sheetColumnsMax).map((path) => (path === null ? null : word(path, 'mapping')));
  return {
    file: needed(body, 'file', 100), mapping, mode, dryRun: body['dryRun'],
    ...present({ sheet: textOf(body, 'sheet', 200), key: body['key'] === undefined ? undefined : listOf(body, 'key', 20).map((name) => word(name, 'key')) }),
  };
}

function bulkRequest(raw: unknown): BulkRequest {
  const body = readBody(raw, ['filter', 'search', 'ids', 'change', 'reason']);
  const ids = body['ids'] === undefined ? undefined : listOf(body, 'ids', limits.bulkIdsMax).map((id) => word(id, 'ids'));
  return { change: changeOf(body['change']), ...query(body), ...present({ ids, reason: textOf(body, 'reason', 2_000) }) };
}

function changeOf(raw: unknown): BulkRequest['change'] {
  const change = readBody(raw ?? [], ['kind', 'values', 'action']);
  switch (change['kind']) {
    case 'update': return { kind: 'update', values: readObject(change['values'] ?? null) };
    case 'act': return { kind: 'act', action: needed(change, 'action', limits.nameLengthMax), ...(change['values'] === undefined ? {} : { values: readObject(change['values']) }) };
    case 'delete': return { kind: 'delete' };
    default: throw failure('REQ113', { name: 'kind', expected: 'update / act / delete' });
  }
}

function listOf(body: Json, name: string, max: number): readonly unknown[] {
  const list = body[name];
  if (!Array.isArray(list) || list.length < 1 || list.length > max) throw failure('REQ113', { name, expected: `[…], 1 … ${max}` });
  return list;
}

function word(value: unknown, name: string): string {
  if (typeof value !== 'string' || value.length > 300) throw failure('REQ113', { name, expected: 'text' });
  return value;
}
