/** The modules of the packages, each to be switched on or off. */
import { Empty, Switch } from 'antd';
import type { ModuleModel } from '@tenon/model';
import { LayerTag, NotAppliedTag } from './layer-tag.tsx';
import type { LayerEdit } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';
import { problemOf } from '../app/client.ts';
import { useFeedback } from '../app/feedback.tsx';

export function ModulesPage() {
  const say = useSetupSay();
  const { model } = useSetup();
  if (model.modules.length === 0) return <div className="panel setup-empty"><Empty description={say('noModules')} /></div>;
  return (
    <>
      <p className="muted setup-intro">{say('modulesIntro')}</p>
      <div className="panel module-list">{model.modules.map((module) => <ModuleRow key={`${module.package}/${module.name}`} module={module} />)}</div>
    </>
  );
}

function ModuleRow({ module }: { readonly module: ModuleModel }) {
  const say = useSetupSay();
  const { model, intents, groups, edit, busy, draft } = useSetup();
  const { message } = useFeedback();
  const at = `package/${module.package}#tenon/modules/${module.name}/on`;
  const said = intents.some((intent) => intent.address === at);
  const labels = module.requires.map((name) => model.modules.find((one) => one.name === name)?.label ?? name);
  const change = async () => {
    // What was said before was the opposite of what the package says.
    const step: LayerEdit = said ? { op: 'reset', at } : { op: 'set', at, value: !module.on };
    await edit([step]).catch((error: unknown) => message.error(problemOf(error).detail));
  };
  const wrong = draft.diagnostics.filter((one) => one.address?.startsWith(`package/${module.package}#tenon/modules/${module.name}`));
  return (
    <div className="module" data-module={module.name}>
      <Switch checked={module.on} disabled={busy} onChange={() => void change()} aria-label={module.label} />
      <div className="module-text">
        <div><b>{module.label}</b> <span className="tags"><LayerTag namespace={module.package} />{groups.some(({ key }) => key === at) ? <NotAppliedTag /> : null}</span></div>
        {module.description ? <div className="muted">{module.description}</div> : null}
        {labels.length > 0 ? <div className="muted small">{say('needs', { modules: labels.join(', ') })}</div> : null}
        {wrong.map((one) => <div key={one.message} className="field-error" role="alert">{one.message} {one.hint}</div>)}
      </div>
    </div>
  );
}
