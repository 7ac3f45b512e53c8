/** What applying the draft would do, read from the tenant's own data; and applying exactly that. */
import { CheckCircleOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Breadcrumb, Button, Checkbox, Empty, Input, Spin } from 'antd';
import { useState } from 'react';
import { problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';
import { ProblemAlert, ProblemView } from '../app/problem-view.tsx';
import { ToldList } from './changes-bar.tsx';
import { metadata, type Plan, type Resolutions } from './metadata.ts';
import { ModelChanges, newsIn } from './model-changes.tsx';
import { PlanAccess } from './plan-access.tsx';
import { PlanMerges } from './plan-merges.tsx';
import { PlanBreaks, PlanTables } from './plan-tables.tsx';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

export function PlanPage() {
  const say = useSetupSay();
  const { groups, draft } = useSetup();
  const [done, setDone] = useState<number>();
  const nothing = groups.length === 0 && draft.diagnostics.length === 0;
  return (
    <div className="plan">
      <Breadcrumb items={[{ title: <Link to="/setup">{say('setup')}</Link> }, { title: say('plan') }]} />
      <div className="page-head"><h1>{say('planTitle')}</h1></div>
      {done !== undefined ? <Done version={done} /> : nothing ? <div className="panel setup-empty"><Empty description={say('planNothing')} /></div> : <Planned done={setDone} />}
    </div>
  );
}

function Done({ version }: { readonly version: number }) {
  const say = useSetupSay();
  return (
    <div className="panel plan-done" data-applied={version}>
      <CheckCircleOutlined className="plan-done-icon" />
      <h2>{say('applied', { version })}</h2>
      <p className="muted">{say('appliedDetail')}</p>
      <div className="plan-done-links"><Link to="/setup/history">{say('seeHistory')}</Link><Link to="/setup">{say('backToObjects')}</Link></div>
    </div>
  );
}

function Planned({ done }: { readonly done: (version: number) => void }) {
  const say = useSetupSay();
  const { draft } = useSetup();
  const [resolutions, setResolutions] = useState<Resolutions>({});
  const plan = useQuery({
    queryKey: ['setup', 'plan', draft.revision, draft.baseVersion, resolutions], queryFn: () => metadata.plan(resolutions), staleTime: 0, gcTime: 0,
    // A decision changes the plan, and what is read meanwhile stays in its place.
    placeholderData: (before: Plan | undefined) => before,
  });
  if (plan.error) return <ProblemView error={plan.error} retry={() => void plan.refetch()} />;
  if (!plan.data) return <div className="panel plan-waiting" role="status"><Spin /><span className="muted">{say('planWorking')}</span></div>;
  return (
    <Spin spinning={plan.isFetching}>
      <Sections plan={plan.data} decide={(address, choice) => setResolutions({ ...resolutions, [address]: choice })} resolutions={resolutions} />
      <ApplyForm key={plan.data.id} plan={plan.data} resolutions={resolutions} busy={plan.isFetching} again={() => void plan.refetch()} done={done} />
    </Spin>
  );
}

interface SectionsProps {
  readonly plan: Plan;
  readonly resolutions: Resolutions;
  readonly decide: (address: string, choice: 'mine' | 'theirs') => void;
}

function Sections({ plan, resolutions, decide }: SectionsProps) {
  const say = useSetupSay();
  // What became of intents has a section of its own.
  const hints = plan.diagnostics.filter(({ severity, code }) => severity !== 'error' && !['MET318', 'MET319'].includes(code));
  const errors = plan.diagnostics.filter(({ severity }) => severity === 'error');
  return (
    <>
      {plan.blocked.length > 0 ? <Alert className="gap-below" type="error" showIcon title={say('blocked')} description={<>{plan.blocked.map((one) => <div key={one.code}>{one.message}</div>)}<ToldList told={errors} /></>} data-blocked /> : null}
      <Section name="changes" title={say('whatChanges')}>{newsIn(plan.changes).length > 0 ? <ModelChanges changes={plan.changes} /> : <p className="muted">{say('noModelChanges')}</p>}</Section>
      {plan.merges.length > 0 ? <Section name="merges" title={say('merges')} note={say('mergesDetail')}><PlanMerges merges={plan.merges} resolutions={resolutions} decide={decide} /></Section> : null}
      {plan.validations.length > 0 ? <Section name="breaks" title={say('breaks')} note={say('breaksDetail')}><PlanBreaks validations={plan.validations} /></Section> : null}
      {plan.access.length > 0 ? <Section name="access" title={say('access')}><PlanAccess access={plan.access} /></Section> : null}
      <Section name="tables" title={say('tables')}>{plan.tables.length > 0 ? <PlanTables tables={plan.tables} sql={plan.sql} /> : <p className="muted">{say('noTables')}</p>}</Section>
      {hints.length > 0 ? <Section name="hints" title={say('hints')}><ToldList told={hints} /></Section> : null}
    </>
  );
}

function Section({ name, title, note, children }: { readonly name: string; readonly title: string; readonly note?: string; readonly children: React.ReactNode }) {
  return (
    <section className="panel section plan-section" data-plan={name}>
      <h2 className="section-title">{title}{note ? <span className="muted small plan-note">{note}</span> : null}</h2>
      <div className="plan-body">{children}</div>
    </section>
  );
}

interface ApplyProps {
  readonly plan: Plan;
  readonly resolutions: Resolutions;
  readonly busy: boolean;
  readonly again: () => void;
  readonly done: (version: number) => void;
}

function ApplyForm({ plan, resolutions, busy, again, done }: ApplyProps) {
  const say = useSetupSay();
  const { message } = useFeedback();
  const { renew } = useSetup();
  const [reason, setReason] = useState('');
  const [agreed, setAgreed] = useState(false);
  const asks = plan.tables.some(({ risk }) => risk === 'aside' || risk === 'losesData');
  const apply = useMutation({
    mutationFn: () => metadata.apply({ id: plan.id, consent: agreed, resolutions, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: async ({ version }) => {
      done(version);
      await renew();
    },
    onError: (error) => {
      if (problemOf(error).code !== 'STO101') return;
      message.warning(say('planStale'));
      again();
    },
  });
  const stopped = plan.blocked.length > 0;
  return (
    <form className="panel apply" onSubmit={(event) => { event.preventDefault(); apply.mutate(); }}>
      {apply.error && problemOf(apply.error).code !== 'STO101' ? <ProblemAlert error={apply.error} /> : null}
      <div className="field"><label htmlFor="apply-reason">{say('applyReason')}</label><Input id="apply-reason" value={reason} maxLength={2000} placeholder={say('applyReasonPlaceholder')} onChange={(event) => setReason(event.target.value)} /></div>
      {asks ? <Checkbox checked={agreed} onChange={(event) => setAgreed(event.target.checked)} data-action="consent">{say('consent')}</Checkbox> : null}
      <div className="apply-foot">
        <span className="muted small">{say('planFrom', { from: plan.fromVersion, to: plan.fromVersion + 1 })}</span>
        <span className="grow" />
        <Button onClick={again} disabled={busy || apply.isPending}>{say('planAgain')}</Button>
        <Button type="primary" htmlType="submit" disabled={stopped || busy || (asks && !agreed)} loading={apply.isPending} data-action="apply">{say(apply.isPending ? 'applying' : 'apply')}</Button>
      </div>
    </form>
  );
}
