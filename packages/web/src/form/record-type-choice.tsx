/** Which kind of record is to be made, where an object has several. */
import type { ObjectModel } from '@tenon/model';
import { inSentence } from '../app/language.tsx';
import { useFormSay } from './words.ts';

export function RecordTypeChoice({ object, choose }: { readonly object: ObjectModel; readonly choose: (type: string) => void }) {
  const say = useFormSay();
  return (
    <section className="panel record-types" aria-label={say('recordTypeTitle', { object: inSentence(object.label) })}>
      <h2>{say('recordTypeTitle', { object: inSentence(object.label) })}</h2>
      <div className="record-type-list">
        {Object.entries(object.recordTypes).map(([name, type], index) => (
          <button type="button" key={name} className="record-type" data-record-type={name} autoFocus={index === 0} onClick={() => choose(name)}>
            <b>{type.label}</b>
            {type.description ? <span className="muted">{type.description}</span> : null}
          </button>
        ))}
      </div>
    </section>
  );
}
