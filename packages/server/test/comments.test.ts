/**
 * Comments and attachments over HTTP, walked by every person of the demo over every object, against what the role documents say:
 * whoever may read a record may read and write below it; what is hidden answers like what is not there.
 */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChannel, people, type ChannelPlace } from './walk/people.ts';
import type { Truth } from './walk/truth.ts';

const slug = 'demo';
const missing = '018f0000-0000-7000-8000-000000000000';

let channel: ChannelPlace['channel'];
let place: ChannelPlace['place'];
let rows: ChannelPlace['rows'];
let truths: ChannelPlace['truths'];

beforeAll(async () => {
  ({ channel, place, rows, truths } = await openChannel(slug));
});
afterAll(() => place?.close());

const ask = (login: string, options: InjectOptions): Promise<LightMyRequestResponse> => place.ask(`${login}/${slug}`, options);
const at = (object: string, id: string, ...more: string[]): string => ['/api/objects', object, id, ...more].join('/');
const codeOf = (response: LightMyRequestResponse): string => (response.statusCode < 400 ? String(response.statusCode) : response.json<{ code: string }>().code);
const refusal = (response: LightMyRequestResponse): string => response.body.replace(/"requestId":"[^"]*"/, '');

async function upload(login: string): Promise<string> {
  const payload = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n--b--\r\n';
  const answer = await ask(login, { method: 'POST', url: '/api/files', headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload });
  expect([login, answer.statusCode]).toEqual([login, 201]);
  return answer.json<{ id: string }>().id;
}

/** What each request about a record answers, by how the person stands to it. */
interface Expected { readonly object: string; readonly has: boolean; readonly reads: boolean; readonly about: boolean; readonly none: string }

function told({ has, reads, about, none }: Expected): string | undefined {
  if (!has) return 'OPR101';
  if (!reads) return 'ACC102';
  return about ? undefined : none;
}

