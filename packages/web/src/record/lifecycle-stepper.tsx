/** Where a record stands on its way: the states behind it, the one that it is in, and those to come; a state that is open to the reader is a button. */
import { CheckOutlined, PauseOutlined } from '@ant-design/icons';
import type { LifecycleModel, ObjectModel } from '@tenon/model';
import { Tooltip } from 'antd';
import type { RecordValues } from '../app/client.ts';
import { usePhone } from '../app/phone.ts';
import { optionOf } from '../fields/format.ts';
import { isFinal, stepsOf, type Step } from './lifecycle-path.ts';
import type { Choice } from './transitions.ts';
import { useRecordSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly lifecycle: LifecycleModel;
  readonly record: RecordValues;
  readonly choices: readonly Choice[];
  readonly start: (transition: string) => void;
}

export function LifecycleStepper({ object, lifecycle, record, choices, start }: Props) {
  const words = useRecordSay();
  const phone = usePhone();
  const field = object.fields[lifecycle.field];
  if (!field) return null;
  const current = String(record[lifecycle.field]);
  const steps = stepsOf(lifecycle, field.options?.map((option) => option.value) ?? [], current);
  // One state alone is no way.
  if (steps.length < 2) return null;
  const label = (state: string) => optionOf(field, state)?.label ?? state;
  const at = steps.findIndex((step) => step.place === 'current');
  const next = steps[at + 1];
  return (
    <div className="rec-steps-wrap">
      <ol className="rec-steps" aria-label={field.label}>
        {steps.map((step, i) => (
          <li key={step.state} className={`rec-step rec-step-${step.place}${step.side ? ' rec-step-side' : ''}`} data-state={step.state} {...(step.place === 'current' ? { 'aria-current': 'step' as const } : {})}>
            <StepFace step={step} number={i + 1} label={label(step.state)} choice={step.place === 'next' ? choices.find((one) => one.transition.to === step.state) : undefined} ended={step.side && isFinal(lifecycle, step.state)} start={start} />
          </li>
        ))}
      </ol>
      {phone ? <div className="rec-steps-now"><b>{label(current)}</b>{next ? <span className="muted">{words('nextState', { state: label(next.state) })}</span> : null}</div> : null}
    </div>
  );
}

interface FaceProps {
  readonly step: Step;
  readonly number: number;
  readonly label: string;
  readonly choice: Choice | undefined;
  readonly ended: boolean;
  readonly start: (transition: string) => void;
}

function StepFace({ step, number, label, choice, ended, start }: FaceProps) {
  const words = useRecordSay();
  const mark = step.place === 'done' ? <CheckOutlined /> : ended ? '×' : step.side ? <PauseOutlined /> : number;
  const face = <><span className="rec-step-mark" aria-hidden>{mark}</span><span className="rec-step-label">{label}</span></>;
  if (!choice) return <span className="rec-step-face">{face}<span className="rec-hidden">{words(`step_${step.place}`)}</span></span>;
  const { transition, blocked } = choice;
  return (
    <Tooltip title={blocked ?? transition.label}>
      <button type="button" className="rec-step-face" aria-disabled={blocked !== undefined} data-step={transition.name} aria-label={`${label}: ${blocked ?? transition.label}`} onClick={() => { if (!blocked) start(transition.name); }}>{face}</button>
    </Tooltip>
  );
}
