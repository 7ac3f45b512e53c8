/**
 * What a write tells: a reference to a hidden record is refused as one to a record that is not there, a masked value stays masked,
 * and a unique key says no more than that its value is taken.
 */
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Channel } from './walk/channel.ts';
import { openChannel, type ChannelPlace } from './walk/people.ts';
import type { Place, Row } from './walk/place.ts';
import type { Truth } from './walk/truth.ts';

const slug = 'demo';
const missing = '018f0000-0000-7000-8000-000000000000';

let channel: Channel;
let place: Place;
let rows: ChannelPlace['rows'];
let truths: ChannelPlace['truths'];
beforeAll(async () => {
  ({ channel, place, rows, truths } = await openChannel(slug));
});
afterAll(() => place?.close());

const ask = (login: string, options: InjectOptions): Promise<LightMyRequestResponse> => place.ask(`${login}/${slug}`, options);
const at = (object: string, ...more: string[]): string => ['/api/objects', object, ...more].join('/');
const told = ({ statusCode, body }: LightMyRequestResponse) => ({ status: statusCode, body: body.replace(/"requestId":"[^"]*"/, '').replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id') });

const writable = (truth: Truth, object: ObjectModel): readonly FieldModel[] =>
  Object.values(object.fields).filter((field) => truth.right(object.name, field) === 'write' && !field.system && !field.formula && field.type !== 'autonumber' && field.name !== object.lifecycle?.field);

/** A body made like a row that is there, without what must be unique. */
function likeness(truth: Truth, object: ObjectModel, row: Row | undefined): Record<string, unknown> {
  const fields = writable(truth, object).filter((field) => field.storage === 'column' && !field.unique && field.type !== 'date_range' && !Object.values(object.keys).some((key) => key.fields.at(-1) === field.name));
  return Object.fromEntries(fields.map((field) => [field.name, plain(row?.[field.name])] as const).filter(([, value]) => value !== null && value !== undefined));
}

const plain = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

/** The references to what is hidden that the user could write, each with the id of something hidden. */
function temptations(truth: Truth, object: ObjectModel): readonly { readonly field: FieldModel; readonly hidden: string }[] {
  return writable(truth, object).filter((field) => field.type === 'reference' || field.type === 'references').flatMap((field) => {
    const seen = truth.records('read', field.to!);
    const hidden = [...rows[field.to!]!.keys()].find((id) => !seen.has(id));
    return hidden === undefined ? [] : [{ field, hidden }];
  });
}

function requests(truth: Truth, object: ObjectModel, values: (base: Record<string, unknown>) => Record<string, unknown>): readonly InjectOptions[] {
  const visible = [...truth.records('read', object.name)];
  const id = visible.find((one) => truth.records('update', object.name).has(one)) ?? missing;
  const body = values(likeness(truth, object, rows[object.name]!.get(visible[0] ?? '')));
  const bare = values({});
  const actions = Object.keys(object.lifecycle?.transitions ?? {}).filter((action) => truth.mayAct(object.name, action));
  return [
    { method: 'POST', url: at(object.name), payload: body }, { method: 'PATCH', url: at(object.name, id), payload: bare },
    { method: 'POST', url: at(object.name, 'bulk'), payload: { items: [{ kind: 'create', values: body }, { kind: 'update', id, values: bare }] } },
    ...actions.map((action): InjectOptions => ({ method: 'POST', url: at(object.name, id, 'actions', action), payload: { values: bare } })),
  ];
}

describe('a reference', () => {
  it.each([['dealer@demo', 8], ['sub@demo', 6], ['rep@demo', 0], ['finance@demo', 0], ['warehouse@demo', 0]])('of %s to a hidden record is refused as one to a missing record', async (login, least) => {
    const truth = truths[login]!;
    let refused = 0;
    const compare = async (object: ObjectModel, field: FieldModel, hidden: string, under?: FieldModel): Promise<void> => {
      const put = (target: string) => (base: Record<string, unknown>): Record<string, unknown> => {
        const value = field.type === 'references' ? [target] : target;
        if (!under) return { ...base, [field.name]: value };
        const child = channel.model.objects[under.of!]!;
        return { ...base, [under.name]: [{ ...likeness(truth, child, [...rows[child.name]!.values()][0]), [field.name]: value }] };
      };
      const [ours, nobodys] = [requests(truth, object, put(hidden)), requests(truth, object, put(missing))];
      for (const [i, options] of ours.entries()) {
        const first = told(await ask(login, options));
        expect([object.name, field.name, options.method, options.url, first]).toEqual([object.name, field.name, options.method, options.url, told(await ask(login, nobodys[i]!))]);
        expect([object.name, field.name, first.status]).not.toEqual([object.name, field.name, 500]);
        if (first.body.includes('"VAL117"')) refused += 1;
      }
    };
    for (const object of Object.values(channel.model.objects).filter(({ name }) => truth.may('create', name) || truth.may('update', name))) {
      for (const { field, hidden } of temptations(truth, object)) await compare(object, field, hidden);
      for (const under of writable(truth, object).filter((field) => field.type === 'children')) {
        const child = channel.model.objects[under.of!]!;
        for (const { field, hidden } of temptations(truth, child).filter((one) => one.field.name !== under.by)) await compare(object, field, hidden, under);
      }
    }
    expect(refused).toBeGreaterThanOrEqual(least);
  });

  it('that stays as it was may lead to a hidden record', async () => {
    const own = [...truths['dealer@demo']!.records('update', 'cart')][0]!;
    const other = [...rows['dealer']!.values()].find((row) => row['code'] === 'D002')!;
    const settled = await ask('admin@demo', { method: 'PATCH', url: at('cart', own), payload: { buyer: place.userIds[`rep@demo/${slug}`] } });
    expect(settled.statusCode).toBe(200);
    const again = await ask('dealer@demo', { method: 'PATCH', url: at('cart', own), payload: { buyer: place.userIds[`rep@demo/${slug}`], coupons: 'ten' } });
    expect([again.statusCode, again.json()]).toMatchObject([200, { coupons: 'ten' }]);
    const moved = await ask('dealer@demo', { method: 'PATCH', url: at('cart', own), payload: { dealer: other.id } });
    expect(moved.json()).toMatchObject({ code: 'VAL101', errors: [{ field: 'dealer', code: 'VAL117' }] });
  });

  it('that the caller follows from its own attributes stops at what it may not see', async () => {
    const parent = [...rows['dealer']!.values()].find((row) => row['code'] === 'D001')!;
    const count = async (login: string, filter: string): Promise<unknown> => {
      const answer = await ask(login, { url: `${at('brand')}?count=true&limit=1&filter=${encodeURIComponent(filter)}` });
      return answer.statusCode === 200 ? answer.json<{ count: number }>().count : answer.json<{ code: string }>().code;
    };
    for (const filter of [`user.dealer.parent.name == '${String(parent['name'])}'`, `user.dealer.parent.code == 'D001'`, 'user.dealer.parent.version > 0', "startswith(user.dealer.parent.code, 'D')"]) {
      expect([filter, await count('sub@demo', filter)]).toEqual([filter, 0]);
    }
    expect(await count('sub@demo', "user.dealer.code == 'D025'")).toBe(rows['brand']!.size);
    expect(await count('sub@demo', 'user.dealer.score > 0')).toBe('OPR103');
  });
});

describe('a masked field', () => {
  it('shows its end in answers, and nothing by any question', async () => {
    const dealer = [...rows['dealer']!.values()].find((row) => String(row['invoice_account'] ?? '').length > 8)!;
    const account = String(dealer['invoice_account']);
    const shown = `***${account.slice(-4)}`;
    const asked: InjectOptions[] = [
      { url: at('dealer', dealer.id) }, { url: `${at('dealer', dealer.id)}?select=invoice_account` }, { url: `${at('sales_order')}?limit=500&expand=dealer` }, { url: `${at('dealer')}?limit=500` },
      { method: 'PATCH', url: at('dealer', dealer.id), payload: { staff: 77 } }, { url: at('dealer', dealer.id, 'history') },
    ];
    await ask('admin@demo', { method: 'PATCH', url: at('dealer', dealer.id), payload: { invoice_account: `9${account}` } });
    await ask('admin@demo', { method: 'PATCH', url: at('dealer', dealer.id), payload: { invoice_account: account } });
    for (const options of asked) {
      const { statusCode, body } = await ask('rep@demo', options);
      expect([options.url, statusCode, body.includes(account), body.includes(shown)]).toEqual([options.url, 200, false, !String(options.url).endsWith('history')]);
    }
    for (const tail of ['?filter=invoice_account == null', '?filter=len(invoice_account) > 1', '?sort=invoice_account', '/aggregate?group=invoice_account', '/aggregate?aggregate=max(invoice_account)', '/aggregate?aggregate=count(invoice_account)']) {
      expect([tail, (await ask('rep@demo', { url: `${at('dealer')}${tail}` })).json()]).toMatchObject([tail, { code: 'OPR103' }]);
      expect([tail, (await ask('rep@demo', { url: `${at('sales_order')}${tail.replace('invoice_account', 'dealer.invoice_account')}` })).json()]).toMatchObject([tail, { code: 'OPR103' }]);
    }
    expect((await ask('rep@demo', { method: 'PATCH', url: at('dealer', dealer.id), payload: { invoice_account: '1' } })).json()).toMatchObject({ errors: [{ field: 'invoice_account', code: 'VAL103' }] });
  });
});

describe('a unique key', () => {
  // That a value is taken cannot be kept from whoever may write it; that is all that is told, and it is told alike of records seen and hidden.
  it('says of a hidden record what it says of a visible one', async () => {
    const truth = truths['dealer@demo']!;
    const [mine] = [...truth.records('read', 'payment')].map((id) => rows['payment']!.get(id)!);
    const own = [...rows['dealer']!.values()].find((row) => row['code'] === 'D001')!;
    const company = [...rows['company']!.keys()][0]!;
    const pay = (login: string, dealer: string, reference: string): Promise<LightMyRequestResponse> =>
      ask(login, { method: 'POST', url: at('payment'), payload: { dealer, company, method: 'bank', amount: '5.00', value_date: '2026-11-20', bank_ref: reference } });
    const other = [...rows['dealer']!.values()].find((row) => row['code'] === 'D002')!;
    expect((await pay('finance@demo', other.id, 'THEIRS-1')).statusCode).toBe(201);
    expect((await pay('dealer@demo', own.id, 'MINE-1')).statusCode).toBe(201);
    const [hidden, visible, free] = [await pay('dealer@demo', own.id, 'THEIRS-1'), await pay('dealer@demo', own.id, 'MINE-1'), await pay('dealer@demo', own.id, 'FREE-1')];
    expect(free.statusCode).toBe(201);
    expect(told(hidden)).toEqual(told(visible));
    expect(hidden.json()).toMatchObject({ status: 409, code: 'VAL122', detail: 'Another record already has this value: method, bank_ref.' });
    expect(hidden.body).not.toContain('THEIRS-1');
    expect(mine === undefined || hidden.body.includes(mine.id)).toBe(mine === undefined);
  });
});
