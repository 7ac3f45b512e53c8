/** Reports of the Model, run for whoever asks. */
import type { FastifyInstance } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { pathPart, present, readQuery } from '../parameters.ts';
import { scopeOf } from '../scope.ts';
import { give } from './objects.ts';

export function reportRoutes(app: FastifyInstance, backend: Backend): void {
  app.get('/api/reports/:name', async (request, reply) => {
    const { principal } = callerOf(request);
    const input = { kind: 'report', report: pathPart(request, 'name'), ...present(readQuery(request, { filter: 'text', by: 'text' })) } as const;
    const result = await backend.run(await scopeOf(backend, request), input, principal);
    give(request, reply, result);
    return reply.send(result.body);
  });
}
