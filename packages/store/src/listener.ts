/**
 * One connection that hears what other nodes say, on several channels; made again when it breaks.
 *
 * In:   per channel, what to do with a payload; and what to do when something may have been missed.
 * Out:  a way to close it.
 */
import pg from 'pg';

export interface Listener {
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly url: string;
  readonly channels: Readonly<Record<string, (payload: string) => void>>;
  /** Something may have been said while nobody listened. */
  readonly onGap: () => void;
}

const againMs = 200;

export function listen({ url, channels, onGap }: ListenOptions): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'tenon listener', keepAlive: true });
    const again = () => {
      if (client !== next || closed) return;
      client = undefined;
      onGap();
      timer = setTimeout(() => void connect(), againMs);
    };
    client = next;
    next.on('error', again).on('end', again).on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''));
    try {
      await next.connect();
      for (const channel of Object.keys(channels)) await next.query(`LISTEN ${channel}`);
      onGap(); // whatever was said before we listened is read anew
    } catch {
      again();
    }
  };
  const first = connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await first;
      await client?.end().catch(() => undefined);
    },
  };
}
