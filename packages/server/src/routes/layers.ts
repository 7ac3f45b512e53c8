/**
 * A tenant's own layer over HTTP, for administrators: the draft and its edits, plan and apply, versions, blame.
 * Anybody else is refused before anything is looked at, so a refusal tells nothing.
 */
import { failure, limits, messageOf, type Locale } from '@tenon/diagnostics';
import type { CheckedDraft, TenantPlan } from '@tenon/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import { localeFor } from '../language.ts';
import { pathPart, present, readBody, readQuery, textOf } from '../parameters.ts';
import { toldIn } from '../problem.ts';
import { scopeOf } from '../scope.ts';
import { editsOf, filesOf, flagOf, resolutionsOf, revisionOf, versionIn } from './layer-input.ts';

const addressLengthMax = 500;
const reasonLengthMax = 2_000;
/** A whole layer is larger than a record. */
const large = { bodyLimit: limits.layerBytesMax * 2 };
const compressed = { compress: {} };

export async function layerRoutes(app: FastifyInstance, backend: Backend): Promise<void> {
  await app.register(async (routes) => {
    routes.addHook('preHandler', (request) => refuseOthers(backend, request));
    draftRoutes(routes, backend);
    planRoutes(routes, backend);
    versionRoutes(routes, backend);
  });
}

async function refuseOthers(backend: Backend, request: FastifyRequest): Promise<void> {
  const { principal } = callerOf(request);
  const { model } = await scopeOf(backend, request);
  if (!principal.roles.some((name) => Object.hasOwn(model.roles, name) && model.roles[name]!.admin)) throw failure('AUT106');
}

const tenantOf = (request: FastifyRequest): string => callerOf(request).tenant;
const nameOf = (request: FastifyRequest): string => callerOf(request).login;

function draftRoutes(app: FastifyInstance, { layers }: Backend): void {
  const give = (request: FastifyRequest, reply: FastifyReply, draft: CheckedDraft) => {
    reply.header('etag', `"${draft.revision}"`);
    return draftAnswer(draft, localeFor(request));
  };
  const changeOf = (request: FastifyRequest, body: Readonly<Record<string, unknown>> = {}) => ({ by: nameOf(request), revision: revisionOf(request, body) });

  app.get('/api/metadata/draft', async (request, reply) => {
    readQuery(request, {});
    return give(request, reply, await layers.draft(tenantOf(request)));
  });
  app.post('/api/metadata/draft/edits', async (request, reply) => {
    readQuery(request, {});
    const body = readBody(request.body, ['edits', 'revision']);
    return give(request, reply, await layers.edit(tenantOf(request), editsOf(body), changeOf(request, body)));
  });
  app.put('/api/metadata/draft/files', large, async (request, reply) => {
    readQuery(request, {});
    const body = readBody(request.body, ['files', 'revision']);
    return give(request, reply, await layers.replace(tenantOf(request), filesOf(body), changeOf(request, body)));
  });
  app.delete('/api/metadata/draft', async (request, reply) => {
    readQuery(request, {});
    return give(request, reply, await layers.discard(tenantOf(request), changeOf(request)));
  });
  app.get('/api/metadata/draft/model', compressed, async (request, reply) => {
    readQuery(request, {});
    const { principal } = callerOf(request);
    return reply.type('application/json; charset=utf-8').send(await layers.draftModel(tenantOf(request), principal.roles));
  });
  app.get('/api/metadata/export', async (request) => {
    readQuery(request, {});
    return { files: await layers.export(tenantOf(request)) };
  });
}

function draftAnswer({ revision, baseVersion, files, changed, updatedAt, updatedBy, checked }: CheckedDraft, locale: Locale) {
  return {
    revision, baseVersion, changed, ...present({ updatedAt, updatedBy }), files: Object.fromEntries(files.map(({ path, text }) => [path, text])),
    diagnostics: toldIn(locale, checked.diagnostics), intents: checked.intents, merges: checked.merges.filter(({ outcome }) => outcome !== 'kept'), layers: checked.layers,
  };
}

function planRoutes(app: FastifyInstance, { layers }: Backend): void {
  app.post('/api/metadata/plan', async (request) => {
    readQuery(request, {});
    const body = readBody(request.body, ['resolutions']);
    return planAnswer(await layers.plan(tenantOf(request), resolutionsOf(body)), localeFor(request));
  });
  app.post('/api/metadata/apply', async (request) => {
    readQuery(request, {});
    const body = readBody(request.body, ['id', 'consent', 'reason', 'resolutions']);
    const id = textOf(body, 'id', limits.nameLengthMax);
    if (!id) throw failure('REQ113', { name: 'id', expected: 'text' });
    const reason = textOf(body, 'reason', reasonLengthMax);
    const { version } = await layers.apply(tenantOf(request), { id, by: nameOf(request), resolutions: resolutionsOf(body), ...present({ consent: flagOf(body, 'consent'), reason }) });
    return { version };
  });
}

const planAnswer = (plan: TenantPlan, locale: Locale) => ({
  ...plan, diagnostics: toldIn(locale, plan.diagnostics), blocked: plan.blocked.map(({ code, params }) => ({ code, message: messageOf({ code, params }, locale) })),
  tables: plan.tables.map((change) => ({ ...change, step: change.step.kind, table: change.step.table, ...present({ column: columnOf(change.step) }) })),
});

/** The column that a step is about, where it is about one: whoever reads the plan has a better name for it. */
function columnOf(step: TenantPlan['tables'][number]['step']): string | undefined {
  if ('column' in step) return step.column.name;
  if ('foreignKey' in step) return step.foreignKey.column;
  return step.kind === 'dropColumn' ? step.name : step.kind === 'renameColumn' ? step.to : undefined;
}

function versionRoutes(app: FastifyInstance, { layers }: Backend): void {
  app.get('/api/metadata/versions', async (request) => {
    readQuery(request, {});
    return layers.versions(tenantOf(request));
  });
  app.get('/api/metadata/versions/:version/diff', async (request) => {
    const { to } = readQuery(request, { to: 'text' });
    if (to === undefined) throw failure('REQ104', { name: 'to', expected: '1 …' });
    return layers.diff(tenantOf(request), versionIn(pathPart(request, 'version')), versionIn(to));
  });
  app.post('/api/metadata/versions/:version/return', async (request) => {
    readQuery(request, {});
    const body = readBody(request.body, ['revision']);
    const version = versionIn(pathPart(request, 'version'));
    return draftAnswer(await layers.returnTo(tenantOf(request), version, { by: nameOf(request), revision: revisionOf(request, body) }), localeFor(request));
  });
  app.get('/api/metadata/blame', async (request) => {
    const { address } = readQuery(request, { address: 'text' });
    if (!address || address.length > addressLengthMax) throw failure('REQ104', { name: 'address', expected: 'object/name#path' });
    return layers.blame(tenantOf(request), address);
  });
  app.get('/api/metadata/documents/:kind/:name', async (request) => {
    const { without } = readQuery(request, { without: 'text' });
    return layers.document(tenantOf(request), `${pathPart(request, 'kind')}/${pathPart(request, 'name')}`, without);
  });
}
