/** The form of an object as the draft makes it: the real one, that saves nothing. */
import { EyeOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { Tag } from 'antd';
import { EngineProvider, useEngine } from '../app/engine.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

const nothing = () => undefined;

export function FormPreview({ object }: { readonly object: ObjectModel }) {
  const say = useSetupSay();
  const { session } = useEngine();
  const { source, model, draft, broken } = useSetup();
  return (
    <section className="setup-preview" aria-label={say('preview')} data-preview={draft.revision}>
      <div className="preview-head"><Tag icon={<EyeOutlined />} color="gold">{say('preview')}</Tag><span className="muted small">{say(broken ? 'previewBroken' : 'previewNote')}</span></div>
      <EngineProvider source={source} session={session} refresh={nothing}>
        <RecordForm key={`${object.name} ${model.hash}`} object={object} source={undefined} preset={{}} preview saved={nothing} cancel={nothing} />
      </EngineProvider>
    </section>
  );
}
