/**
 * The names and conditions of layouts, views and apps.
 *
 * In:   their documents. Out: MET4xx and EXP problems at their places.
 */
import type { Document, Path } from '../document.ts';
import type { AppDocument, LayoutDocument, ViewDocument } from '../generated/documents.ts';
import { definitionAt, expressionAt, fieldAt, objectAt, pathAt, report, type DeclaredObject, type LinkContext } from './context.ts';
import { linkTarget } from './dashboards.ts';
import { allAttributes, userScope } from './user.ts';

export function linkScreens(context: LinkContext): void {
  for (const document of Object.values(context.layered.layouts)) linkLayout(context, document);
  for (const document of Object.values(context.layered.views)) linkView(context, document);
  for (const document of Object.values(context.layered.apps)) linkApp(context, document);
}

/** The object that the document is about, which is also the first part of the file's name. */
function ownObject(context: LinkContext, document: Document<LayoutDocument | ViewDocument>): DeclaredObject | undefined {
  const named = document.name.split('.')[0]!;
  if (named !== document.value.object) report(context, document, ['object'], 'MET430', { object: document.value.object, named });
  return objectAt(context, document.value.object, { document, path: ['object'] });
}

const conditions = ['visibleWhen', 'requiredWhen', 'readonlyWhen'] as const;

function linkConditions(context: LinkContext, document: Document, object: DeclaredObject, path: Path, value: { readonly [K in (typeof conditions)[number]]?: string }): void {
  const scope = userScope(context, object.name, allAttributes(context.layered));
  for (const key of conditions) {
    const source = value[key];
    if (source !== undefined) expressionAt(context, document, [...path, key], source, scope, 'boolean');
  }
}

function linkLayout(context: LinkContext, document: Document<LayoutDocument>): void {
  const { value } = document;
  const object = ownObject(context, document);
  for (const [index, name] of (value.roles ?? []).entries()) definitionAt(context, 'role', name, { document, path: ['roles', index] });
  if (!object) return;
  for (const [index, name] of (value.recordTypes ?? []).entries()) {
    const types = object.fields['record_type']?.options?.map((option) => option.value) ?? [];
    if (!types.includes(name)) report(context, document, ['recordTypes', index], 'MET431', { name, object: object.name });
  }
  for (const [index, name] of (value.header?.fields ?? []).entries()) fieldAt(context, object, name, { document, path: ['header', 'fields', index] });
  const used = new Map<string, string>();
  for (const [name, tab] of Object.entries(value.tabs)) {
    linkConditions(context, document, object, ['tabs', name], tab);
    for (const [key, section] of Object.entries(tab.sections ?? {})) linkSection(context, document, object, ['tabs', name, 'sections', key], section, used);
    for (const [key, related] of Object.entries(tab.related ?? {})) linkRelated(context, document, object, ['tabs', name, 'related', key], related);
  }
}

type Section = NonNullable<LayoutDocument['tabs'][string]['sections']>[string];
type Related = NonNullable<LayoutDocument['tabs'][string]['related']>[string];

function linkSection(context: LinkContext, document: Document<LayoutDocument>, object: DeclaredObject, path: Path, section: Section, used: Map<string, string>): void {
  linkConditions(context, document, object, path, section);
  for (const [name, shown] of Object.entries(section.fields)) {
    const at = [...path, 'fields', name];
    const field = fieldAt(context, object, name, { document, path: at, at: { key: true } });
    const before = used.get(name);
    if (before !== undefined) report(context, document, at, 'MET432', { name, before }, { key: true });
    used.set(name, path.join('/'));
    if (!field) continue;
    linkConditions(context, document, object, at, shown);
    if (shown.columns === undefined) continue;
    const child = field.type === 'children' ? objectAt(context, field.of!, { document, path: at }) : undefined;
    if (field.type !== 'children') report(context, document, [...at, 'columns'], 'MET433', { name }, { key: true });
    for (const [index, column] of shown.columns.entries()) if (child) fieldAt(context, child, column, { document, path: [...at, 'columns', index] });
  }
}

