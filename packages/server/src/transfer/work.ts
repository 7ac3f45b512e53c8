/** What the kinds of work share: the job, the tenant and the caller as they are at each step, and how far it is. */
import { failure } from '@tenon/diagnostics';
import { finishJob, findAccount, tellProgress, type Ended, type JobRecord, type Principal, type Progress, type Store, type TenantScope } from '@tenon/store';
import { principalOf } from '../principal.ts';

export interface Moment {
  readonly scope: TenantScope;
  /** With the roles that the one who asked has now. */
  readonly principal: Principal;
  readonly timeZone: string;
}

export interface Work {
  readonly store: Store;
  readonly job: JobRecord;
  /** Asked before every chunk: roles and Models change while the work is under way. */
  moment(): Promise<Moment>;
  /** Throws where the node is to stop. */
  goOn(): void;
  tell(scope: TenantScope, progress: Progress): Promise<JobRecord>;
  end(scope: TenantScope, ended: Ended): Promise<JobRecord>;
}

/** The node stops: another one goes on. */
export class Interrupted extends Error {}

export function workOn(store: Store, tenant: string, job: JobRecord, signal: AbortSignal): Work {
  return {
    store, job,
    moment: async () => {
      const scope = await store.models.activeModel(tenant);
      const account = await findAccount(store, tenant, job.userId);
      if (!account?.active) throw failure('TRN117');
      return { scope, principal: { ...principalOf(account), locale: job.locale }, timeZone: account.timeZone ?? scope.model.package.timeZone };
    },
    goOn: () => { if (signal.aborted) throw new Interrupted(); },
    tell: (scope, progress) => tellProgress(store, scope, job, progress),
    end: (scope, ended) => finishJob(store, scope, job, ended),
  };
}
