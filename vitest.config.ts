import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    include: ['packages/*/{src,test}/**/*.test.{ts,tsx}'],
    exclude: ['packages/web/test/**', '**/node_modules/**'],
    globalSetup: ['packages/store/test/database-server.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
