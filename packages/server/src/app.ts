/**
 * The HTTP application: Fastify with every guard, then the routes.
 *
 * In:   a Backend, a ServerConfig, the web's folder.
 * Out:  a Fastify instance that listens to nothing yet.
 */
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import { failure, limits } from '@tenon/diagnostics';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { recognise, refuseCrossSite } from './authenticate.ts';
import type { Backend, Demo } from './backend.ts';
import { answerClientError } from './client-error.ts';
import type { ServerConfig } from './config.ts';
import { servePages, type Pages } from './pages.ts';
import { localeFor } from './language.ts';
import { refuseDeep } from './parameters.ts';
import { failureOf, problemOf, type Texts } from './problem.ts';
import { eventRoutes } from './routes/events.ts';
import { fileRoutes } from './routes/files.ts';
import { healthRoutes } from './routes/health.ts';
import { layerRoutes } from './routes/layers.ts';
import { metadataRoutes } from './routes/metadata.ts';
import { objectRoutes } from './routes/objects.ts';
import { preferenceRoutes } from './routes/preferences.ts';
import { reportRoutes } from './routes/reports.ts';
import { searchRoutes } from './routes/search.ts';
import { sessionRoutes } from './routes/session.ts';
import { transferRoutes } from './routes/transfer.ts';
import { togetherRoutes } from './routes/together.ts';
import { strictPolicy } from './security.ts';

export interface AppDeps {
  readonly backend: Backend;
  readonly config: ServerConfig;
  readonly webFolder: string;
  readonly demo?: Demo | undefined;
  /** Where the log goes; standard output when absent. */
  readonly logTo?: { write(line: string): void } | undefined;
  /** How many tenants have tables that differ from their Models. */
  readonly drifted?: () => number;
  /** Sees each route as it is made: method and address. */
  readonly onRoute?: (method: string, url: string) => void;
}

export async function createApp(deps: AppDeps): Promise<FastifyInstance> {
  const { backend, config } = deps;
  const app = newFastify(deps);
  let stopping = false;
  app.addHook('preClose', async () => { stopping = true; });
  // A connection that its client keeps alive would hold up the stop until its time is out.
  app.addHook('onSend', async (_request, reply) => { if (stopping) reply.header('connection', 'close'); });
  app.addHook('onRoute', ({ method, url }) => { for (const m of [method].flat()) deps.onRoute?.(m, url); });
  app.decorateRequest('caller', undefined);
  app.decorateRequest('byCookie', false);
  app.decorateRequest('authMs', 0);
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(async (error, request, reply) => answerProblem(error, request, reply, await textsFor(backend, error, request)));

  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: config.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(compress, { global: false });
  await app.register(cookie, { secret: config.secret });
  await app.register(rateLimit, { global: false });
  if (config.production) await app.register(underPressure, { maxEventLoopDelay: 2_000, customError: PressureError });
  guard(app, backend, config);

  sessionRoutes(app, { backend, config, demo: deps.demo });
  metadataRoutes(app, backend);
  await layerRoutes(app, backend);
  objectRoutes(app, backend);
  await fileRoutes(app, backend, config);
  togetherRoutes(app, backend, config);
  preferenceRoutes(app, backend);
  eventRoutes(app, backend);
  searchRoutes(app, backend);
  reportRoutes(app, backend);
  transferRoutes(app, backend);
  healthRoutes(app, backend, { stopping: () => stopping, drifted: deps.drifted ?? (() => 0) });
  const pages = await servePages(app, deps.webFolder);
  app.setNotFoundHandler((request, reply) => notFound(pages, request, reply));
  return app;
}

class PressureError extends Error {
  readonly code = 'FST_UNDER_PRESSURE';
  readonly statusCode = 503;
}

function newFastify({ config, logTo }: AppDeps): FastifyInstance {
  return Fastify({
    bodyLimit: limits.bodyBytesMax,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // Of a whole upload; other bodies have less time, and headers less still.
    requestTimeout: limits.uploadMsMax,
    http: { headersTimeout: headersMsMax },
    trustProxy: config.trustProxy,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    genReqId: () => crypto.randomUUID(),
    logger: {
      level: config.logLevel,
      redact: ['req.headers.authorization', 'req.headers.cookie', 'res.headers["set-cookie"]', 'headers.authorization', 'headers.cookie', 'password', '*.password'],
      ...(logTo ? { stream: logTo } : {}),
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, request, reply) => void answerProblem(error, request, reply as FastifyReply),
  }) as unknown as FastifyInstance;
}

/** What holds for every request, before its route runs. */
function guard(app: FastifyInstance, backend: Backend, config: ServerConfig): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('content-security-policy', strictPolicy).header('x-request-id', request.id);
    if (!isApi(request)) return;
    reply.header('cache-control', 'private, no-store');
    const writes = !['GET', 'HEAD', 'OPTIONS'].includes(request.method);
    const presentsCookie = request.headers.authorization === undefined;
    if (writes && presentsCookie) refuseCrossSite(config, request);
    await recognise(backend, request);
  });
  app.addHook('preParsing', async (request) => {
    if (request.routeOptions.url !== '/api/files') endSlow(request);
    // Nobody uploads a body before we know who it is: only signing in is open.
    const open = request.routeOptions.url === undefined || ['/api/sign-in', '/api/sign-out'].includes(request.routeOptions.url);
    if (!open && isApi(request) && !['GET', 'HEAD'].includes(request.method) && !request.caller) throw failure('AUT101');
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw failure('REQ108');
  });
  app.addHook('preValidation', async (request) => refuseDeep(request.body));
}

const headersMsMax = 30_000;
const bodyMsMax = 30_000;

/** A sender that takes its time keeps a connection that others need. */
function endSlow({ raw }: FastifyRequest): void {
  if (raw.complete) return;
  const timer = setTimeout(() => raw.destroy(), bodyMsMax).unref();
  for (const event of ['end', 'close']) raw.once(event, () => clearTimeout(timer));
}

const isApi = (request: FastifyRequest): boolean => request.url === '/api' || request.url.startsWith('/api/');

/** The tenant's own messages, of validations and guards, in the caller's language. */
async function textsFor(backend: Backend, error: unknown, request: FastifyRequest): Promise<Texts> {
  const { failure: problem } = failureOf(error);
  if (!request.caller || !problem.problems.some((one) => one.params?.['address'])) return {};
  // An answer in the package's own words is better than none, when the Model cannot be had just now.
  const scope = await backend.scope(request.caller.tenant).catch(() => undefined);
  return scope?.model.locales[localeFor(request)] ?? {};
}

function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, texts: Texts = {}): FastifyReply {
  const { failure: problem, unexpected } = failureOf(error);
  if (unexpected) request.log.error({ err: error }, 'unexpected');
  if (problem.code === 'REQ107') reply.header('connection', 'close');
  return reply
    .status(problem.status)
    .header('cache-control', 'private, no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemOf(problem, localeFor(request), request.id, texts)));
}

function notFound(pages: Pages, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!isApi(request) && reads && !/\.\w{1,5}$/.test(request.url.split('?')[0]!)) return pages.index(reply);
  return answerProblem(failure(isApi(request) || reads ? 'REQ102' : 'REQ117', { method: request.method }), request, reply);
}
