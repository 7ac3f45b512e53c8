/** Brings a table in, in four steps: the file, its columns, a check that changes nothing, and the import. */
import { Link } from '@tanstack/react-router';
import { Steps } from 'antd';
import { objectOf, useEngine } from '../app/engine.tsx';
import { inSentence } from '../app/language.tsx';
import { usePhone } from '../app/phone.ts';
import { ProblemView } from '../app/problem-view.tsx';
import { ImportCheck } from './import-check.tsx';
import { ImportMapping } from './import-mapping.tsx';
import { ImportRun } from './import-run.tsx';
import { fitOf, useImportState } from './import-state.ts';
import { ImportUpload } from './import-upload.tsx';
import { useTransferSay } from './words.ts';
import './transfer.css';

export function ImportPage({ object: name }: { readonly object: string }) {
  const say = useTransferSay();
  const phone = usePhone();
  const { model, access } = useEngine();
  const [state, change, reset] = useImportState(name);
  const object = objectOf(model, name);
  const rights = access(name);
  if (!object || (!rights.create && !rights.update) || object.partOf) return <ProblemView error={{ status: 403 }} />;
  const reachable = [true, state.preview !== undefined, state.check !== undefined && fitOf(state).fits, state.run !== undefined];
  const steps = (['stepUpload', 'stepMap', 'stepCheck', 'stepRun'] as const).map((word, i) => ({ title: say(word), disabled: !reachable[i] || (state.run !== undefined && i < 3) }));
  const props = { object, rights, state, change, reset };
  return (
    <div className="import">
      <div className="page-head">
        <h1>{say('importTitle', { objects: inSentence(object.plural) })}</h1>
        <span className="grow" />
        <Link to="/o/$object" params={{ object: name }}>{say('toList', { objects: inSentence(object.plural) })}</Link>
      </div>
      <div className="panel import-panel">
        {phone ? <p className="import-where muted">{state.step + 1} / 4 · {steps[state.step]!.title}</p> : (
          <Steps className="import-steps" size="small" current={state.step} items={steps} onChange={(step) => change({ step: step as typeof state.step })} />
        )}
        {state.step === 0 || !state.preview ? <ImportUpload {...props} /> : state.step === 1 ? <ImportMapping {...props} preview={state.preview} /> : state.step === 2 ? <ImportCheck {...props} preview={state.preview} /> : <ImportRun {...props} preview={state.preview} />}
      </div>
    </div>
  );
}
