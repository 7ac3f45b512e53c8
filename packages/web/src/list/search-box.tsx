/** The search of a list: it asks once the typing has rested. */
import { SearchOutlined } from '@ant-design/icons';
import type { ObjectModel } from '@tenon/model';
import { useEffect, useState } from 'react';
import { inSentence, useSay } from '../app/language.tsx';
import { Input } from '../fields/text-box.ts';

const restMs = 300;

export function SearchBox({ object, value, onChange }: { readonly object: ObjectModel; readonly value: string; readonly onChange: (text: string | undefined) => void }) {
  const say = useSay();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim() || undefined), restMs);
    return () => clearTimeout(timer);
    // Only what was typed counts; a change of the address comes in above.
  }, [text]);
  return (
    <Input
      className="list-search" type="search" prefix={<SearchOutlined className="muted" />} allowClear value={text} placeholder={say('search')} aria-label={say('searchIn', { objects: inSentence(object.plural) })}
      onChange={(event) => setText(event.target.value)} onPressEnter={() => onChange(text.trim() || undefined)}
    />
  );
}
