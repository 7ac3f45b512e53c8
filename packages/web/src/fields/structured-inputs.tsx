/** Values with parts: addresses, places on the map, JSON, text in paragraphs. */
import { Button } from 'antd';
import { useState } from 'react';
import { useFormSay } from '../form/words.ts';
import { readDecimal } from './decimal-text.ts';
import { asText, commonProps, type InputProps } from './input-props.ts';
import { docOf, paragraphsOf } from './paragraphs.ts';
import { valueAt } from './paths.ts';
import { Input, TextArea } from './text-box.ts';

/** One part of a value that is an object; an object without any part is no value. */
function partSetter(value: unknown, onChange: (value: unknown) => void) {
  return (name: string, part: unknown) => {
    const next = Object.fromEntries(Object.entries({ ...(value as object | undefined), [name]: part }).filter(([, one]) => one !== undefined && one !== null && one !== ''));
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
}

export function AddressInput(props: InputProps) {
  const say = useFormSay();
  const set = partSetter(props.value, props.onChange);
  const part = (name: string) => {
    const value = valueAt(props.value, [name]);
    return Array.isArray(value) ? value.join(' / ') : asText(value);
  };
  const input = (name: string, label: string, more: object = {}) => (
    <Input disabled={props.disabled} aria-label={`${props.field.label}: ${label}`} placeholder={label} value={part(name)} onChange={(event) => set(name, event.target.value)} {...more} />
  );
  return (
    <div className="address">
      {input('region', say('region'), { ...commonProps(props), autoComplete: 'address-level1', 'aria-label': `${props.field.label}: ${say('region')}` })}
      {input('postcode', say('postcode'), { autoComplete: 'postal-code' })}
      {input('detail', say('addressDetail'), { autoComplete: 'street-address', className: 'address-detail' })}
    </div>
  );
}

export function GeoInput(props: InputProps) {
  const say = useFormSay();
  const set = partSetter(props.value, props.onChange);
  return <div className="pair"><Degrees {...props} label={say('latitude')} name="lat" set={set} /><Degrees {...props} id={`${props.id}_lng`} label={say('longitude')} name="lng" set={set} /></div>;
}

interface DegreesProps extends InputProps {
  readonly label: string;
  readonly name: 'lat' | 'lng';
  readonly set: (name: string, part: unknown) => void;
}

function Degrees(props: DegreesProps) {
  const [typed, setTyped] = useState<string>();
  const change = (text: string) => {
    setTyped(text);
    const value = readDecimal(text);
    props.set(props.name, value === undefined ? undefined : Number(value));
  };
  return (
    <Input
      id={props.id} disabled={props.disabled} inputMode="decimal" placeholder={props.label} aria-label={`${props.field.label}: ${props.label}`}
      value={typed ?? asText(valueAt(props.value, [props.name]))} onBlur={() => setTyped(undefined)} onChange={(event) => change(event.target.value)}
    />
  );
}

export function JsonInput(props: InputProps) {
  const say = useFormSay();
  const pretty = (value: unknown) => (value === undefined || value === null ? '' : JSON.stringify(value, null, 2));
  const [text, setText] = useState(() => pretty(props.value));
  const [wrong, setWrong] = useState<string>();
  const change = (next: string) => {
    setText(next);
    try {
      props.onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setWrong(undefined);
    } catch (error) {
      setWrong((error as Error).message);
    }
  };
  return (
    <div className="json-input">
      <TextArea {...commonProps({ ...props, failed: props.failed || wrong !== undefined })} className="code-text" spellCheck={false} autoSize={{ minRows: 2, maxRows: 16 }} value={text} onChange={(event) => change(event.target.value)} />
      {wrong === undefined ? null : <div className="field-error" role="alert">{say('invalidJson')} <span className="muted">{wrong}</span></div>}
      {wrong === undefined && text !== pretty(props.value) && !props.disabled ? <Button type="link" size="small" onClick={() => setText(pretty(props.value))}>{say('formatJson')}</Button> : null}
    </div>
  );
}

/** Rich text as its plain paragraphs. A document with more in it than those is shown, so that nothing of it is lost. */
export function RichTextInput(props: InputProps) {
  const say = useFormSay();
  const { text, plain } = paragraphsOf(props.value);
  return (
    <>
      <TextArea {...commonProps({ ...props, disabled: props.disabled || !plain })} autoSize={{ minRows: 3, maxRows: 16 }} value={text} onChange={(event) => props.onChange(docOf(event.target.value))} />
      {plain ? null : <div className="field-help">{say('richLocked')}</div>}
    </>
  );
}
