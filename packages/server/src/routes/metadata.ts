/**
 * The Model as one caller may see it: for the web, as OpenAPI, and as pages for people who program.
 * What a role cannot read is not in any of them.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { narrowModel, openApiFor, type Model } from '@tenon/model';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { readQuery } from '../parameters.ts';
import { scopeOf } from '../scope.ts';
import { docsPolicy } from '../security.ts';

interface Narrowed {
  readonly model: string;
  readonly openApi: string;
  readonly etag: string;
}

/** These answers are large and seldom asked for; records are small, and their time is better spent elsewhere. */
const compressed = { compress: {} };
const roleSetsMax = 200;
/** By Model, so that a Model that is let go takes its narrowed forms along. */
const narrowed = new WeakMap<Model, Map<string, Narrowed>>();

function narrowedFor(model: Model, roles: readonly string[]): Narrowed {
  const key = [...roles].sort().join(' ');
  const known = narrowed.get(model) ?? new Map<string, Narrowed>();
  narrowed.set(model, known);
  const found = known.get(key);
  if (found) return found;
  const client = narrowModel(model, roles);
  const etag = `"${createHash('sha256').update(`${model.compilerVersion} ${model.hash} ${key}`).digest('base64url').slice(0, 27)}"`;
  const made: Narrowed = { model: JSON.stringify(client), openApi: JSON.stringify(openApiFor(client)), etag };
  if (known.size >= roleSetsMax) known.delete(known.keys().next().value!);
  known.set(key, made);
  return made;
}

export function metadataRoutes(app: FastifyInstance, backend: Backend): void {
  const give = (part: 'model' | 'openApi') => async (request: FastifyRequest, reply: FastifyReply) => {
    readQuery(request, {});
    const { principal } = callerOf(request);
    const { model } = await scopeOf(backend, request);
    const { etag, ...texts } = narrowedFor(model, principal.roles);
    reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'cookie, authorization');
    if (request.headers['if-none-match'] === etag) return reply.status(304).send();
    return reply.type('application/json; charset=utf-8').send(texts[part]);
  };
  app.get('/api/model', compressed, give('model'));
  app.get('/api/openapi.json', compressed, give('openApi'));
  docsRoutes(app);
}

const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>API</title></head>
<body><div id="api"></div><script src="/api/docs/standalone.js"></script><script src="/api/docs/start.js"></script></body></html>
`;
const docsStart = `Scalar.createApiReference('#api', { url: '/api/openapi.json', withDefaultFonts: false, telemetry: false, hideClientButton: true, showDeveloperTools: 'never' });
`;

function docsRoutes(app: FastifyInstance): void {
  let bundle: string | undefined;
  app.get('/api/docs', async (_request, reply) => reply.header('content-security-policy', docsPolicy).type('text/html; charset=utf-8').send(docsPage));
  app.get('/api/docs/start.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(docsStart));
  app.get('/api/docs/standalone.js', compressed, async (_request, reply) => {
    bundle ??= readFileSync(scalarBundle(), 'utf8');
    return reply.header('cache-control', 'public, max-age=86400').type('text/javascript; charset=utf-8').send(bundle);
  });
}

function scalarBundle(): string {
  const entry = createRequire(import.meta.url).resolve('@scalar/api-reference');
  return `${entry.slice(0, entry.lastIndexOf('/dist/'))}/dist/browser/standalone.js`;
}