function linkRelated(context: LinkContext, document: Document<LayoutDocument>, object: DeclaredObject, path: Path, related: Related): void {
  const other = objectAt(context, related.object, { document, path: [...path, 'object'] });
  if (!other) return;
  const by = fieldAt(context, other, related.by, { document, path: [...path, 'by'] });
  if (by && !(['reference', 'references'].includes(by.type) && by.to === object.name)) report(context, document, [...path, 'by'], 'MET408', { name: related.by, child: other.name, object: object.name });
  for (const [index, column] of related.columns.entries()) pathAt(context, other, column, { document, path: [...path, 'columns', index] });
  linkSort(context, document, other, related.sort ?? [], [...path, 'sort']);
}

function linkSort(context: LinkContext, document: Document, object: DeclaredObject, sort: readonly string[], path: Path): void {
  for (const [index, each] of sort.entries()) {
    const field = pathAt(context, object, each.replace(/^-/, ''), { document, path: [...path, index] });
    if (field && ['children', 'references', 'multi_select', 'json', 'rich_text', 'address', 'geo'].includes(field.type)) {
      report(context, document, [...path, index], 'MET434', { name: each, type: field.type });
    }
  }
}

function linkView(context: LinkContext, document: Document<ViewDocument>): void {
  const { value } = document;
  const object = ownObject(context, document);
  if (!object) return;
  for (const column of Object.keys(value.columns)) pathAt(context, object, column, { document, path: ['columns', column], at: { key: true } });
  linkSort(context, document, object, value.sort ?? [], ['sort']);
  if (value.filter !== undefined) expressionAt(context, document, ['filter'], value.filter, userScope(context, object.name, allAttributes(context.layered)), 'boolean');
  linkGroup(context, document, object);
  linkCalendar(context, document, object);
  for (const [index, name] of (value.quickFilters ?? []).entries()) fieldAt(context, object, name, { document, path: ['quickFilters', index] });
  const others = Object.values(context.layered.views).filter((view) => view.value.default && view.value.object === value.object && view.name < document.name);
  if (value.default && others[0]) report(context, document, ['default'], 'MET437', { object: value.object, other: others[0].name });
}

const ungrouped: ReadonlySet<string> = new Set(['children', 'references', 'multi_select', 'json', 'rich_text', 'address', 'geo', 'date_range', 'file', 'image']);

function linkGroup(context: LinkContext, document: Document<ViewDocument>, object: DeclaredObject): void {
  const { kind, group } = document.value;
  if (kind === 'board' && group === undefined) report(context, document, ['kind'], 'MET435', { name: document.name });
  const field = group === undefined ? undefined : pathAt(context, object, group, { document, path: ['group'] });
  if (!field) return;
  if (kind === 'calendar') report(context, document, ['group'], 'MET466', { key: 'group', because: 'a calendar is in the order of its days' }, { key: true });
  else if (kind === 'board' && (field.type !== 'select' || group!.includes('.'))) report(context, document, ['group'], 'MET436', { name: group!, type: group!.includes('.') ? 'a path' : field.type });
  else if (ungrouped.has(field.type)) report(context, document, ['group'], 'MET469', { name: group!, type: field.type });
}

function linkCalendar(context: LinkContext, document: Document<ViewDocument>, object: DeclaredObject): void {
  const { kind, calendar } = document.value;
  if (kind === 'calendar' && !calendar) return report(context, document, ['kind'], 'MET467', { name: document.name });
  if (kind !== 'calendar' && calendar) return report(context, document, ['calendar'], 'MET466', { key: 'calendar', because: `this is a ${kind}` }, { key: true });
  for (const key of ['start', 'end'] as const) {
    const name = calendar?.[key];
    const field = name === undefined ? undefined : pathAt(context, object, name, { document, path: ['calendar', key] });
    const isFar = name?.includes('.') && object.fields[name.split('.')[0]!]?.type === 'reference';
    if (field && (isFar || (field.type !== 'date' && field.type !== 'datetime'))) report(context, document, ['calendar', key], 'MET468', { name: name!, type: isFar ? 'of another record' : field.type });
  }
  return undefined;
}

function linkApp(context: LinkContext, document: Document<AppDocument>): void {
  const { value } = document;
  for (const [index, name] of (value.roles ?? []).entries()) definitionAt(context, 'role', name, { document, path: ['roles', index] });
  for (const [name, group] of Object.entries(value.navigation)) {
    for (const [key, item] of Object.entries(group.items)) linkTarget(context, document, item, ['navigation', name, 'items', key]);
  }
  if (value.home) linkTarget(context, document, value.home, ['home']);
}
