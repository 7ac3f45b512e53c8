/** The seven pieces of work of the benchmark: the same question to the generated API and to the hand-written one. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: string;
}
export interface Ids {
  readonly orders: readonly string[];
  readonly partners: readonly string[];
  readonly products: readonly string[];
}
export interface Workload {
  readonly name: string;
  readonly write?: boolean;
  readonly generated: (n: number, ids: Ids) => Request;
  readonly byHand: (n: number, ids: Ids) => Request;
}

const get = (path: string): Request => ({ method: 'GET', path });
const pick = (from: readonly string[], n: number): string => from[(n * 7919) % from.length]!;
const region = (n: number): string => `R${String(n % 20).padStart(2, '0')}`;
const filter = (n: number): string => encodeURIComponent(`status == 'open' and partner.region == '${region(n)}'`);
const columns = 'no,ordered_on,status,note,total,partner';

function order(n: number, ids: Ids): string {
  return JSON.stringify({
    no: `N-${process.pid}-${process.hrtime.bigint()}-${n}`, partner: pick(ids.partners, n), ordered_on: '2026-11-01', status: 'open',
    lines: [1, 2, 3].map((k) => ({ no: k, product: pick(ids.products, n + k), qty: '2', unit_price: '10.50' })),
  });
}

export const workloads: readonly Workload[] = [
  { name: 'get by id', generated: (n, ids) => get(`/api/objects/purchase/${pick(ids.orders, n)}`), byHand: (n, ids) => get(`/orders/${pick(ids.orders, n)}`) },
  { name: '50 rows, filter by parent, sorted', generated: (n) => get(`/api/objects/purchase?filter=${filter(n)}&sort=-ordered_on&select=${columns}`), byHand: (n) => get(`/orders?status=open&region=${region(n)}`) },
  { name: 'the same, parent expanded', generated: (n) => get(`/api/objects/purchase?filter=${filter(n)}&sort=-ordered_on&select=${columns}&expand=partner`), byHand: (n) => get(`/orders-with-partner?status=open&region=${region(n)}`) },
  { name: 'create an order with 3 lines', write: true, generated: (n, ids) => ({ method: 'POST', path: '/api/objects/purchase', body: order(n, ids) }), byHand: (n, ids) => ({ method: 'POST', path: '/orders', body: order(n, ids) }) },
  { name: 'update one field', write: true, generated: (n, ids) => ({ method: 'PATCH', path: `/api/objects/purchase/${pick(ids.orders, n)}`, body: JSON.stringify({ note: `note ${n}` }) }), byHand: (n, ids) => ({ method: 'PATCH', path: `/orders/${pick(ids.orders, n)}`, body: JSON.stringify({ note: `note ${n}` }) }) },
  { name: 'list with count', generated: () => get(`/api/objects/purchase?filter=${encodeURIComponent("status == 'open'")}&sort=-ordered_on&select=${columns}&count=true`), byHand: () => get('/orders-counted?status=open') },
  { name: 'sum by region and month', generated: () => get(`/api/objects/purchase/aggregate?group=partner.region,startofmonth(ordered_on)&aggregate=${encodeURIComponent('sum(total)')}`), byHand: () => get('/sums') },
];
