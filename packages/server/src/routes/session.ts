/** Signing in and out, and who is signed in. */
import { failure, limits } from '@tenon/diagnostics';
import type { SettingsChange } from '@tenon/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf, giveCookie, sessionHours, sessionToken, takeCookie } from '../authenticate.ts';
import type { Backend, Demo, SessionRecord } from '../backend.ts';
import type { ServerConfig } from '../config.ts';
import { readBody, readQuery, textOf, type Json } from '../parameters.ts';
import { hashToken, newToken, verifyPassword } from '../password.ts';
import { scopeOf } from '../scope.ts';
import { createThrottle } from '../throttle.ts';

export interface SessionDeps {
  readonly backend: Backend;
  readonly config: ServerConfig;
  readonly demo: Demo | undefined;
}

export function sessionRoutes(app: FastifyInstance, { backend, config, demo }: SessionDeps): void {
  const throttle = createThrottle();
  const rateLimit = { max: config.signInsPerMinute, timeWindow: 60_000 };

  app.post('/api/sign-in', { config: { rateLimit } }, async (request, reply) => {
    readQuery(request, {});
    const { tenant: asked, login, password } = readSignIn(request);
    const tenant = asked ?? (await onlyTenant(backend));
    const key = `${tenant} ${login.toLowerCase()}`;
    const seconds = throttle.lockedFor(key);
    if (seconds > 0) {
      reply.header('retry-after', String(seconds));
      throw failure('AUT103', { seconds });
    }
    const credential = await backend.credential(tenant, login);
    if (!(await verifyPassword(password, credential?.passwordHash)) || !credential) {
      throttle.failed(key);
      await backend.signInFailed(tenant, login);
      throw failure('AUT102');
    }
    throttle.succeeded(key);
    // A new token at every sign-in; one that the browser brought along ends here.
    const previous = sessionToken(request);
    if (previous) await backend.endSession(hashToken(previous));
    const token = newToken();
    await backend.startSession({ tenant, userId: credential.userId, tokenHash: hashToken(token), expiresAt: new Date(Date.now() + sessionHours * 3_600_000) }, login);
    giveCookie(config, request, reply, token);
    request.caller = await backend.session(hashToken(token));
    return describe(backend, request);
  });

  app.post('/api/sign-out', async (request, reply) => {
    const token = sessionToken(request);
    if (token) await backend.endSession(hashToken(token));
    takeCookie(config, request, reply);
    return reply.status(204).send();
  });

  app.get('/api/session', async (request) => {
    readQuery(request, {});
    return describe(backend, request);
  });

  app.patch('/api/session', async (request) => {
    readQuery(request, {});
    const { tenant, principal } = callerOf(request);
    await backend.together.changeSettings(tenant, principal.userId, settingsOf(readBody(request.body, ['locale', 'timeZone'])));
    const token = sessionToken(request);
    const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    request.caller = await (request.byCookie ? backend.session(hashToken(token!)) : backend.apiKey(hashToken(key!)));
    return describe(backend, request);
  });

  if (demo && !config.production) app.get('/api/demo', async () => demo);
}

function readSignIn(request: FastifyRequest): { tenant: string | undefined; login: string; password: string } {
  const body = readBody(request.body, ['tenant', 'login', 'password']);
  const login = textOf(body, 'login', 200);
  const password = textOf(body, 'password', 1_000);
  if (!login) throw failure('REQ113', { name: 'login', expected: 'text' });
  if (!password) throw failure('REQ113', { name: 'password', expected: 'text' });
  return { tenant: textOf(body, 'tenant', limits.nameLengthMax) || undefined, login, password };
}

function settingsOf({ locale, timeZone }: Json): SettingsChange {
  if (locale !== undefined && locale !== 'en' && locale !== 'zh-CN') throw failure('REQ113', { name: 'locale', expected: 'en / zh-CN' });
  if (timeZone !== undefined && timeZone !== null && !isTimeZone(timeZone)) throw failure('REQ113', { name: 'timeZone', expected: 'Asia/Shanghai, …' });
  return { ...(locale === undefined ? {} : { locale }), ...(timeZone === undefined ? {} : { timeZone: timeZone as string | null }) };
}

/** A name of the IANA's list; offsets and abbreviations are none. */
function isTimeZone(name: unknown): boolean {
  if (typeof name !== 'string' || name.length > 60 || !/^(UTC|[A-Za-z]+(\/[A-Za-z0-9_+-]+)+)$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

async function onlyTenant(backend: Backend): Promise<string> {
  const tenants = await backend.tenants();
  if (tenants.length !== 1) throw failure('AUT105');
  return tenants[0]!.slug;
}

async function describe(backend: Backend, request: FastifyRequest) {
  const caller: SessionRecord = callerOf(request);
  const { model } = await scopeOf(backend, request);
  const { principal } = caller;
  const tenant = (await backend.tenants()).find((t) => t.slug === caller.tenant);
  const roles = principal.roles.flatMap((name) => (model.roles[name] ? [{ name, label: model.roles[name].label }] : []));
  return {
    user: { id: principal.userId, name: principal.name, login: caller.login, email: caller.email },
    tenant: { slug: caller.tenant, name: tenant?.name ?? caller.tenant },
    roles,
    locale: principal.locale,
    timeZone: caller.timeZone ?? model.package.timeZone,
    tenantTimeZone: model.package.timeZone,
    external: principal.roles.length > 0 && principal.roles.every((name) => model.roles[name]?.external ?? false),
  };
}
