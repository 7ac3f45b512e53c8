/** The fields of an object, one a row: what people read, its name, type, whether it must be given, and where it comes from. */
import { QuestionCircleOutlined } from '@ant-design/icons';
import type { FieldModel, ObjectModel } from '@tenon/model';
import { Button, Tag } from 'antd';
import { broughtBy, LayerTag, NotAppliedTag, tenantNamespace } from './layer-tag.tsx';
import { within } from './intents.ts';
import type { LayeredDocument } from './metadata.ts';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay, wordFor, type SetupSay } from './words.ts';

interface Props {
  readonly object: ObjectModel;
  readonly fields: readonly FieldModel[];
  readonly below: LayeredDocument | null;
  readonly edit: (field: string) => void;
  readonly ask: (field: string) => void;
}

export function FieldTable({ object, fields, below, edit, ask }: Props) {
  const say = useSetupSay();
  return (
    <div className="panel table-scroll">
      <table className="list-table field-table" aria-label={say('fields')}>
        <thead><tr><th>{say('label')}</th><th>{say('type')}</th><th>{say('required')}</th><th>{say('comesFrom')}</th><th><span className="sr-only">{say('why')}</span></th></tr></thead>
        <tbody>
          {fields.map((field) => (
            <tr
              key={field.name} data-field-row={field.name} tabIndex={0} className={field.hidden ? 'field-hidden' : ''} onClick={() => edit(field.name)}
              onKeyDown={(event) => { if (event.key === 'Enter' && event.target === event.currentTarget) edit(field.name); }}
            >
              <td><span className="list-title">{field.label}</span>{field.hidden ? <Tag className="layer-tag">{say('hidden')}</Tag> : null}<code className="field-name">{field.name}</code></td>
              <td>{typeWords(say, field)}</td>
              <td>{field.required ? '✓' : ''}</td>
              <td><Origin object={object} field={field} below={below} /></td>
              <td className="field-why"><Button type="text" size="small" icon={<QuestionCircleOutlined />} aria-label={`${say('why')} ${field.label}`} title={say('why')} onClick={(event) => { event.stopPropagation(); ask(field.name); }} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function typeWords(say: SetupSay, field: FieldModel) {
  const word = wordFor(say, 'type', field.type);
  const behind = field.to ?? field.of;
  return <>{word}{field.formula ? <span className="muted small"> {say('computed')}</span> : null}{behind ? <TargetName object={behind} /> : null}</>;
}

function TargetName({ object }: { readonly object: string }) {
  const { model } = useSetup();
  return <span className="muted small"> → {model.objects[object]?.label ?? object}</span>;
}

/** The layer that brought the field, and the ones that have changed it since. */
function Origin({ object, field, below }: Pick<Props, 'object' | 'below'> & { readonly field: FieldModel }) {
  const say = useSetupSay();
  const { draft, groups, intents, layerOf, layerLabel } = useSetup();
  const brought = broughtBy(object.name, field.name, draft.layers);
  const path = `fields/${field.name}/`;
  const spoken = new Set(Object.entries(below?.layers ?? {}).filter(([at]) => at.startsWith(path)).map(([, namespace]) => namespace));
  if (within(intents, `object/${object.name}#fields/${field.name}`).length > 0) spoken.add(tenantNamespace);
  spoken.delete(brought);
  const waiting = groups.some((group) => group.object === object.name && group.field === field.name);
  return (
    <span className="tags">
      <LayerTag namespace={brought} />
      {[...spoken].map((namespace) => <Tag key={namespace} className={`layer-tag layer-${layerOf(namespace)?.kind ?? 'tenant'}`}>{namespace === tenantNamespace ? say('changedByYou') : say('changedBy', { layer: layerLabel(namespace) })}</Tag>)}
      {waiting ? <NotAppliedTag /> : null}
    </span>
  );
}
