/**
 * What will happen to a tenant, as a person reads it: one line per thing, the dangerous ones say so.
 *
 * In:   a TenantPlan. Out: text in sections; a section with nothing in it is left out.
 */
import { messageOf, type Locale } from '@tenon/diagnostics';
import type { ModelChange } from '@tenon/model';
import type { Change, TenantPlan } from '@tenon/store';
import { mergeLines } from './merges.ts';
import { count, duration, wordsIn, type Say } from './words.ts';

/** Lines of one section that are shown; `--json` has them all. */
const shownMax = 60;

export function printTenantPlan(plan: TenantPlan, locale: Locale): string {
  const say = wordsIn(locale);
  const packages = new Set(plan.layers.map(({ name }) => name));
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [say('changes'), plan.changes.map((change) => modelLine(change, locale))],
    [say('tables'), plan.tables.map((change) => tableLine(change, say))],
    [say('failing'), plan.validations.map((one) => `! ${one.address}: ${say('records', { count: count(one.failing) })}${examples(one.examples)}`)],
    [say('access'), plan.access.flatMap((change) => accessLines(change, say))],
    [say('merges'), plan.merges.flatMap((entry) => mergeLines(entry, say, (layer) => !packages.has(layer)))],
    [say('blocked'), plan.blocked.map((one) => `! ${one.code}: ${messageOf(one, locale)}`)],
  ];
  const asks = plan.tables.some(({ risk }) => risk === 'aside' || risk === 'losesData') ? [say('asks')] : [];
  const filled = sections.filter(([, lines]) => lines.length > 0);
  return [head(plan, say), ...filled.flatMap(([title, lines]) => [say('counted', { title, count: lines.filter((line) => !line.startsWith('  ')).length }), ...shown(lines, say)]), ...asks].join('\n');
}

function head(plan: TenantPlan, say: Say): string {
  const layers = plan.layers.filter(({ from, to }) => from !== to).map(({ name, from, to }) => `${name} ${from === undefined ? `${to} (${say('fresh')})` : to === undefined ? `${from} (${say('gone')})` : `${from} → ${to}`}`);
  const what = [...layers, ...(plan.from === plan.to && layers.length === 0 ? [say('nothing')] : [])].join(', ');
  return say(what ? 'headWith' : 'head', { tenant: plan.tenant, version: plan.fromVersion, what });
}

function shown(lines: readonly string[], say: Say): readonly string[] {
  const first = lines.slice(0, shownMax).map((line) => `  ${line}`);
  return lines.length > shownMax ? [...first, `  ${say('moreChanges', { count: lines.length - shownMax })}`] : first;
}

const modelSigns: Readonly<Record<ModelChange['kind'], string>> = { added: '+', removed: '-', changed: '~', renamed: '→' };

export const modelLine = ({ kind, address, what }: ModelChange, locale: Locale): string => `${modelSigns[kind]} ${what?.[locale] ?? address}`;

function tableLine(change: Change, say: Say): string {
  const notes = [
    say(change.risk),
    ...(change.rows === undefined ? [] : [say('rows', { count: count(change.rows) })]),
    ...(change.estimateMs === undefined ? [] : [say('estimate', { time: duration(change.estimateMs) })]),
    ...(change.failing ? [say('rowsBreak', { count: count(change.failing) })] : []),
  ];
  return `${change.risk === 'losesData' || change.risk === 'aside' || change.failing ? '!' : '·'} ${change.words}  (${notes.join(', ')})`;
}

function examples(records: readonly { readonly title: string; readonly id: string }[]): string {
  return records.length === 0 ? '' : `: ${records.map(({ title, id }) => title || id).join(', ')}`;
}

function accessLines({ role, object, verbs, actions, fields, records }: TenantPlan['access'][number], say: Say): readonly string[] {
  const gained = [...verbs.gained, ...actions.gained, ...fields.gained.map((field) => `${field.name} (${field.to})`)];
  const lost = [...verbs.lost, ...actions.lost, ...fields.lost.map((field) => `${field.name} (${field.from} → ${field.to})`)];
  const parts = [
    ...(gained.length > 0 ? [say('gains', { what: gained.join(', ') })] : []),
    ...(lost.length > 0 ? [say('loses', { what: lost.join(', ') })] : []),
    ...(verbs.changed.length > 0 ? [say('otherCondition', { what: verbs.changed.join(', ') })] : []),
    ...(records && (records.gained > 0 || records.lost > 0) ? [say('reads', { before: count(records.before), after: count(records.after), gained: count(records.gained), lost: count(records.lost) })] : []),
  ];
  return parts.length > 0 ? [`${lost.length > 0 || (records?.lost ?? 0) > 0 ? '!' : '·'} ${role}, ${object}: ${parts.join('; ')}`] : [];
}
