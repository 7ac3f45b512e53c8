/** All objects: how many fields each has, and which layers they come from. */
import { SearchOutlined } from '@ant-design/icons';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ObjectModel } from '@tenon/model';
import { Empty, Input, Tag } from 'antd';
import { useMemo, useState } from 'react';
import { Icon } from '../app/icon.tsx';
import { usePhone } from '../app/phone.ts';
import { broughtBy, LayerTag, NotAppliedTag } from './layer-tag.tsx';
import { useSetup } from './setup-scope.tsx';
import { useSetupSay } from './words.ts';

interface Row {
  readonly object: ObjectModel;
  readonly fields: number;
  /** Fields by the layer that brought them, lowest first. */
  readonly from: readonly (readonly [string, number])[];
  readonly waiting: number;
}

export function ObjectsPage() {
  const say = useSetupSay();
  const phone = usePhone();
  const rows = useRows();
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const found = rows.filter(({ object }) => `${object.label} ${object.plural} ${object.name}`.toLowerCase().includes(wanted));
  return (
    <>
      <Input className="setup-search" prefix={<SearchOutlined />} allowClear value={text} placeholder={say('searchObjects')} aria-label={say('searchObjects')} onChange={(event) => setText(event.target.value)} />
      {found.length === 0 ? <div className="panel setup-empty"><Empty description={say('nothingFound', { text: text.trim() })} /></div> : phone ? <ObjectCards rows={found} /> : <ObjectTable rows={found} />}
    </>
  );
}

function useRows(): readonly Row[] {
  const { model, draft, groups } = useSetup();
  return useMemo(() => Object.values(model.objects).filter((object) => !object.system).map((object): Row => {
    const own = Object.values(object.fields).filter((field) => !field.system);
    const counts = new Map<string, number>();
    for (const layer of draft.layers) counts.set(layer.namespace, 0);
    for (const field of own) {
      const namespace = broughtBy(object.name, field.name, draft.layers);
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
    const waiting = groups.filter((group) => group.object === object.name).length;
    return { object, fields: own.length, from: [...counts].filter(([, count]) => count > 0), waiting };
  }).sort((a, b) => a.object.label.localeCompare(b.object.label)), [model, draft.layers, groups]);
}

function Origins({ row }: { readonly row: Row }) {
  return (
    <span className="tags">
      {row.from.map(([namespace, count]) => <LayerTag key={namespace} namespace={namespace} count={count} />)}
      {row.waiting > 0 ? <NotAppliedTag count={row.waiting} /> : null}
    </span>
  );
}

function Named({ object }: { readonly object: ObjectModel }) {
  const say = useSetupSay();
  const { model } = useSetup();
  const parent = object.partOf && model.objects[object.partOf.object];
  return (
    <>
      <Link className="list-title" to="/setup/o/$object" params={{ object: object.name }} onClick={(event) => event.stopPropagation()}>{object.label}</Link>
      {parent ? <span className="muted small"> {say('rowsOf', { object: parent.label })}</span> : null}
    </>
  );
}

function ObjectTable({ rows }: { readonly rows: readonly Row[] }) {
  const say = useSetupSay();
  const navigate = useNavigate();
  return (
    <div className="panel list-scroll">
      <table className="list-table" aria-label={say('objects')}>
        <thead><tr><th>{say('object')}</th><th>{say('name')}</th><th className="num">{say('fieldCount')}</th><th>{say('comesFrom')}</th></tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.object.name} data-object={row.object.name} onClick={() => void navigate({ to: '/setup/o/$object', params: { object: row.object.name } })}>
              <td><span className="object-icon"><Icon name={row.object.icon ?? row.object.name} /></span><Named object={row.object} /></td>
              <td><code>{row.object.name}</code></td>
              <td className="num">{row.fields}</td>
              <td><Origins row={row} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ObjectCards({ rows }: { readonly rows: readonly Row[] }) {
  const say = useSetupSay();
  return (
    <div className="cards">
      {rows.map((row) => (
        <article key={row.object.name} className="card" data-object={row.object.name}>
          <div className="card-head"><span><Named object={row.object} /></span><Tag>{say('fieldCount')} {row.fields}</Tag></div>
          <Origins row={row} />
        </article>
      ))}
    </div>
  );
}
