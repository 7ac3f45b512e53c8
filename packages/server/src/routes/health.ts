/** For load balancers: alive, and able to serve. */
import { failure } from '@tenon/diagnostics';
import type { FastifyInstance } from 'fastify';
import type { Backend } from '../backend.ts';

export function healthRoutes(app: FastifyInstance, backend: Backend, state: { stopping: () => boolean; drifted: () => number }): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async () => {
    if (state.stopping() || !(await backend.ready().catch(() => false))) throw failure('SRV102');
    const drifted = state.drifted();
    return { status: 'ready', ...(drifted > 0 ? { drifted } : {}) };
  });
}
