/** Builds the browser rooms into `dist/`, which the server serves; `vite dev` proxies the API to a running server. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip as gzipped } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
// Put in the place of rjsf's own below; nothing of them runs here.
import type {} from './src/form/no-markdown.ts';
import type {} from './src/form/rjsf-registry.ts';

const brotli = promisify(brotliCompress);
const gzip = promisify(gzipped);

/** Compressed once, when everything is written, so that the server need not do it for every reader. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  async writeBundle({ dir }, bundle) {
    const files = Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name)).map((name) => join(dir!, name));
    await Promise.all(files.map(async (file) => {
      const source = await readFile(file);
      const [small, usual] = await Promise.all([brotli(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }), gzip(source, { level: 9 })]);
      await Promise.all([writeFile(`${file}.br`, small), writeFile(`${file}.gz`, usual)]);
    }));
  },
};

/** Of rjsf our forms use the engine: its own widgets and templates, and the Markdown of its messages, are replaced by what we have of them. */
const replaced: readonly (readonly [asked: RegExp, by: string])[] = [
  [/(?:^|\/)getDefaultRegistry\.js$/, 'src/form/rjsf-registry.ts'],
  [/^markdown-to-jsx(?:\/|$)/, 'src/form/no-markdown.ts'],
];
const ownFormParts: Plugin = {
  name: 'own-form-parts',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer?.includes('@rjsf/core') !== true) return undefined;
    const found = replaced.find(([asked]) => asked.test(source));
    return found && join(import.meta.dirname, found[1]);
  },
};

export default defineConfig(({ command }) => {
  // What is built is always the fast variant of the libraries, also for a server that is being developed.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [ownFormParts, react(), compressed],
    root: import.meta.dirname,
    build: {
      target: 'es2023',
      outDir: 'dist',
      emptyOutDir: true,
      chunkSizeWarningLimit: 2500,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // These do nothing by being loaded, and do not say so: what nobody asks of them is left out.
        treeshake: { moduleSideEffects: [{ test: /node_modules\/@(?:rc-component|ant-design|formatjs|tanstack)\/|\/packages\/(?:diagnostics|expression|model|sdk)\//, sideEffects: false }] },
        // What every page needs, in files that change as rarely as the library in them, so that a new release leaves them in the cache.
        output: {
          codeSplitting: {
            groups: [
              { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, tags: ['$initial'], priority: 3 },
              { name: 'router', test: /node_modules\/@tanstack\//, tags: ['$initial'], priority: 3 },
              { name: 'antd', test: /node_modules\/(?:antd|@rc-component|@ant-design|stylis)\//, tags: ['$initial'], priority: 2 },
            ],
          },
        },
      },
    },
    server: { proxy: { '/api': process.env.TENON_URL ?? 'http://127.0.0.1:3000' } },
  };
});
