/** What is wrong with a field, by the control of the drawer that it is about. */
import type { Language } from '../app/language.tsx';
import { hasOptions, hasTarget, type FieldInput } from './field-input.ts';
import type { Told } from './metadata.ts';
import type { SetupSay } from './words.ts';

export type Mistakes = Readonly<Record<string, string>>;

interface Typed {
  readonly input: FieldInput;
  readonly language: Language;
  /** Names that are not free. */
  readonly taken: Readonly<Record<string, unknown>>;
  readonly say: SetupSay;
}

/** What must be there before anybody is asked. Everything else is the compiler's to say. */
export function unfilled({ input, language, taken, say }: Typed): Mistakes {
  const found: Record<string, string> = {};
  if (!input.labels[language].trim()) found['label'] = say('needLabel');
  if (!input.name) found['name'] = say('needName');
  else if (input.name in taken) found['name'] = say('nameTaken');
  const options = optionMistake({ input, say });
  if (options) found['options'] = options;
  if (hasTarget(input.type) && !input.to) found['to'] = say('needTarget');
  return found;
}

function optionMistake({ input: { type, shared, list, options }, say }: Pick<Typed, 'input' | 'say'>): string | undefined {
  if (!hasOptions(type)) return undefined;
  if (shared) return list ? undefined : say('needList');
  if (options.length === 0) return say('needOptions');
  if (options.some(({ label }) => !label.trim())) return say('needOptionLabel');
  const twice = options.find(({ value }, index) => options.findIndex((other) => other.value === value) !== index);
  if (twice) return say('optionTwice', { value: twice.value });
  const odd = options.find(({ value }) => !/^[a-z][a-z0-9_]{0,39}$/.test(value));
  return odd && say('optionForm', { value: odd.value });
}

interface Answered {
  readonly told: readonly Told[];
  /** What was wrong already when the drawer was opened. */
  readonly known: readonly Told[];
  /** Addresses of the edits. */
  readonly touched: readonly string[];
  /** Address of the field. */
  readonly field: string;
}

/** What a layer said before and what does not hold as it is now, waits: whoever has just said it must know. */
const parked = 'MET319';

/** Mistakes that the edits have made, each at its control; hints are no mistakes. */
export function newMistakes({ told, known, touched, field }: Answered): Mistakes {
  const before = new Set(known.map(({ code, address, message }) => `${code} ${address} ${message}`));
  const found = new Map<string, string[]>();
  for (const one of told) {
    if ((one.severity !== 'error' && one.code !== parked) || before.has(`${one.code} ${one.address} ${one.message}`)) continue;
    const control = one.code === parked ? parkedControl(one, field) : controlOf(one.address ?? '', { field, touched });
    if (control === undefined) continue;
    found.set(control, [...(found.get(control) ?? []), [one.message, one.hint].filter(Boolean).join(' ')]);
  }
  return Object.fromEntries([...found].map(([control, texts]) => [control, [...new Set(texts)].join(' ')]));
}

/** It names the key that does not hold. Where the field stands waits because the field does, and is not told again. */
function parkedControl({ address, message }: Told, field: string): string | undefined {
  if (address !== field && !address?.startsWith(`${field}/`)) return address?.startsWith('layout/') ? undefined : 'other';
  return [...message.matchAll(/“(\w+)”/g)].map(([, name]) => name!).find((name) => controls.has(name)) ?? 'other';
}

const controls = new Set(['label', 'type', 'options', 'to', 'required', 'help', 'hidden']);

function controlOf(address: string, { field, touched }: Pick<Answered, 'field' | 'touched'>): string {
  if (address === field) return 'name';
  if (address.startsWith(`${field}/`)) {
    const key = address.slice(field.length + 1).split('/')[0]!;
    return controls.has(key) ? key : 'other';
  }
  if (address.startsWith('locale/')) return 'label';
  return address.startsWith('layout/') && touched.some((at) => at === address || address.startsWith(`${at}/`)) ? 'section' : 'other';
}
