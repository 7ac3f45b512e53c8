/**
 * The open pages of this node, and what they are told: server-sent events.
 *
 * In:   signals of all nodes, which say only whom they are for; what is told is read from the store then, once per person.
 * Out:  lines on streams. A stream ends with its session, when its reader does not keep up, and when the server stops.
 */
import { Readable } from 'node:stream';
import { failure, limits } from '@tenon/diagnostics';
import type { LiveEvent } from '@tenon/sdk';
import type { LiveSignal } from '@tenon/store';
import type { Backend, SessionRecord } from './backend.ts';

interface Log { warn(details: object, text: string): void }

export interface Listening {
  readonly caller: SessionRecord;
  /** The caller as it is now; undefined when its session is over. */
  readonly again: () => Promise<SessionRecord | undefined>;
  /** Of the session, as signals name it. */
  readonly session: string;
}

interface Page extends Listening { readonly stream: Readable; caller: SessionRecord }

export interface LiveHub {
  open(listening: Listening): Promise<Readable>;
  /** Ends all streams. */
  close(): void;
}

/** A reader that lies so far behind has stopped reading. */
const behindBytesMax = 64_000;

const personOf = (tenant: string, userId: string): string => `${tenant} ${userId}`;

export function openLiveHub({ together, transfer, scope }: Pick<Backend, 'together' | 'transfer' | 'scope'>, log: Log): LiveHub {
  const pages = new Map<string, Set<Page>>();
  const all = (): readonly Page[] => [...pages.values()].flatMap((some) => [...some]);

  const write = (page: Page, text: string): void => {
    if (page.stream.readableLength > behindBytesMax) page.stream.destroy();
    else if (!page.stream.destroyed && !page.stream.readableEnded) page.stream.push(text);
  };
  const tell = (some: Iterable<Page>, event: LiveEvent): void => {
    for (const page of some) write(page, `data: ${JSON.stringify(event)}\n\n`);
  };
  const end = (page: Page): void => { if (!page.stream.destroyed) page.stream.push(null); };
  const unread = async (caller: SessionRecord): Promise<LiveEvent> => ({ kind: 'notification', unread: await together.unread(await scope(caller.tenant), caller.principal) });

  const tellPeople = async (people: Iterable<string>, eventFor: (caller: SessionRecord) => Promise<LiveEvent>): Promise<void> => {
    for (const person of people) {
      const [first] = pages.get(person) ?? [];
      const event = first && (await eventFor(first.caller));
      if (event) tell(pages.get(person) ?? [], event);
    }
  };
  const hear = async (signal: LiveSignal): Promise<void> => {
    if (signal.kind === 'gap') return tellPeople([...pages.keys()], unread);
    if (signal.kind === 'ended') return all().filter(({ session }) => session === signal.session).forEach(end);
    const here = signal.users.map((user) => personOf(signal.tenant, user)).filter((person) => pages.has(person));
    if (signal.kind === 'notification') return tellPeople(here, unread);
    return tellPeople(here, async ({ tenant, principal }) => ({ kind: 'job', job: await transfer.job({ scope: await scope(tenant), principal, locale: principal.locale }, signal.job) }));
  };
  const fail = (error: unknown): void => log.warn({ err: error }, 'open pages could not be told');
  const silent = [
    together.onSignal((signal) => { hear(signal).catch(fail); }),
    together.onModel((tenant) => tell(all().filter(({ caller }) => caller.tenant === tenant), { kind: 'model' })),
  ];

  /** Keeps proxies from ending what is quiet, and looks whether the session still stands. */
  const beat = async (): Promise<void> => {
    for (const page of all()) {
      const caller = await page.again();
      if (caller) page.caller = caller;
      if (caller) write(page, ': \n\n');
      else end(page);
    }
  };
  const timer = setInterval(() => { beat().catch(fail); }, limits.eventHeartbeatMs).unref();
  let closed = false;

  return {
    async open(listening) {
      const person = personOf(listening.caller.tenant, listening.caller.principal.userId);
      const own = pages.get(person) ?? new Set();
      if (own.size >= limits.eventStreamsPerUserMax || all().length >= limits.eventStreamsMax) throw failure('REQ121', { max: limits.eventStreamsPerUserMax });
      const page: Page = { ...listening, stream: new Readable({ read: () => undefined }) };
      pages.set(person, own.add(page));
      page.stream.once('close', () => {
        own.delete(page);
        if (own.size === 0 && pages.get(person) === own) pages.delete(person);
      });
      write(page, 'retry: 3000\n\n');
      tell([page], await unread(listening.caller));
      if (closed) end(page);
      return page.stream;
    },
    close() {
      closed = true;
      clearInterval(timer);
      for (const stop of silent) stop();
      all().forEach(end);
    },
  };
}
