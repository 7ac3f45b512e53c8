/** A difference of the draft in words: what it is about, and what is done to it. */
import type { Model } from '@tenon/model';
import type { Language } from '../app/language.tsx';
import type { Difference, Placement } from './intents.ts';
import { setupEn, type SetupKey } from './words/en.ts';
import { wordFor, type SetupSay } from './words.ts';

/** Differences that are one to whoever made them: a field with its place and its texts, else one address. */
export interface ChangeGroup {
  readonly key: string;
  /** The object that they are about, where they are about one. */
  readonly object: string | undefined;
  readonly field: string | undefined;
  readonly changes: readonly Difference[];
}

export interface Described {
  /** Such as `Order · Remark`. */
  readonly about: string;
  readonly what: readonly string[];
}

interface Reader {
  readonly model: Model;
  readonly language: Language;
  readonly say: SetupSay;
}

interface Target {
  readonly kind: string;
  readonly name: string;
  readonly path: readonly string[];
  /** Of a text in a language. */
  readonly locale?: string;
}

export function targetOf(address: string): Target {
  const local = /^locale\/([^#]+)#(.*)$/.exec(address);
  if (local) {
    // A text of the whole document has its name behind a slash.
    const inner = local[2]!.includes('#') ? local[2]! : local[2]!.replace(/^([^/]+\/[^/]+)\//, '$1#');
    return { ...targetOf(inner), locale: local[1]! };
  }
  const cut = address.indexOf('#');
  const document = cut < 0 ? address : address.slice(0, cut);
  const slash = document.indexOf('/');
  return { kind: document.slice(0, slash), name: document.slice(slash + 1), path: cut < 0 ? [] : address.slice(cut + 1).split('/') };
}

/** The object that an address is about: itself, or the one that a layout or view shows. */
export function objectOf(address: string): string | undefined {
  const { kind, name } = targetOf(address);
  return kind === 'object' ? name : kind === 'layout' || kind === 'view' ? name.split('.')[0] : undefined;
}

function fieldOf({ kind, path }: Target): string | undefined {
  if (kind === 'object') return path[0] === 'fields' ? path[1] : undefined;
  const at = path.lastIndexOf('fields');
  return kind === 'layout' && at >= 0 ? path[at + 1] : undefined;
}

export function groupsOf(changes: readonly Difference[]): readonly ChangeGroup[] {
  const found = new Map<string, ChangeGroup>();
  for (const change of changes) {
    const target = targetOf(change.address);
    const [object, field] = [objectOf(change.address), fieldOf(target)];
    const key = object !== undefined && field !== undefined ? `${object} ${field}` : change.address;
    found.set(key, { key, object, field, changes: [...(found.get(key)?.changes ?? []), change] });
  }
  return [...found.values()];
}

export function describe({ changes }: Pick<ChangeGroup, 'changes'>, reader: Reader): Described {
  // What is done to the field itself comes before where it stands and how it is called elsewhere.
  const sorted = changes.toSorted((a, b) => rank(a) - rank(b));
  const first = targetOf(sorted[0]!.address);
  return { about: aboutOf(first, objectOf(sorted[0]!.address), reader.model).join(' · '), what: sorted.flatMap((change) => whatOf(change, targetOf(change.address), reader)) };
}

const rank = ({ address }: Difference): number => (address.startsWith('object/') ? 0 : address.startsWith('layout/') ? 1 : 2);

function aboutOf({ kind, name, path }: Target, object: string | undefined, model: Model): readonly string[] {
  if (object !== undefined) {
    const owner = model.objects[object];
    const named = fieldOf({ kind, name, path }) ?? path.slice(0, 2).join(' ');
    return [owner?.label ?? object, ...(named ? [owner?.fields[named]?.label ?? named] : [])];
  }
  if (kind === 'package') return [model.modules.find((each) => each.package === name && each.name === path[2])?.label ?? path.slice(2).join('/')];
  if (kind === 'options') return [model.options?.[name]?.label ?? name, ...(path[1] ? [path[1]] : [])];
  return [`${kind}/${name}`, ...(path.length > 0 ? [path.join('/')] : [])];
}

function whatOf(difference: Difference, target: Target, reader: Reader): readonly string[] {
  const { before, after } = difference;
  return difference.op === 'add' && before && after ? changedKeys(before.value, after.value, reader) : [oneThing(difference, target, reader)];
}

/** Of an element of the layer's own that is put in anew: what is other in it. */
function changedKeys(before: unknown, after: unknown, reader: Reader): readonly string[] {
  const [old, now] = [before, after].map((each) => (each ?? {}) as Readonly<Record<string, unknown>>) as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  const keys = [...new Set([...Object.keys(now), ...Object.keys(old)])].filter((key) => JSON.stringify(old[key]) !== JSON.stringify(now[key]));
  return keys.map((key) => reader.say(now[key] === undefined ? 'did_unset' : 'did_set', { key: wordFor(reader.say, 'key', key), value: shownValue(now[key], reader) }));
}

function oneThing(difference: Difference, target: Target, reader: Reader): string {
  const { say } = reader;
  const { op, before, after } = difference;
  const last = target.path.at(-1) ?? '';
  if (target.kind === 'package' && last === 'on') return say((after ?? before)!.value === Boolean(after) ? 'did_on' : 'did_off');
  if (op === 'add') return addedWords(difference, target, reader);
  if (op === 'hide') return say(after ? 'did_hide' : 'did_back', { key: wordFor(say, 'key', 'hidden') });
  if (op === 'move') return after ? movedWords(after.value as Placement, target, reader) : say('did_back', { key: wordFor(say, 'key', 'place') });
  const key = target.locale ? say('inLanguage', { key: wordFor(say, 'key', last), language: say(target.locale.startsWith('zh') ? 'langZh' : 'langEn') }) : wordFor(say, 'key', last);
  if (!after) return say('did_back', { key });
  return op === 'unset' ? say('did_unset', { key }) : say('did_set', { key, value: shownValue(after.value, reader) });
}

function addedWords({ after }: Difference, { kind, name, path }: Target, { say, model }: Reader): string {
  if (!after) return say('did_removed');
  if (kind === 'layout') {
    const [, tab, , section] = path;
    const title = model.layouts[name]?.tabs.find((one) => one.name === tab)?.sections.find((one) => one.name === section)?.label;
    return say('did_placed', { section: title || say('unnamed') });
  }
  const type = path[0] === 'fields' && path.length === 2 ? (after.value as { readonly type?: string } | undefined)?.type : undefined;
  return type ? say('did_addedField', { type: wordFor(say, 'type', type) }) : say('did_added');
}

function movedWords({ after, before }: Placement, { name }: Target, { say, model }: Reader): string {
  const object = model.objects[name.split('.')[0]!];
  if (after) return say('did_moveAfter', { after: object?.fields[after]?.label ?? after });
  return say(before ? 'did_moveFirst' : 'did_move');
}

/** A value of a document as people read it. */
export function shownValue(value: unknown, { say, language }: Pick<Reader, 'say' | 'language'>): string {
  if (value === undefined || value === null || value === '') return say('notThere');
  if (typeof value === 'boolean') return language === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';
  if (typeof value === 'string') return value in typeNames ? wordFor(say, 'type', value) : value;
  if (typeof value !== 'object') return String(value);
  const labels = Object.entries(value).map(([name, one]) => (one as { readonly label?: string } | null)?.label ?? name);
  return labels.join(language === 'en' ? ', ' : '、') || '{}';
}

const typeNames: Readonly<Record<string, true>> = Object.fromEntries(Object.keys(setupEn).filter((key: string): key is SetupKey => key.startsWith('type_')).map((key) => [key.slice('type_'.length), true]));
