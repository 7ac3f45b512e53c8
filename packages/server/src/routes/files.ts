/**
 * Files over HTTP: in by multipart, streamed into the store; out as a download, or as a picture that can do nothing.
 */
import { Readable } from 'node:stream';
import multipart, { type MultipartFile } from '@fastify/multipart';
import { failure, isFailure, limits } from '@tenon/diagnostics';
import type { FileRef } from '@tenon/store';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../authenticate.ts';
import type { Backend } from '../backend.ts';
import type { ServerConfig } from '../config.ts';
import { pathPart, readQuery } from '../parameters.ts';
import { scopeOf } from '../scope.ts';
import { filePolicy } from '../security.ts';
import { openTurns } from '../turns.ts';
import { cleanName, lookAt } from '../uploads.ts';

export async function fileRoutes(app: FastifyInstance, backend: Backend, { uploadsPerMinute }: Pick<ServerConfig, 'uploadsPerMinute'>): Promise<void> {
  const turns = openTurns({ atOnce: limits.uploadsAtOnceMax, waitingMax: limits.uploadsWaitingMax });
  // Nowhere else is a form read: the parser is known to this route alone.
  await app.register(async (routes) => {
    await routes.register(multipart, { limits: { files: 2, fields: 1, parts: 2, fieldSize: 1_000, headerPairs: 50, fileSize: limits.fileBytesMax + 1 }, throwFileSizeLimit: false });
    routes.post('/api/files', { config: { rateLimit: { max: uploadsPerMinute, timeWindow: 60_000, keyGenerator: personOf } } }, async (request, reply) => {
      readQuery(request, {});
      const file = await turns.run(() => upload(backend, request));
      return reply.status(201).header('location', `/api/files/${file.id}`).send(file);
    });
  });
  app.get('/api/files/:id', async (request, reply) => {
    const { inline = false } = readQuery(request, { inline: 'flag' });
    const { file, content } = await backend.together.file(await scopeOf(backend, request), callerOf(request).principal, pathPart(request, 'id'));
    return download(request, reply, file, { inline, content });
  });
}

/** Bounds are per person, wherever they sit. */
export function personOf(request: FastifyRequest): string {
  const { tenant, principal } = callerOf(request);
  return `${tenant} ${principal.userId}`;
}

async function upload(backend: Backend, request: FastifyRequest): Promise<FileRef> {
  if (!request.isMultipart()) throw failure('REQ118');
  const { principal } = callerOf(request);
  const scope = await scopeOf(backend, request);
  const parts = request.parts()[Symbol.asyncIterator]();
  try {
    const first = await parts.next();
    if (first.done || first.value.type !== 'file' || first.value.fieldname !== 'file') throw failure('REQ118');
    const name = cleanName(first.value.filename);
    const { type, content } = await lookAt(name, whole(request, first.value, parts));
    return await backend.together.upload(scope, principal, { name, type }, content);
  } catch (error) {
    // What is left of the body is not worth reading.
    request.raw.unpipe();
    request.raw.resume();
    if (isFailure(error)) throw error;
    throw brokenOff(error) ? failure('REQ120') : error;
  }
}

/** The content of the one part that there is. What comes after it is looked at before anything is kept. */
async function* whole(request: FastifyRequest, part: MultipartFile, parts: AsyncIterator<unknown>): AsyncGenerator<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => request.raw.destroy(), limits.uploadStallMsMax);
  };
  try {
    wait();
    for await (const bytes of part.file as AsyncIterable<Uint8Array>) {
      yield bytes;
      wait();
    }
    if (!(await parts.next()).done) throw failure('REQ118');
  } finally {
    clearTimeout(timer);
  }
}

const formErrors: readonly string[] = ['FST_PARTS_LIMIT', 'FST_FILES_LIMIT', 'FST_FIELDS_LIMIT', 'FST_PROTO_VIOLATION', 'FST_INVALID_MULTIPART_CONTENT_TYPE', 'FST_INVALID_JSON_FIELD_ERROR'];

/** The sender went away, or what it sent is not a form. */
function brokenOff(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (formErrors.includes(code ?? '')) throw failure('REQ118');
  return ['FST_MP_PREMATURE_CLOSE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ABORT_ERR'].includes(code ?? '') || /multipart|boundary|part terminated|aborted|malformed|end of (form|data)/i.test(message);
}

/** The only kinds that a browser may show by itself. */
const shown: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
const active = /html|xml|svg|script|css|wasm/;

function download(request: FastifyRequest, reply: FastifyReply, file: FileRef, { inline, content }: { readonly inline: boolean; readonly content: () => AsyncGenerator<Buffer> }): FastifyReply {
  const etag = `"${file.id}"`;
  reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'cookie, authorization')
    .header('content-security-policy', filePolicy).header('x-content-type-options', 'nosniff');
  // The content of a file never changes; whether the caller may have it has been asked.
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  const show = inline && shown.has(file.type);
  return reply
    .header('content-disposition', disposition(show ? 'inline' : 'attachment', file.name))
    .header('content-length', String(file.size))
    .type(active.test(file.type) ? 'application/octet-stream' : file.type)
    .send(Readable.from(content(), { objectMode: false, highWaterMark: 1 }));
}

/** RFC 6266: a plain name for old browsers, the whole one as RFC 5987 has it. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%;]/g, '_');
  const whole = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${whole}`;
}
