/**
 * The difference of two Models, as changes with their addresses, told in English and in Chinese.
 *
 * In:   the Models before and after.
 * Out:  a change for everything that differs, in the order of the documents' kinds; none for Models that mean the same.
 * What follows from another change is not told again: words that a column has from its field, the names of a renamed field.
 */
import { element, inside, key, renamed, told, type ModelChange, type Place } from './diff/change.ts';
import { diffLayouts } from './diff/layouts.ts';
import { followRenames, renamesOf, type Renames } from './diff/renames.ts';
import { diffRoles } from './diff/roles.ts';
import { appShape, dashboardShape, fieldShape, layers, listShape, modules, objectShape, optionGroup, packageShape, reportShape, viewShape } from './diff/shapes.ts';
import { diffGroup, diffNodes, elementOf, elementsOf, same, step, type Group, type Node, type Raw, type Shape } from './diff/walk.ts';
import { nouns, words, type Words } from './diff/words.ts';
import { columnLabel, metricLabel, readingLabel, targetLabel, widgetLabel } from './labels.ts';
import { localizeModel } from './localize.ts';
import type { DataModel, FieldModel, Model } from './model.ts';

export type { ModelChange } from './diff/change.ts';

/** A Model in the documents' words, in English and in Chinese. */
type Models = readonly [Model, Model, Model];

interface Sides {
  readonly before: Models;
  readonly after: Models;
  readonly renames: Renames;
  readonly found: ModelChange[];
}

export function diffModels(before: Model, after: Model): readonly ModelChange[] {
  const renames = renamesOf(before, after);
  const inWords = (model: Model): Models => [model, localizeModel(model, 'en'), localizeModel(model, 'zh-CN')];
  const unlabelled = ([model, ...others]: readonly Model[]): Models => [followLabels(model!), ...others] as unknown as Models;
  const old = inWords(before).map((model) => followRenames(model, renames));
  const sides: Sides = { before: unlabelled(old), after: unlabelled(inWords(after)), renames, found: [] };
  diffPackage(sides);
  for (const kind of kinds) diffKind(kind, sides);
  diffData(before.data, after.data, sides.found);
  diffLocales(before, after, sides.found);
  diffOthers(before, after, sides.found);
  // A list that several fields share is told once.
  const seen = new Set<string>();
  return sides.found.filter((change) => {
    const told = JSON.stringify(change);
    return !seen.has(told) && seen.add(told);
  });
}

/** Labels that a view, app, report or dashboard leaves to what it shows say nothing of their own. */
function followLabels(model: Model): Model {
  const views = mapOf(model.views, (view) => ({
    ...view, columns: view.columns.map((column) => (column.label === columnLabel(model.objects, view.object, column.path) ? { ...column, label: undefined } : column)),
  }));
  const apps = mapOf(model.apps, (app) => ({
    ...app, navigation: app.navigation.map((group) => ({
      ...group, items: group.items.map((item) => (item.label === targetLabel(model, item) ? { ...item, label: undefined } : item)),
    })),
  }));
  const reports = mapOf(model.reports ?? {}, (report) => {
    const head = (own: { readonly label: string }, label: string) => (own.label === label ? { ...own, label: undefined } : own);
    return {
      ...report, dimensions: mapOf(report.dimensions, (each) => head(each, readingLabel(model.objects, report.object, each.name, each.value))),
      metrics: mapOf(report.metrics, (each) => head(each, metricLabel(model.objects, report.object, each.name, each.aggregate))),
    };
  });
  const dashboards = mapOf(model.dashboards ?? {}, (dashboard) => ({
    ...dashboard, widgets: dashboard.widgets.map((widget) => (widget.label === widgetLabel(model, widget) ? { ...widget, label: undefined } : widget)),
  }));
  return { ...model, views, apps, reports, dashboards } as unknown as Model;
}

const mapOf = <T, U>(map: Readonly<Record<string, T>>, make: (value: T) => U): Readonly<Record<string, U>> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, make(value)]));

