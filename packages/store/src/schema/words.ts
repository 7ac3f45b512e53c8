/** A step as a person says it. */
import type { Step } from './steps.ts';

export function wordsOf(step: Step): string {
  switch (step.kind) {
    case 'createTable': return `new table ${step.table} with ${step.definition.columns.length} columns`;
    case 'setTableAside': return `table ${step.table} is set aside`;
    case 'restoreTable': return `table ${step.table} comes back`;
    case 'renameTable': return `table ${step.from} is renamed to ${step.table}`;
    case 'addColumn': return `new column ${step.table}.${step.column.name} ${step.column.type}${step.column.notNull ? ', required' : ''}`;
    case 'dropColumn': return `column ${step.table}.${step.name} goes away`;
    case 'setColumnAside': return `column ${step.table}.${step.column.name} is set aside`;
    case 'restoreColumn': return `column ${step.table}.${step.column.name} comes back`;
    case 'renameColumn': return `column ${step.table}.${step.from} is renamed to ${step.to}`;
    case 'alterColumnType': return `${step.table}.${step.column.name}: ${step.from} → ${step.column.type}`;
    case 'setDefault': return `${step.table}.${step.column.name}: default ${step.column.default ?? 'none'}`;
    case 'clearOrphans': return step.removes
      ? `rows of ${step.table} go away whose ${step.foreignKey.target} is gone`
      : `${step.table}.${step.foreignKey.column} is emptied where its ${step.foreignKey.target} is gone`;
    case 'setNotNull': return `${step.table}.${step.column.name} becomes required`;
    case 'dropNotNull': return `${step.table}.${step.column.name} is no longer required`;
    case 'addCheck': return `${step.table}: new check ${step.check.expression}`;
    case 'dropCheck': return `${step.table}: check ${step.name} goes away`;
    case 'addIndex': return `${step.table}: new ${step.index.unique ? 'unique ' : ''}index ${step.index.definition}`;
    case 'dropIndex': return `${step.table}: index ${step.name} goes away`;
    case 'addForeignKey': return `${step.table}.${step.foreignKey.column} refers to ${step.foreignKey.target}`;
    case 'dropForeignKey': return `${step.table}: reference ${step.name} goes away`;
    case 'prove': return `${step.table}: ${step.name} is asked of the rows that were there before it`;
    case 'recompute': return step.fields.length > 0 ? `${step.table}: ${step.fields.join(', ')} ${step.fields.length === 1 ? 'is' : 'are'} computed for every row, while writers wait` : `${step.table}: what search looks through is written anew for every row, while writers wait`;
  }
}
