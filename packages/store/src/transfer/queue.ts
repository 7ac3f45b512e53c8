/**
 * Hands jobs out to the nodes, through pg-boss in a schema of its own.
 *
 * In:   a store's connections, and what does the work.
 * Out:  a queue: a job is put into it in the transaction that writes it down. One whose node dies is handed out again,
 *       when its heartbeat has been missed; one whose node is stopped, at once.
 */
import { limits } from '@tenon/diagnostics';
import { PgBoss } from 'pg-boss';
import { v7 as uuid } from 'uuid';
import { asOwner, withinOwner } from '../database.ts';
import type { StoreHandle } from '../handle.ts';
import type { Principal, TenantScope } from '../operation/operation.ts';
import { insertJob, type JobRecord, type NewJob } from './jobs.ts';

const name = 'transfer';
const schema = 'tenon_jobs';
const heartbeatSeconds = 10;

/** A job as it is handed out. */
export interface Handed { readonly tenant: string; readonly job: string }

export interface QueueOptions {
  /** Does the work; a node without it only asks. A rejection means that it is to be handed out again. `signal` is aborted when the node is to stop. */
  readonly work?: (handed: Handed, signal: AbortSignal) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface Queue {
  add(scope: TenantScope, principal: Principal, job: NewJob): Promise<JobRecord>;
  /** Begins no further job, lets the chunks that are under way end, and gives back what is not done. */
  stop(): Promise<void>;
}

export async function openQueue(store: Pick<StoreHandle, 'database'>, adminUrl: string, { work, onError }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: adminUrl, schema, application_name: 'tenon jobs', max: 3, useListenNotify: true,
    schedule: false, superviseIntervalSeconds: 5, monitorIntervalSeconds: 5, registerInstance: false, monitorVacuum: false,
  });
  boss.on('error', onError);
  await boss.start();
  await boss.createQueue(name, { notify: true, heartbeatSeconds, retryLimit: 1_000, retryDelay: 0, expireInSeconds: 23 * 3_600, deleteAfterSeconds: 3_600 });
  const stopping = new AbortController();
  if (work) await boss.work<Handed>(name, { localConcurrency: limits.jobsPerNodeMax, batchSize: 1, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 3 }, async ([handed]) => {
    if (handed) await work(handed.data, stopping.signal);
  });
  return {
    add: (scope, principal, job) => asOwner(store.database, async (client) => {
      const id = uuid();
      const made = await withinOwner(client, scope, (tx) => insertJob(tx, principal, id, job));
      const handed: Handed = { tenant: scope.tenant, job: id };
      await boss.send(name, handed, { db: { executeSql: (text, values) => client.query(text, values) } });
      return made;
    }),
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: limits.stopMsMax });
    },
  };
}