const nodeOf = (models: Models, ...path: readonly string[]): Node | undefined => {
  const [raw, en, zh] = models as unknown as readonly [Raw, Raw, Raw];
  return path.reduce<Node | undefined>((node, name) => node && step(node, name), { raw, en, zh });
};

function diffPackage({ before, after, found }: Sides): void {
  const [old, now] = [nodeOf(before, 'package')!, nodeOf(after, 'package')!];
  const place: Place = { address: `package/${after[0].package.namespace}`, trail: [elementOf(nouns.package, now, after[0].package.name)] };
  diffNodes(packageShape, old, now, place, found);
  const of = (models: Models, name: string, group: Group) => elementsOf(nodeOf(models), name, group);
  diffGroup(layers, of(before, 'layers', layers), of(after, 'layers', layers), inside(place, 'layers'), found);
  const owners = new Set([before, after].flatMap(([model]) => (model.modules ?? []).map((each) => each.package)));
  for (const owner of owners) {
    const own: Group = { ...modules, skips: (raw) => raw['package'] !== owner };
    diffGroup(own, of(before, 'modules', own), of(after, 'modules', own), inside({ ...place, address: `package/${owner}` }, 'tenon/modules'), found);
  }
}

type Kind = 'object' | 'options' | 'layout' | 'view' | 'role' | 'app' | 'report' | 'dashboard';
const kinds: readonly Kind[] = ['object', 'options', 'layout', 'view', 'role', 'app', 'report', 'dashboard'];
const shapes: Readonly<Record<Kind, Shape>> = {
  object: objectShape, options: listShape, layout: { noun: nouns.layout }, view: viewShape, role: { noun: nouns.role }, app: appShape, report: reportShape, dashboard: dashboardShape,
};

function diffKind(kind: Kind, sides: Sides): void {
  const { before, after, found } = sides;
  const key = kind === 'options' ? 'options' : `${kind}s`;
  const names = new Set([before, after].flatMap((models) => Object.keys(nodeOf(models, key)?.raw ?? {})));
  for (const name of names) {
    const [old, now] = [nodeOf(before, key, name), nodeOf(after, key, name)];
    const place: Place = { address: `${kind}/${name}`, trail: [elementOf(shapes[kind].noun, (now ?? old)!, name)] };
    if (!old || !now) found.push(element(now ? 'added' : 'removed', place));
    else if (kind === 'layout') diffLayouts({ node: old, models: before }, { node: now, models: after }, place, found);
    else if (kind === 'role') diffRoles({ role: before[0].roles[name]!, models: before }, { role: after[0].roles[name]!, models: after }, place, found);
    else {
      diffNodes(shapes[kind], old, now, place, found);
      if (kind === 'object') diffFields(name, old, now, place, sides);
    }
  }
}

/** Fields of the engine come and go with what the object says. */
const fields: Group = { shape: fieldShape, name: (_, name) => name, ordered: true, skips: (raw) => raw['system'] === true };

function diffFields(object: string, old: Node, now: Node, place: Place, { renames, after, found }: Sides): void {
  const [before, next] = [elementsOf(old, 'fields', fields), elementsOf(now, 'fields', fields)];
  const at = inside(place, 'fields');
  const earlier = new Map([...(renames.get(object) ?? [])].map(([was, name]) => [name, was]));
  const own: ModelChange[] = [];
  diffGroup(fields, before, next, at, own);
  for (const [name, node] of next) {
    const known = before.get(name);
    const here = inside(at, name, elementOf(nouns.field, node, name));
    const was = earlier.get(name);
    if (was !== undefined) own.unshift(renamed(here, was, name));
    if (known) diffField(known, node, here, after, own);
  }
  // That a renamed field says what it was is the rename.
  found.push(...own.filter((change) => ![...earlier.keys()].some((name) => change.address === `${at.address}/${name}/was`)));
}

