/** A migration plan as a person reads it: `+` new, `-` gone, `~` changed, `→` renamed, `±` tighter or looser, `↩` back again; the risky ones say so. */
import { renderDiagnostic } from '@tenon/diagnostics';
import type { Change, MigrationPlan } from './plan.ts';

const signs: Readonly<Record<Change['step']['kind'], string>> = {
  createTable: '+', addColumn: '+', addCheck: '+', addIndex: '+', addForeignKey: '+', prove: '+',
  setTableAside: '-', setColumnAside: '-', dropColumn: '-', dropCheck: '-', dropIndex: '-', dropForeignKey: '-', clearOrphans: '-',
  restoreTable: '↩', restoreColumn: '↩',
  alterColumnType: '~', setDefault: '~', renameColumn: '→', renameTable: '→', setNotNull: '±', dropNotNull: '±', recompute: '~',
};

/** The plan as text, one line per change. */
export function printPlan(plan: MigrationPlan): string {
  const base = plan.from ? plan.from.slice(0, 12) : 'nothing';
  const head = `${plan.tenant}: ${base} → ${plan.to.slice(0, 12)}`;
  const lines = plan.changes.map((change) => `  ${signs[change.step.kind]} ${change.words}${riskText(change)}`);
  const drift = plan.drift.length === 0 ? [] : ['  the tables were changed by somebody else; to be as the tenant’s own Model says, they need:', ...plan.drift.map((words) => `    ${words}`)];
  const pending = plan.pending.length === 0 ? [] : [`  still going on from earlier: ${plan.pending.map(({ table, name }) => `${table} ${name}`).join(', ')}`];
  const notes = plan.diagnostics.map((problem) => `  ${renderDiagnostic(problem)}`);
  return [head, ...(lines.length > 0 ? lines : ['  no change to tables']), ...drift, ...pending, ...notes].join('\n');
}

const rowsText = (rows = 0): string => `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

function riskText({ risk, rows, estimateMs = 0, failing, step }: Change): string {
  const broken = failing ? `  ! ${rowsText(failing)} ${failing === 1 ? 'breaks' : 'break'} it` : '';
  switch (risk) {
    case 'aside': return `  ! ${step.kind === 'setTableAside' ? rowsText(rows) : `${rowsText(rows)} with a value`}, kept until it is purged${broken}`;
    case 'losesData': return `  ! loses data: ${rowsText(rows)}${broken}`;
    case 'slow': return `  (slow: ${rowsText(rows)}, about ${durationText(estimateMs)})${broken}`;
    case 'safe': return broken;
  }
}

const durationText = (ms: number): string => (ms < 1_000 ? `${ms} ms` : ms < 120_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`);
