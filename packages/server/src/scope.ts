/** The tenant and Model of a request, from its caller. */
import type { TenantScope } from '@tenon/store';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './authenticate.ts';
import type { Backend } from './backend.ts';

export function scopeOf(backend: Backend, request: FastifyRequest): Promise<TenantScope> {
  return backend.scope(callerOf(request).tenant);
}
