/** A migration plan as a person reads it: `+` new, `-` gone, `~` changed, `→` renamed, `±` tighter or looser; the risky ones say so. */
import { renderDiagnostic } from '@tenon/diagnostics';
import type { Change, MigrationPlan } from './plan.ts';

const signs: Readonly<Record<Change['step']['kind'], string>> = {
  createTable: '+', addColumn: '+', addCheck: '+', addIndex: '+', addForeignKey: '+',
  dropTable: '-', dropColumn: '-', dropCheck: '-', dropIndex: '-', dropForeignKey: '-',
  alterColumnType: '~', setDefault: '~', renameColumn: '→', setNotNull: '±', dropNotNull: '±',
};

/** The plan as text, one line per change. */
export function printPlan(plan: MigrationPlan): string {
  const base = plan.from ? plan.from.slice(0, 12) : 'nothing';
  const head = `${plan.tenant}: ${base} → ${plan.to.slice(0, 12)}`;
  const lines = plan.changes.map((change) => `  ${signs[change.step.kind]} ${change.words}${risk(change)}`);
  const drift = plan.drift.length === 0 ? [] : ['  the tables were changed by somebody else; to be as the tenant’s own Model says, they need:', ...plan.drift.map((words) => `    ${words}`)];
  const notes = plan.diagnostics.map((problem) => `  ${renderDiagnostic(problem)}`);
  return [head, ...(lines.length > 0 ? lines : ['  no change to tables']), ...drift, ...notes].join('\n');
}

function risk(change: Change): string {
  const failing = change.failing ? `  ! ${change.failing} rows break it` : '';
  return `${change.risk === 'losesData' ? '  ! loses data' : change.risk === 'slow' ? '  (slow on many rows)' : ''}${failing}`;
}
