/**
 * Who is calling.
 *
 * In:   the session cookie, or an API key as a Bearer token.
 * Out:  the SessionRecord of the request, or a Failure AUT101. The tenant comes from here and from nowhere else.
 */
import { failure } from '@tenon/diagnostics';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Backend, SessionRecord } from './backend.ts';
import type { ServerConfig } from './config.ts';
import { hashToken } from './password.ts';

export const cookieName = 'tenon_session';
export const sessionHours = 12;

declare module 'fastify' {
  interface FastifyRequest {
    caller: SessionRecord | undefined;
    /** True when the caller was known by the cookie, which a browser sends on its own. */
    byCookie: boolean;
    authMs: number;
  }
}

/** Sets `request.caller` when something valid was presented. Never throws for something invalid. */
export async function recognise(backend: Backend, request: FastifyRequest): Promise<void> {
  const startedAt = performance.now();
  const bearer = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer) {
    request.caller = await backend.apiKey(hashToken(bearer));
  } else {
    const token = sessionToken(request);
    if (token) {
      request.caller = await backend.session(hashToken(token));
      request.byCookie = request.caller !== undefined;
    }
  }
  request.authMs = performance.now() - startedAt;
}

export function sessionToken(request: FastifyRequest): string | undefined {
  const cookie = request.cookies[cookieName];
  if (!cookie || cookie.length > 300) return undefined;
  const { valid, value } = request.unsignCookie(cookie);
  return valid && value ? value : undefined;
}

export function callerOf(request: FastifyRequest): SessionRecord {
  if (!request.caller) throw failure('AUT101');
  return request.caller;
}

/** A browser sends cookies also for other sites' pages: such a write is refused. */
export function refuseCrossSite(config: ServerConfig, request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw failure('AUT104');
  const { origin } = request.headers;
  if (origin === undefined) return;
  const allowed = [`http://${request.host}`, `https://${request.host}`, config.publicUrl && originOf(config.publicUrl)];
  if (!allowed.includes(origin)) throw failure('AUT104');
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

const cookieOptions = (config: ServerConfig, request: FastifyRequest) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: request.protocol === 'https' || (config.publicUrl?.startsWith('https:') ?? false),
  signed: true,
});

export function giveCookie(config: ServerConfig, request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName, token, { ...cookieOptions(config, request), maxAge: sessionHours * 3600 });
}

export function takeCookie(config: ServerConfig, request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName, cookieOptions(config, request));
}
