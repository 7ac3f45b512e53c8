/** One box for everything: records of all objects by the words that somebody typed. */
import type { FastifyInstance } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { present, readQuery } from '../parameters.ts';
import { scopeOf } from '../scope.ts';

export function searchRoutes(app: FastifyInstance, backend: Backend): void {
  app.get('/api/search', async (request) => {
    const { q = '', limit } = readQuery(request, { q: 'text', limit: 'whole' });
    const { principal } = callerOf(request);
    return backend.search(await scopeOf(backend, request), { text: q, ...present({ limit }) }, principal);
  });
}
