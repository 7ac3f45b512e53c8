/** Builds the browser rooms into `dist/`, which the server serves; `vite dev` proxies the API to a running server. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Compressed once, when everything is written, so that the server need not do it for every reader. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle).filter((name) => /\.(js|css|svg)$/.test(name)).map((name) => join(dir!, name))) {
      const source = readFileSync(file);
      writeFileSync(`${file}.br`, brotliCompressSync(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
      writeFileSync(`${file}.gz`, gzipSync(source));
    }
  },
};

export default defineConfig(({ command }) => {
  // What is built is always the fast variant of the libraries, also for a server that is being developed.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [react(), compressed],
    root: import.meta.dirname,
    build: {
      target: 'es2023',
      outDir: 'dist',
      emptyOutDir: true,
      chunkSizeWarningLimit: 2500,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    server: { proxy: { '/api': process.env.TENON_URL ?? 'http://127.0.0.1:3000' } },
  };
});
