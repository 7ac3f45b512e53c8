/** A plan in words, for golden files: no ids, no order that the rows decide. */
import { renderDiagnostic } from '@tenon/diagnostics';
import type { TenantPlan } from '../../src/index.ts';

const shown = (value: unknown): string => (value === undefined ? '(nothing)' : JSON.stringify(value));
const section = (title: string, lines: readonly string[]): string => (lines.length === 0 ? '' : `${title} (${lines.length})\n${lines.map((line) => `  ${line}\n`).join('')}`);

export function planWords(plan: TenantPlan): string {
  return [
    section('layers', plan.layers.map(({ name, from, to }) => `${name} ${from ?? '(new)'} → ${to ?? '(gone)'}`)),
    section('blocked', plan.blocked.map(({ code, message }) => `${code} ${message}`)),
    section('told', plan.diagnostics.map((one) => renderDiagnostic(one).replaceAll('\n', '\n  '))),
    section('changes', plan.changes.map(({ kind, address, what }) => `${kind} ${address}: ${what?.en ?? ''}`)),
    section('tables', plan.tables.map(tableLine)),
    failingWords(plan),
    section('access', plan.access.map((change) => accessLine(change))),
    section('merges', plan.merges.map(({ layer, op, address, outcome, base, theirs, mine, because }) =>
      `${outcome} ${layer} ${op} ${address}${because ? `: ${because}` : `: ${shown(base)} → ${shown(theirs)}, mine ${shown(mine)}`}`)),
  ].join('');
}

/** Of a layer that joins, whose documents say the rest: how much of what, and what it means for the rows and the people that are there. */
/** Of a layer that goes: what waits for its return, and what is kept of it. */
export function leavingWords(plan: TenantPlan): string {
  return [
    section('layers', plan.layers.map(({ name, from, to }) => `${name} ${from ?? '(new)'} → ${to ?? '(gone)'}`)),
    section('blocked', plan.blocked.map(({ code, message }) => `${code} ${message}`)), failingWords(plan),
    section('merges', plan.merges.map(({ layer, op, address, outcome, because }) => `${outcome} ${layer} ${op} ${address}: ${because ?? ''}`)),
    section('tables', plan.tables.filter(({ step, risk }) => risk !== 'safe' || step.kind === 'setTableAside').map(tableLine)),
  ].join('');
}

export function joiningWords(plan: TenantPlan): string {
  const kinds = Object.entries(Object.groupBy(plan.changes, ({ kind, address }) => `${kind} ${address.split('/')[0]}`)).map(([what, all]) => `${what}: ${all!.length}`);
  const steps = Object.entries(Object.groupBy(plan.tables, ({ step, risk }) => `${step.kind}, ${risk}`)).map(([what, all]) => `${what}: ${all!.length}`);
  return [
    section('layers', plan.layers.map(({ name, from, to }) => `${name} ${from ?? '(new)'} → ${to ?? '(gone)'}`)), section('blocked', plan.blocked.map(({ code, message }) => `${code} ${message}`)), section('told', plan.diagnostics.map((one) => renderDiagnostic(one).replaceAll('\n', '\n  '))),
    section('changes', kinds.sort()), section('tables', steps.sort()), failingWords(plan), section('access to what was there', plan.access.filter(({ uncounted }) => uncounted !== 'newObject').map((change) => accessLine(change, change.verbs.gained.includes('read')))),
    section('merges', plan.merges.map(({ layer, op, address, outcome, because }) => `${outcome} ${layer} ${op} ${address}${because ? `: ${because}` : ''}`)),
  ].join('');
}

const failingWords = ({ validations }: TenantPlan): string =>
  section('failing', validations.map(({ kind, address, failing, examples }) => `${kind} ${address}: ${failing} rows, ${examples.length} shown`));

function tableLine({ words, risk, rows, failing, estimateMs }: TenantPlan['tables'][number]): string {
  const notes = [risk, ...(rows === undefined ? [] : [`${rows} rows`]), ...(failing ? [`${failing} failing`] : []), ...(estimateMs === undefined ? [] : ['slow'])];
  return `${words} (${notes.join(', ')})`;
}

/** Of a role that has nothing of an object yet, its fields are counted. */
function accessLine({ role, object, verbs, actions, fields, records, uncounted }: TenantPlan['access'][number], counts = false): string {
  const list = (sign: string, all: readonly string[]): readonly string[] => (all.length === 0 ? [] : [`${sign} ${all.join(' ')}`]);
  const field = ({ name, from, to }: { readonly name: string; readonly from: string; readonly to: string }): string => `${name}(${from}→${to})`;
  return `${role}, ${object}: ${[
    ...list('+', [...verbs.gained, ...actions.gained, ...(counts ? [`${fields.gained.length} fields`] : fields.gained.map(field))]), ...list('-', [...verbs.lost, ...actions.lost, ...fields.lost.map(field)]), ...list('~', verbs.changed),
    ...(records ? [`records ${records.before} → ${records.after}, +${records.gained} -${records.lost}`] : []), ...(uncounted ? [uncounted] : []),
  ].join('; ')}`;
}