describe.each(people)('%s', (login) => {
  const objects = () => Object.values(channel.model.objects);
  const samplesOf = (truth: Truth, object: string): { seen: string | undefined; hidden: string | undefined } => {
    const seen = truth.records('read', object);
    return { seen: [...seen][0], hidden: [...rows[object]!.keys()].find((id) => !seen.has(id)) };
  };

  it('comments below what it may read, and below nothing else', async () => {
    const truth = truths[login]!;
    for (const object of objects()) {
      const { name } = object;
      const expected = told({ object: name, has: truth.has(name), reads: truth.may('read', name), about: object.comments ?? (!object.partOf && !object.system), none: 'OPR115' });
      const { seen, hidden } = samplesOf(truth, name);
      const requests = (id: string, comment = missing): readonly InjectOptions[] => [
        { url: at(name, id, 'comments') }, { method: 'POST', url: at(name, id, 'comments'), payload: { text: 'x' } },
        { method: 'PATCH', url: at(name, id, 'comments', comment), payload: { text: 'x' } }, { method: 'DELETE', url: at(name, id, 'comments', comment) },
      ];
      for (const id of [missing, hidden, ...(expected === undefined ? [] : [seen])].filter((one) => one !== undefined)) {
        for (const request of requests(id)) expect([request.method, request.url, codeOf(await ask(login, request))]).toEqual([request.method, request.url, expected ?? 'ACC101']);
      }
      if (hidden !== undefined) {
        for (const [i, request] of requests(hidden).entries()) expect([name, i, refusal(await ask(login, request))]).toEqual([name, i, refusal(await ask(login, requests(missing)[i]!))]);
      }
      if (expected !== undefined || seen === undefined) continue;
      const made = await ask(login, { method: 'POST', url: at(name, seen, 'comments'), payload: { text: `${login} <script>alert(1)</script>` } });
      expect([name, made.statusCode, made.json()]).toEqual([name, 201, expect.objectContaining({ text: `${login} <script>alert(1)</script>`, own: true, mentions: [] })]);
      const { id } = made.json<{ id: string }>();
      expect([name, (await ask(login, { url: at(name, seen, 'comments') })).json<{ data: { id: string }[] }>().data.some((one) => one.id === id)]).toEqual([name, true]);
      expect([name, codeOf(await ask(login, requests(seen, id)[2]!)), codeOf(await ask(login, requests(seen, missing)[2]!))]).toEqual([name, '200', 'ACC106']);
      // Below another record it is not.
      const other = [...truth.records('read', name)].find((one) => one !== seen);
      if (other !== undefined) expect([name, codeOf(await ask(login, requests(other, id)[3]!))]).toEqual([name, 'ACC106']);
      expect([name, codeOf(await ask(login, requests(seen, id)[3]!))]).toEqual([name, '204']);
    }
  });

  it('has the attachments of what it may read, and puts and takes them where it may change', async () => {
    const truth = truths[login]!;
    const file = await upload(login);
    for (const object of objects()) {
      const { name } = object;
      const expected = told({ object: name, has: truth.has(name), reads: truth.may('read', name), about: object.attachments ?? (!object.partOf && !object.system), none: 'OPR116' });
      const { seen, hidden } = samplesOf(truth, name);
      const requests = (id: string): readonly InjectOptions[] => [
        { url: at(name, id, 'attachments') }, { method: 'POST', url: at(name, id, 'attachments'), payload: { file } }, { method: 'DELETE', url: at(name, id, 'attachments', missing) },
      ];
      for (const id of [missing, hidden].filter((one) => one !== undefined)) {
        for (const request of requests(id)) expect([request.method, request.url, codeOf(await ask(login, request))]).toEqual([request.method, request.url, expected ?? 'ACC101']);
      }
      if (expected !== undefined || seen === undefined) continue;
      const mayUpdate = truth.may('update', name);
      const codes = async (id: string): Promise<readonly string[]> => Promise.all(requests(id).slice(1).map(async (request) => codeOf(await ask(login, request))));
      const open = [...truth.records('update', name)].find((id) => truth.records('read', name).has(id));
      const closed = [...truth.records('read', name)].find((id) => !truth.records('update', name).has(id));
      if (closed !== undefined) expect([name, await codes(closed)]).toEqual([name, mayUpdate ? ['ACC103', 'ACC103'] : ['ACC102', 'ACC102']]);
      if (open === undefined || !mayUpdate) continue;
      const made = await ask(login, requests(open)[1]!);
      expect([name, made.statusCode, made.json()]).toEqual([name, 201, expect.objectContaining({ removable: true, file: { id: file, name: 'a.txt', type: 'text/plain', size: 5 } })]);
      for (const other of people) {
        const answer = await ask(other, { url: at(name, open, 'attachments') });
        expect([name, other, answer.statusCode === 200]).toEqual([name, other, truths[other]!.records('read', name).has(open)]);
        expect([name, other, (await ask(other, { url: `/api/files/${file}` })).statusCode]).toEqual([name, other, truths[other]!.records('read', name).has(open) ? 200 : 404]);
      }
      const { id } = made.json<{ id: string }>();
      // Kept by another record, so that the file stays for the next object.
      const again = await ask(login, requests(open)[1]!);
      await place.store.database.owner.query(`update t_${slug}._attachment set object = 'kept' where id = $1`, [again.json<{ id: string }>().id]);
      expect([name, codeOf(await ask(login, { method: 'DELETE', url: at(name, open, 'attachments', id) }))]).toEqual([name, '204']);
      await place.store.database.owner.query(`delete from t_${slug}._attachment where object = 'kept'`);
    }
  });
});

describe('a comment', () => {
  it('is written once for an idempotency key, and told in the caller’s language when it does not fit', async () => {
    const [id] = [...rows['dealer']!.keys()];
    const post = (payload: object, headers = {}): InjectOptions => ({ method: 'POST', url: at('dealer', id!, 'comments'), payload, headers });
    const [one, two] = [await ask('admin@demo', post({ text: 'once' }, { 'idempotency-key': 'k' })), await ask('admin@demo', post({ text: 'once' }, { 'idempotency-key': 'k' }))];
    expect([one.statusCode, one.json()]).toEqual([201, two.json()]);
    const refused = await ask('admin@demo', post({ text: '' }, { 'tenon-language': 'zh-CN' }));
    expect([refused.statusCode, refused.json()]).toEqual([422, expect.objectContaining({ errors: [expect.objectContaining({ field: 'text', code: 'VAL104', message: expect.stringMatching(/[一-龥]/) })] })]);
    expect(codeOf(await ask('admin@demo', post({ text: 'x', by: 'y' })))).toBe('REQ114');
    expect(codeOf(await ask('admin@demo', { url: `${at('dealer', id!, 'comments')}?limit=0` }))).toBe('REQ104');
  });
});
