/**
 * The web application's files.
 *
 * In:   the folder that `vite build` writes.
 * Out:  its assets, and `index.html` with a fresh nonce for every address that no route answers; a plain page when nothing is built.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { pagePolicy } from './security.ts';

const placeholder = '__CSP_NONCE__';
const notBuilt = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tenon</title></head><body>
<h1>Tenon is running</h1><p>The web application is not built yet. Build it with <code>pnpm --filter @tenon/web build</code>, or look at the <a href="/api/docs">API</a>.</p>
</body></html>`;

export interface Pages {
  /** Answers with the application, whatever its address inside the application is. */
  readonly index: (reply: FastifyReply) => FastifyReply;
}

export async function servePages(app: FastifyInstance, folder: string): Promise<Pages> {
  const file = join(folder, 'index.html');
  let read: { at: number; html: string } | undefined;
  const html = (): string => {
    if (!existsSync(file)) return notBuilt;
    const at = statSync(file).mtimeMs;
    if (read?.at !== at) read = { at, html: readFileSync(file, 'utf8') };
    return read.html;
  };
  const index = (reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(16).toString('base64url');
    const page = html();
    const marked = page.includes(placeholder) ? page.replaceAll(placeholder, nonce) : page.replace('<head>', `<head><meta name="csp-nonce" content="${nonce}">`);
    return reply.status(200).header('content-security-policy', pagePolicy(nonce)).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(marked);
  };
  for (const url of ['/', '/index.html']) app.get(url, async (_request, reply) => index(reply));
  if (existsSync(folder)) {
    await app.register(fastifyStatic, {
      root: folder, prefix: '/', index: false, dotfiles: 'ignore', cacheControl: false, preCompressed: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  return { index };
}
