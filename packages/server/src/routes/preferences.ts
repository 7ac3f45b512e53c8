/** How the caller likes to work: values kept by key, seen by nobody else; and the settings of its account. */
import { failure, limits } from '@tenon/diagnostics';
import type { FastifyInstance } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { pathPart, readBody, readQuery, type Json } from '../parameters.ts';
import { scopeOf } from '../scope.ts';

const keyPattern = /^[a-z][a-z0-9_.:/-]{0,119}$/;

export function preferenceRoutes(app: FastifyInstance, backend: Backend): void {
  const { together } = backend;
  app.get('/api/preferences', async (request, reply) => {
    readQuery(request, {});
    return reply.type('application/json; charset=utf-8').send(await together.preferences(await scopeOf(backend, request), callerOf(request).principal));
  });
  app.put('/api/preferences/:key', async (request, reply) => {
    readQuery(request, {});
    const key = keyOf(pathPart(request, 'key'));
    await together.setPreference(await scopeOf(backend, request), callerOf(request).principal, key, valueOf(readBody(request.body, ['value'])));
    return reply.status(204).send();
  });
  app.delete('/api/preferences/:key', async (request, reply) => {
    readQuery(request, {});
    await together.removePreference(await scopeOf(backend, request), callerOf(request).principal, keyOf(pathPart(request, 'key')));
    return reply.status(204).send();
  });
}

function keyOf(key: string): string {
  if (!keyPattern.test(key)) throw failure('REQ113', { name: 'key', expected: 'a-z, 0-9, _ . : / -, 1 … 120' });
  return key;
}

function valueOf(body: Json): string {
  if (!Object.hasOwn(body, 'value')) throw failure('REQ113', { name: 'value', expected: 'JSON' });
  const text = JSON.stringify(body['value']);
  if (Buffer.byteLength(text) > limits.preferenceBytesMax) throw failure('REQ113', { name: 'value', expected: `JSON, 0 … ${limits.preferenceBytesMax} bytes` });
  return text;
}
