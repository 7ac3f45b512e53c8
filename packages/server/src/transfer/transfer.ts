/**
 * What the routes ask about tables and long work.
 *
 * In:   an open store and its queue.
 * Out:  a Transfer. What can be known to be wrong is refused before there is a job.
 */
import { failure, limits, type Locale } from '@tenon/diagnostics';
import type { ImportPreview, Job } from '@tenon/sdk';
import { findJob, listJobs, runOperation, stopJob, type Principal, type Queue, type Store, type TenantScope } from '@tenon/store';
import type { BulkRequest } from './bulk.ts';
import { checkExport, type ExportRequest } from './export.ts';
import { mappingOf, type ImportRequest } from './mapping.ts';
import { previewTable } from './preview.ts';
import type { TableFormat } from './sheet/table.ts';
import { objectFor } from './targets.ts';
import { writeTemplate } from './template.ts';
import { briefJob, toldJob } from './told.ts';

/** Who asks, where, in which language. */
export interface Asking { readonly scope: TenantScope; readonly principal: Principal; readonly locale: Locale }

export interface Transfer {
  readonly jobs: (asking: Asking) => Promise<readonly Job[]>;
  readonly job: (asking: Asking, id: string) => Promise<Job>;
  readonly stop: (asking: Asking, id: string) => Promise<Job>;
  readonly export: (asking: Asking, object: string, request: ExportRequest) => Promise<Job>;
  readonly preview: (asking: Asking, object: string, request: { readonly file: string; readonly sheet?: string }) => Promise<ImportPreview>;
  readonly import: (asking: Asking, object: string, request: ImportRequest) => Promise<Job>;
  readonly bulk: (asking: Asking, object: string, request: BulkRequest) => Promise<Job>;
  /** Writes the template to a path, and says its name. */
  readonly template: (asking: Asking, object: string, format: TableFormat, path: string) => Promise<string>;
}

export function storeTransfer(store: Store, queue: Queue): Transfer {
  const add = async ({ scope, principal, locale }: Asking, kind: Job['kind'], object: string, request: unknown): Promise<Job> =>
    toldJob(await queue.add(scope, principal, { kind, object, locale, request }), locale);
  return {
    jobs: async ({ scope, principal, locale }) => (await listJobs(store, scope, principal)).map((job) => briefJob(job, locale)),
    job: async ({ scope, principal, locale }, id) => toldJob(await findJob(store, scope, principal, id), locale),
    stop: async ({ scope, principal, locale }, id) => toldJob(await stopJob(store, scope, principal, id), locale),
    export: async (asking, object, request) => {
      await checkExport(store, asking, object, request, asking.locale);
      return add(asking, 'export', object, request);
    },
    preview: async (asking, object, request) => {
      checkWrites(asking, object);
      return previewTable(store, asking, object, request, asking.locale);
    },
    import: async (asking, object, request) => {
      checkWrites(asking, object, request.mode);
      mappingOf({ ...asking, timeZone: 'UTC' }, object, request, asking.locale);
      return add(asking, 'import', object, request);
    },
    bulk: async (asking, object, request) => {
      await checkBulk(store, asking, object, request);
      return add(asking, 'bulk', object, request);
    },
    template: async (asking, object, format, path) => {
      checkWrites(asking, object);
      return writeTemplate(path, asking, object, format, asking.locale);
    },
  };
}

/** Rows of a child object come with their parent; the engine's own objects are not written from outside. */
function checkWrites({ scope, principal, locale }: Asking, name: string, mode?: ImportRequest['mode']): void {
  const { object, grant } = objectFor(scope, principal, name, locale);
  const verbs = mode === undefined ? (['create', 'update'] as const) : mode === 'upsert' ? (['create', 'update'] as const) : ([mode] as const);
  const may = mode === 'upsert' ? verbs.every((verb) => grant[verb] !== undefined) : verbs.some((verb) => grant[verb] !== undefined);
  if (!may || object.partOf || name === 'user') throw failure('ACC102', { action: mode === 'update' || grant.create !== undefined ? 'update' : 'create', object: name });
}

/** The change as one record would take it, and the filter as a list would. */
async function checkBulk(store: Store, { scope, principal, locale }: Asking, name: string, request: BulkRequest): Promise<void> {
  const { object, grant } = objectFor(scope, principal, name, locale);
  const { change } = request;
  const may = change.kind === 'act' ? grant.actions === '*' || grant.actions.includes(change.action) : grant[change.kind] !== undefined;
  if (change.kind === 'act' && !Object.hasOwn(object.lifecycle?.transitions ?? {}, change.action)) throw failure('OPR108', { object: name, name: change.action.slice(0, 60) });
  if (!may || object.partOf || name === 'user') throw failure('ACC102', { action: change.kind === 'act' ? change.action : change.kind, object: name });
  const values = change.kind === 'delete' ? {} : (change.values ?? {});
  for (const field of Object.keys(values)) if (!Object.hasOwn(object.fields, field) || grant.field(field) === 'none') throw failure('VAL101', {}, [{ field, code: 'VAL102', params: { name: field } }]);
  if (request.ids && request.ids.length > limits.bulkIdsMax) throw failure('PLN103', { max: limits.bulkIdsMax });
  const { filter, search } = request;
  await runOperation(store, scope, { kind: 'list', object: name, select: 'id', limit: 1, ...(filter ? { filter } : {}), ...(search ? { search } : {}) }, principal);
}
