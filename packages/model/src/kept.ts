/**
 * A Model from the text in which it was kept, lifted to what the compiler of today makes.
 *
 * In:   JSON of a Model of any compiler version so far. Out: a Model of this version.
 * A tenant is served with the Model that it has until somebody applies another one; its hash stays what it was.
 */
import type { GuardModel, Model } from './model.ts';

interface Lifting {
  /** Applies to Models of compiler versions below. */
  readonly below: number;
  readonly lift: (model: any) => Model;
}

const liftings: readonly Lifting[] = [{ below: 2, lift: withGuards }, { below: 3, lift: withConversations }];

export function readKeptModel(text: string): Model {
  const kept = JSON.parse(text) as Model;
  const version = kept.compilerVersion;
  return liftings.filter(({ below }) => version < below).reduce((model, { lift, below }) => ({ ...lift(model), compilerVersion: below }), kept);
}

/** Version 1 had one guard without a name, and no layers. */
function withGuards(model: any): Model {
  const objects = mapValues(model.objects, (object) => (object.lifecycle
    ? { ...object, lifecycle: { ...object.lifecycle, transitions: mapValues(object.lifecycle.transitions, withNamedGuard) } }
    : object));
  const locales = mapValues(model.locales, (texts) => Object.fromEntries(Object.entries(texts)
    .map(([address, words]) => [address.replace(/(#lifecycle\/transitions\/[^/]+)\/message$/, '$1/guards/guard/message'), words])));
  return { ...model, objects, locales, layers: [], modules: [] };
}

/** Version 2 had no reports and dashboards; what is written below records, and put to them, was decided by nothing. */
function withConversations(model: any): Model {
  const objects = mapValues(model.objects, (object) => (object.system ? object : { ...object, comments: !object.partOf, attachments: !object.partOf }));
  return { ...model, objects, reports: {}, dashboards: {} };
}

function withNamedGuard({ guard, message, ...transition }: any): object {
  const guards: readonly GuardModel[] = guard ? [{ name: 'guard', check: guard, message: message ?? '' }] : [];
  return { ...transition, guards };
}

const mapValues = (map: Readonly<Record<string, any>> | undefined, change: (value: any) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, change(value)]));
