/** Attachments and comments of records, and what people were told: each route turns a request into one call. */
import { failure, limits } from '@tenon/diagnostics';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import type { ServerConfig } from '../config.ts';
import { idempotencyKey, pathPart, present, readBody, readQuery, textOf, type Json } from '../parameters.ts';
import { scopeOf } from '../scope.ts';
import { personOf } from './files.ts';

const one = '/api/objects/:object/:id';
const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function togetherRoutes(app: FastifyInstance, backend: Backend, config: Pick<ServerConfig, 'commentsPerMinute'>): void {
  attachmentRoutes(app, backend);
  commentRoutes(app, backend, config);
  notificationRoutes(app, backend);
}

const about = (request: FastifyRequest) => ({ object: pathPart(request, 'object'), id: pathPart(request, 'id') });
const bodyOf = (request: FastifyRequest, known: readonly string[]): Json => {
  readQuery(request, {});
  return readBody(request.body, known);
};

function attachmentRoutes(app: FastifyInstance, backend: Backend): void {
  const { together } = backend;
  app.get(`${one}/attachments`, async (request) => {
    readQuery(request, {});
    return { data: await together.attachments(await scopeOf(backend, request), callerOf(request).principal, about(request)) };
  });
  app.post(`${one}/attachments`, async (request, reply) => {
    const file = textOf(bodyOf(request, ['file']), 'file', 100);
    if (file === undefined) throw failure('REQ113', { name: 'file', expected: 'text' });
    return reply.status(201).send(await together.attach(await scopeOf(backend, request), callerOf(request).principal, about(request), file));
  });
  app.delete(`${one}/attachments/:attachment`, async (request, reply) => {
    readQuery(request, {});
    await together.detach(await scopeOf(backend, request), callerOf(request).principal, about(request), pathPart(request, 'attachment'));
    return reply.status(204).send();
  });
}

function commentRoutes(app: FastifyInstance, backend: Backend, { commentsPerMinute }: Pick<ServerConfig, 'commentsPerMinute'>): void {
  const { together } = backend;
  const bounded = { config: { rateLimit: { max: commentsPerMinute, timeWindow: 60_000, keyGenerator: personOf } } };
  const given = (request: FastifyRequest) => {
    const body = bodyOf(request, ['text', 'mentions']);
    return { text: body['text'], mentions: body['mentions'] };
  };
  app.get(`${one}/comments`, async (request) =>
    together.comments(await scopeOf(backend, request), callerOf(request).principal, about(request), present(readQuery(request, { limit: 'count', cursor: 'text' }))));
  app.post(`${one}/comments`, bounded, async (request, reply) => {
    const made = await together.comment(await scopeOf(backend, request), callerOf(request).principal, about(request), given(request), idempotencyKey(request));
    return reply.status(201).send(made);
  });
  app.patch(`${one}/comments/:comment`, bounded, async (request) =>
    together.editComment(await scopeOf(backend, request), callerOf(request).principal, about(request), pathPart(request, 'comment'), given(request)));
  app.delete(`${one}/comments/:comment`, async (request, reply) => {
    readQuery(request, {});
    await together.removeComment(await scopeOf(backend, request), callerOf(request).principal, about(request), pathPart(request, 'comment'));
    return reply.status(204).send();
  });
}

function notificationRoutes(app: FastifyInstance, backend: Backend): void {
  const { together } = backend;
  app.get('/api/notifications', async (request) =>
    together.notifications(await scopeOf(backend, request), callerOf(request).principal, present(readQuery(request, { unread: 'flag', limit: 'count', cursor: 'text' }))));
  app.post('/api/notifications/read', async (request) => together.readNotifications(await scopeOf(backend, request), callerOf(request).principal, whichOf(bodyOf(request, ['ids', 'all']))));
}

function whichOf({ ids, all }: Json): readonly string[] | 'all' {
  if (all === true && ids === undefined) return 'all';
  const fits = all === undefined && Array.isArray(ids) && ids.length <= limits.pageRowsMax && ids.every((id) => typeof id === 'string' && idPattern.test(id));
  if (!fits) throw failure('REQ113', { name: 'ids', expected: `[…], 0 … ${limits.pageRowsMax}, or all: true` });
  return ids as string[];
}
