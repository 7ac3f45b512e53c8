/** The command palette: pages, commands and records by a few letters, from the keyboard. */
import { LoadingOutlined, SearchOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { useEngine } from '../engine.tsx';
import { Icon } from '../icon.tsx';
import { inSentence } from '../language.tsx';
import { rank } from './rank.ts';
import { useCommands, type Command as Entry } from './commands.tsx';
import { useRecordSearch } from './record-search.ts';
import { usePaletteSay } from './words.ts';
import './palette.css';

/** Of each group, while something is typed. */
const foundShown = 6;

export default function Palette({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const say = usePaletteSay();
  const [text, setText] = useState('');
  const records = useRecordSearch(text);
  const { model } = useEngine();
  const navigate = useNavigate();
  useEffect(() => {
    dialog.current?.showModal();
    // The browser would begin at the frame around the field.
    dialog.current?.querySelector('input')?.focus();
  }, []);
  const leave = (run: () => void) => () => {
    dialog.current?.close();
    run();
  };
  const go = (path: string) => leave(() => void navigate({ href: path }));
  const typed = text.trim();
  return (
    <dialog ref={dialog} className="palette" aria-label={say('title')} onClose={close} onClick={(event) => (event.target === dialog.current ? dialog.current.close() : undefined)}>
      <Command shouldFilter={false} loop label={say('title')}>
        <div className="palette-input">{records.isFetching ? <LoadingOutlined /> : <SearchOutlined />}<Command.Input value={text} onValueChange={setText} placeholder={say('placeholder')} /></div>
        <Command.List label={say('results')}>
          <Command.Empty className="palette-empty">{records.isFetching ? say('searching') : say('nothing')}</Command.Empty>
          <Commands typed={typed} leave={leave} />
          {(records.groups ?? []).map((group) => (
            <Command.Group key={group.object} heading={model.objects[group.object]?.plural}>
              {group.records.map((record) => (
                <Command.Item key={record.id} value={`record ${group.object} ${record.id}`} data-record={record.id} onSelect={go(`/o/${group.object}/r/${record.id}`)}>
                  <Icon name={model.objects[group.object]?.icon ?? group.object} /><span className="palette-label">{record.title}</span><span className="palette-note">{record.facts.join(' · ')}</span>
                </Command.Item>
              ))}
              {group.more ? <Command.Item value={`more ${group.object}`} onSelect={leave(() => void navigate({ to: '/o/$object/$view', params: { object: group.object, view: 'any' }, search: { q: typed } }))}><SearchOutlined /><span className="palette-label">{say('moreOf', { objects: inSentence(model.objects[group.object]?.plural ?? '') })}</span></Command.Item> : null}
            </Command.Group>
          ))}
          {typed === '' ? null : <Command.Group><Command.Item value="search everything" data-action="search-page" onSelect={leave(() => void navigate({ to: '/search', search: { q: typed } }))}><SearchOutlined /><span className="palette-label">{say('searchFor', { text: typed })}</span></Command.Item></Command.Group>}
        </Command.List>
      </Command>
    </dialog>
  );
}

/** What has the letters typed, the best first; before anything is typed, where the reader was of late and what they may begin. */
function Commands({ typed, leave }: { readonly typed: string; readonly leave: (run: () => void) => () => void }) {
  const groups = useCommands();
  const shown = typed === '' ? groups.map((group) => ({ ...group, commands: group.key === 'pages' ? group.commands.slice(0, foundShown) : group.commands })) : groups.map((group) => ({ ...group, commands: rank(group.commands, typed, textOf).slice(0, foundShown) }));
  return shown.filter(({ commands }) => commands.length > 0).map((group) => (
    <Command.Group key={group.key} heading={group.label}>
      {group.commands.map((one) => (
        <Command.Item key={one.key} value={one.key} data-command={one.key} onSelect={leave(one.run)}>
          {one.icon}<span className="palette-label">{one.label}</span>{one.note === undefined ? null : <span className="palette-note">{one.note}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  ));
}

const textOf = ({ label, note = '', words = '' }: Entry): readonly [string, string] => [label, `${note} ${words}`];
