/** The pieces of work of the benchmark: the same question to the generated API and to the hand-written one. */
export type Side = 'hand' | 'generated';
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
  /** Takes so long that a round needs more time. */
  readonly slow?: boolean;
  readonly make: (side: Side, n: number, ids: Ids) => Request;
}

const pick = (from: readonly string[], n: number): string => from[(n * 7919) % from.length]!;
const region = (n: number): string => `R${String(n % 20).padStart(2, '0')}`;
const objects = '/api/objects/purchase';
const columns = 'no,ordered_on,status,note,total';

function list(parameters: Readonly<Record<string, string>>): string {
  return `${objects}?${new URLSearchParams({ sort: '-ordered_on', ...parameters }).toString()}`;
}

function page(name: string, select: string, byHand: string): Workload {
  return { name, make: (side, n) => {
    const filter = `status == 'open' and partner.region == '${region(n)}'`;
    return { method: 'GET', path: side === 'hand' ? `${byHand}?status=open&region=${region(n)}` : list({ filter, select }) };
  } };
}

function order(side: Side, n: number, ids: Ids): string {
  return JSON.stringify({
    no: `${side}-${process.hrtime.bigint()}-${n}`, partner: pick(ids.partners, n), ordered_on: '2026-11-01', status: 'open',
    lines: [1, 2, 3].map((k) => ({ no: k, product: pick(ids.products, n + k), qty: '2', unit_price: '10.50' })),
  });
}

const record = (side: Side, n: number, ids: Ids): string => `${side === 'hand' ? '/orders' : objects}/${pick(ids.orders, n)}`;
const sums = `${objects}/aggregate?${new URLSearchParams({ group: 'partner.region,startofmonth(ordered_on)', aggregate: 'sum(total)' }).toString()}`;

export const workloads: readonly Workload[] = [
  { name: 'get by id', make: (side, n, ids) => ({ method: 'GET', path: record(side, n, ids) }) },
  page('50 rows, filtered by a field of the parent, sorted', `${columns},partner`, '/orders'),
  page('the same with the parent expanded', `${columns},partner.code,partner.name,partner.region,partner.level`, '/orders-with-partner'),
  { name: 'create an order with 3 lines', make: (side, n, ids) => ({ method: 'POST', path: side === 'hand' ? '/orders' : objects, body: order(side, n, ids) }) },
  { name: 'update one field', make: (side, n, ids) => ({ method: 'PATCH', path: record(side, n, ids), body: JSON.stringify({ note: `${side} ${process.hrtime.bigint()}` }) }) },
  { name: 'list with count', make: (side) => ({ method: 'GET', path: side === 'hand' ? '/orders-counted?status=open' : list({ filter: "status == 'open'", select: `${columns},partner`, count: 'true' }) }) },
  { name: 'sum by region and month', slow: true, make: (side) => ({ method: 'GET', path: side === 'hand' ? '/sums' : sums }) },
];