function diffField(old: Node, now: Node, place: Place, models: Models, found: ModelChange[]): void {
  const [before, after] = [old.raw, now.raw] as unknown as readonly [FieldModel, FieldModel];
  if (before.formula && after.formula && before.storage !== after.storage) found.push(key(inside(place, 'stored'), 'stored', before.storage === 'stored', after.storage === 'stored'));
  // The choices of record types are told with these.
  if (after.name === 'record_type' || !(before.options ?? after.options)) return;
  const of = (node: Node) => elementsOf(node, 'options', optionGroup);
  const list = after.optionsFrom !== undefined && after.optionsFrom === before.optionsFrom ? nodeOf(models, 'options', after.optionsFrom) : undefined;
  const at = list ? inside({ address: `options/${after.optionsFrom!}`, trail: [elementOf(nouns.list, list, after.optionsFrom!)] }, 'values') : inside(place, 'options');
  diffGroup(optionGroup, of(old), of(now), at, found);
}

/** A Model that the database keeps comes without its data: then there is nothing to compare. */
function diffData(before: readonly DataModel[], after: readonly DataModel[], found: ModelChange[]): void {
  if (before.length === 0 || after.length === 0) return;
  for (const name of new Set([...before, ...after].map((each) => each.name))) {
    const [old, now] = [before, after].map((all) => all.find((each) => each.name === name));
    const place: Place = { address: `data/${name}`, trail: [{ noun: nouns.data, label: words(name, name) }] };
    if (!old || !now) found.push(element(now ? 'added' : 'removed', place, rowsText((now ?? old)!.rows.length)));
    else {
      for (const each of ['object', 'key', 'mode', 'set'] as const) if (!same(old[each], now[each])) found.push(key(inside(place, each), each, old[each], now[each]));
      const counts = countsOf(rowsByKey(old), rowsByKey(now));
      if (counts) found.push(told(inside(place, 'rows'), countWords(counts, 'rows', '行'), String(old.rows.length), String(now.rows.length)));
    }
  }
}

const rowsText = (count: number): Words => words(`${count} rows`, `${count} 行`);
const rowsByKey = (data: DataModel): ReadonlyMap<string, string> =>
  new Map(data.rows.map((row, index) => [data.key.length > 0 ? JSON.stringify(data.key.map((name) => row[name])) : String(index), JSON.stringify(row)]));

interface Counts { readonly added: number; readonly changed: number; readonly removed: number }

function countsOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Counts | undefined {
  const added = [...after.keys()].filter((name) => !before.has(name)).length;
  const removed = [...before.keys()].filter((name) => !after.has(name)).length;
  const changed = [...after].filter(([name, value]) => before.has(name) && before.get(name) !== value).length;
  return added + removed + changed > 0 ? { added, changed, removed } : undefined;
}

function countWords({ added, changed, removed }: Counts, what: string, chinese: string): Words {
  return words(`${what}: ${added} added, ${changed} changed, ${removed} removed`, `新增 ${added} ${chinese}，修改 ${changed} ${chinese}，移除 ${removed} ${chinese}`);
}

/** Translations are counted for each language, not told one by one. */
function diffLocales(before: Model, after: Model, found: ModelChange[]): void {
  for (const locale of new Set([...Object.keys(before.locales), ...Object.keys(after.locales)])) {
    const [old, now] = [before, after].map((model) => new Map(Object.entries(model.locales[locale] ?? {}))) as [Map<string, string>, Map<string, string>];
    const counts = countsOf(old, now);
    const place: Place = { address: `locale/${locale}`, trail: [{ noun: nouns.locale, label: words(locale, locale) }] };
    if (counts) found.push(told(place, countWords(counts, 'texts', '条文字'), String(old.size), String(now.size)));
  }
}

const known = new Set(['compilerVersion', 'hash', 'package', 'layers', 'modules', 'objects', 'options', 'layouts', 'views', 'roles', 'apps', 'reports', 'dashboards', 'data', 'locales']);

/** What the Model has beside its documents. */
function diffOthers(before: Model, after: Model, found: ModelChange[]): void {
  const [old, now] = [before, after] as unknown as readonly [Raw, Raw];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const place: Place = { address: `package/${after.package.namespace}`, trail: [{ noun: nouns.model, label: words(after.package.label, after.package.label) }] };
    if (!known.has(name) && !same(old[name], now[name])) found.push(key(inside(place, name), name, old[name], now[name]));
  }
}
