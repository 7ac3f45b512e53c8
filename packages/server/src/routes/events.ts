/** What an open page hears of without asking. */
import { failure } from '@tenon/diagnostics';
import type { FastifyInstance } from 'fastify';
import { callerOf, sessionToken } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { openLiveHub } from '../live-hub.ts';
import { readQuery } from '../parameters.ts';
import { hashToken } from '../password.ts';

export function eventRoutes(app: FastifyInstance, backend: Backend): void {
  const hub = openLiveHub(backend, app.log);
  // A stream that is open would hold up the stop for ever.
  app.addHook('preClose', async () => hub.close());
  app.get('/api/events', { exposeHeadRoute: false }, async (request, reply) => {
    const caller = callerOf(request);
    readQuery(request, {});
    const token = request.byCookie ? sessionToken(request) : /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw failure('AUT101');
    const hash = hashToken(token);
    const stream = await hub.open({ caller, session: backend.together.sessionName(hash), again: () => (request.byCookie ? backend.session(hash) : backend.apiKey(hash)) });
    return reply.type('text/event-stream; charset=utf-8').header('cache-control', 'private, no-store').header('x-accel-buffering', 'no').send(stream);
  });
}
