/**
 * The Model in another language: the same names, other words.
 *
 * In:   a Model or a ClientModel, and a locale. Out: the same with every text that the locale has in its place.
 * Words that a document leaves to its field, view or object follow those.
 */
import { localizeDashboards, localizeReports } from './localize-reports.ts';
import { localizeApps, localizeLayouts, localizeViews } from './localize-screens.ts';
import type { FieldModel, LifecycleModel, Model, ModuleModel, ObjectModel, OptionModel } from './model.ts';
import { systemTexts } from './system-texts.ts';
import { compact, mapValues } from './words.ts';

/** The text at the address, else the one given. */
export type Say = <T extends string | undefined>(address: string, text: T) => T;

export function localizeModel<M extends Model>(model: M, locale: string): M {
  if (locale === model.package.locales[0]) return model;
  const texts = textsOf(model, locale);
  const head = `package/${model.package.namespace}`;
  const say: Say = (address, text) => (Object.hasOwn(texts, address) ? (texts[address] as typeof text) : text);
  const objects = mapValues(model.objects, (object) => localizeObject(object, say));
  const views = localizeViews(model, objects, say);
  const reports = localizeReports(model, objects, say);
  const dashboards = localizeDashboards(model, { reports, views }, say);
  return {
    ...model, objects, views, reports, dashboards,
    package: compact({ ...model.package, label: say(`${head}#tenon/label`, model.package.label), description: say(`${head}/description`, model.package.description) }),
    modules: model.modules.map((module) => localizeModule(module, say)),
    options: mapValues(model.options ?? {}, (list) => ({ ...list, label: say(`options/${list.name}/label`, list.label) })),
    layouts: localizeLayouts(model, objects, say), apps: localizeApps(model, { objects, views, reports, dashboards }, say),
    roles: mapValues(model.roles, (role) => compact({ ...role, label: say(`role/${role.name}/label`, role.label), description: say(`role/${role.name}/description`, role.description) })),
  };
}

/** Of the locale, else of another of its language; over the engine's own words. */
function textsOf(model: Model, locale: string): Readonly<Record<string, string>> {
  const near = (known: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
    known[locale] ?? Object.entries(known).find(([name]) => name.split('-')[0] === locale.split('-')[0])?.[1] ?? {};
  const system = near(systemTexts);
  const spread = Object.keys(model.objects).flatMap((object) => Object.entries(system)
    .filter(([address]) => address.startsWith('fields/')).map(([address, text]) => [`object/${object}#${address}`, text] as const));
  return { ...Object.fromEntries(spread), ...system, ...near(model.locales) };
}

function localizeModule(module: ModuleModel, say: Say): ModuleModel {
  const at = `package/${module.package}#tenon/modules/${module.name}`;
  return compact({ ...module, label: say(`${at}/label`, module.label), description: say(`${at}/description`, module.description) });
}

function localizeObject(object: ObjectModel, say: Say): ObjectModel {
  const head = `object/${object.name}`;
  const label = say(`${head}/label`, object.label);
  return compact<ObjectModel>({
    ...object, label, plural: say(`${head}/plural`, object.plural === object.label ? label : object.plural), description: say(`${head}/description`, object.description), help: say(`${head}/help`, object.help),
    fields: Object.fromEntries(Object.values(object.fields).map((field) => [field.name, localizeField(head, field, object, say)])),
    recordTypes: Object.fromEntries(Object.entries(object.recordTypes).map(([name, type]) =>
      [name, compact({ label: say(`${head}#recordTypes/${name}/label`, type.label), description: say(`${head}#recordTypes/${name}/description`, type.description) })])),
    validations: mapValues(object.validations, (rule) => ({ ...rule, message: say(`${head}#validations/${rule.name}/message`, rule.message) })),
    lifecycle: object.lifecycle && localizeLifecycle(head, object.lifecycle, say),
  });
}

function localizeField(head: string, field: FieldModel, object: ObjectModel, say: Say): FieldModel {
  const at = `${head}#fields/${field.name}`;
  const option = (each: OptionModel): OptionModel => {
    const address = field.name === 'record_type' && Object.hasOwn(object.recordTypes, each.value) ? `${head}#recordTypes/${each.value}/label`
      : field.optionsFrom === undefined ? `${at}/options/${each.value}/label` : `options/${field.optionsFrom}#values/${each.value}/label`;
    return { ...each, label: say(address, each.label) };
  };
  return compact<FieldModel>({
    ...field, label: say(`${at}/label`, field.label), help: say(`${at}/help`, field.help), patternMessage: say(`${at}/patternMessage`, field.patternMessage),
    options: field.options?.map(option), unit: field.unit && 'text' in field.unit ? { text: say(`${at}/unit`, field.unit.text) } : field.unit,
  });
}

function localizeLifecycle(head: string, lifecycle: LifecycleModel, say: Say): LifecycleModel {
  return {
    ...lifecycle,
    transitions: mapValues(lifecycle.transitions, (transition) => {
      const at = `${head}#lifecycle/transitions/${transition.name}`;
      const guards = transition.guards.map((guard) => ({ ...guard, message: say(`${at}/guards/${guard.name}/message`, guard.message) }));
      return compact({ ...transition, label: say(`${at}/label`, transition.label), confirm: say(`${at}/confirm`, transition.confirm), guards });
    }),
  };
}
