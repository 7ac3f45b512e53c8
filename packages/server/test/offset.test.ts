/** Pages at an offset, over HTTP. */
import { limits } from '@tenon/diagnostics';
import { expect, it } from 'vitest';
import { memoryApp } from './memory-backend.ts';

it('takes a whole number, as the operation does', async () => {
  const { app, memory, signIn } = await memoryApp();
  const cookie = await signIn();
  const ask = async (query: string) => (await app.inject({ url: `/api/objects/thing?${query}`, headers: { cookie } })).json<{ code?: string }>();
  await ask('offset=0');
  await ask(`offset=${limits.offsetMax}&limit=100`);
  expect(memory.asked).toEqual([{ kind: 'list', object: 'thing', offset: 0 }, { kind: 'list', object: 'thing', offset: limits.offsetMax, limit: 100 }]);
  for (const wrong of ['-1', '1.5', '1e3', 'x', '', '%31x', '9'.repeat(10)]) expect([wrong, (await ask(`offset=${wrong}`)).code]).toEqual([wrong, 'REQ104']);
  await app.close();
});
