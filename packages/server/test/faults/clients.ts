/**
 * Clients that write as careful programs do: each write has an Idempotency-Key, and is sent again with it until it is answered.
 *
 * In:   the server's address, a key to sign in with, chance.
 * Out:  a ledger of what was promised: every write with its key, and whether it was acknowledged or given up.
 */
import { below, pause, pick, type Random } from './random.ts';

export interface Write {
  readonly key: string;
  readonly kind: 'create' | 'update' | 'act';
  /** Answered with success; otherwise given up after a lost connection, so that it may be there or not. */
  acknowledged: boolean;
  /** The record: known before for updates and actions, told by the answer for creations. */
  id: string | undefined;
}

export interface Ledger {
  readonly writes: Write[];
  acknowledged: number;
  /** Sendings that met a broken connection or a 503. */
  retries: number;
  /** Answers that no fault explains. */
  readonly unexpected: string[];
}

export interface ClientOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly writesWanted: number;
  /** Records that all clients write to. */
  readonly shared: readonly string[];
}

interface Own { readonly id: string; status: 'open' | 'done' }
interface Request { readonly method: string; readonly path: string; readonly body: unknown }

const patienceMs = 120_000;
const ownMax = 40;

/** Writes until the ledger has the writes wanted. */
export async function runClient(options: ClientOptions): Promise<void> {
  const { random, ledger, shared } = options;
  const own: Own[] = [];
  while (ledger.writes.length < options.writesWanted) {
    const chance = random();
    if (chance < 0.4 || own.length === 0) await create(options, own);
    else if (chance < 0.6) await update(options, pick(random, own).id);
    else if (chance < 0.75) await update(options, pick(random, shared));
    else await act(options, own, pick(random, own));
    if (own.length > ownMax) own.shift();
  }
}

const steps = (random: Random): readonly unknown[] => Array.from({ length: 1 + below(random, 4) }, (_, i) => (
  { what: `step ${i}`, hours: `${below(random, 40)}.${below(random, 1_000)}`.slice(0, 6), wage: `${below(random, 300)}.${10 + below(random, 90)}` }));

/** A record as a test needs it before the clients begin. */
export async function createShared(options: ClientOptions): Promise<string> {
  const write = begin(options.ledger, 'create', undefined);
  await send(options, write, { method: 'POST', path: '/api/objects/job', body: { ref: write.key, steps: steps(options.random) } }, false);
  return write.id!;
}

async function create(options: ClientOptions, own: Own[]): Promise<void> {
  const write = begin(options.ledger, 'create', undefined);
  const rate = options.random() < 0.5 ? null : String(below(options.random, 30));
  await send(options, write, { method: 'POST', path: '/api/objects/job', body: { ref: write.key, rate, steps: steps(options.random) } });
  if (write.id) own.push({ id: write.id, status: 'open' });
}

/** One field, and now and then all of the children. */
async function update(options: ClientOptions, id: string): Promise<void> {
  const write = begin(options.ledger, 'update', id);
  const more = options.random() < 0.3 ? { steps: steps(options.random) } : {};
  await send(options, write, { method: 'PATCH', path: `/api/objects/job/${id}`, body: { note: write.key, ...more } });
}

async function act(options: ClientOptions, own: Own[], record: Own): Promise<void> {
  const write = begin(options.ledger, 'act', record.id);
  const action = record.status === 'open' ? 'finish' : 'reopen';
  await send(options, write, { method: 'POST', path: `/api/objects/job/${record.id}/actions/${action}`, body: { reason: write.key } });
  // Of an action that was given up nobody knows whether it happened, so the next one on the record could not be chosen.
  if (write.acknowledged) record.status = action === 'finish' ? 'done' : 'open';
  else own.splice(own.indexOf(record), 1);
}

function begin(ledger: Ledger, kind: Write['kind'], id: string | undefined): Write {
  const write: Write = { key: `w${ledger.writes.length}-${kind}`, kind, acknowledged: false, id };
  ledger.writes.push(write);
  return write;
}

/** Sends until there is an answer; now and then a write is given up after its first lost connection. */
async function send(options: ClientOptions, write: Write, request: Request, mayGiveUp = true): Promise<void> {
  const { ledger, random } = options;
  const givesUp = mayGiveUp && random() < 0.3;
  for (const until = Date.now() + patienceMs; Date.now() < until;) {
    const answer = await once(options, write.key, request);
    if (answer.status >= 200 && answer.status < 300) {
      write.acknowledged = true;
      write.id ??= (JSON.parse(answer.text) as { id: string }).id;
      ledger.acknowledged += 1;
      return;
    }
    const passing = answer.status === 0 || answer.status === 503 || answer.text.includes('"STO204"');
    if (!passing) return void ledger.unexpected.push(`${write.key}: ${answer.status} ${answer.text}`);
    ledger.retries += 1;
    if (givesUp) return;
    await pause(20 + below(random, 60));
  }
  ledger.unexpected.push(`${write.key}: no answer in ${patienceMs} ms`);
}

/** Status 0 where the connection broke before the whole answer was there. */
async function once({ url, apiKey }: ClientOptions, key: string, { method, path, body }: Request): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(`${url}${path}`, {
      method, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000),
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': key },
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: '' };
  }
}
