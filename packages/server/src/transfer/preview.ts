/** A look into an uploaded table, and how it might fit an object. */
import type { Locale } from '@tenon/diagnostics';
import type { ImportPreview } from '@tenon/sdk';
import { withTable } from './spool.ts';
import { textOf } from './cells-in.ts';
import { headingsOf, tableRows } from './import.ts';
import { suggestTargets, targetsOf } from './targets.ts';
import type { Work, Moment } from './work.ts';

const sampleRows = 20;
const samplesPerColumn = 3;
const sampleLength = 200;

export function previewTable(store: Work['store'], { scope, principal }: Pick<Moment, 'scope' | 'principal'>, object: string, given: { readonly file: string; readonly sheet?: string }, locale: Locale): Promise<ImportPreview> {
  const [own, other] = [targetsOf(scope, principal, object, locale), targetsOf(scope, principal, object, locale === 'en' ? 'zh-CN' : 'en')];
  return withTable(store, scope, principal, given.file, async ({ table }) => {
    const sheet = given.sheet ?? table.sheets[0]!;
    let headings: readonly string[] = [];
    const sample: (readonly string[])[] = [];
    let rows = -1;
    for await (const row of tableRows(table, sheet)) {
      rows += 1;
      if (rows === 0) headings = headingsOf(row);
      else if (sample.length < sampleRows) sample.push(headings.map((_, i) => textOf(row.cells[i] ?? null).slice(0, sampleLength)));
    }
    const suggested = suggestTargets(headings, [own, other]);
    return {
      sheets: table.format === 'csv' ? [] : table.sheets, sheet, rows, sample,
      columns: headings.map((heading, i) => ({ heading, suggested: suggested[i]!, samples: [...new Set(sample.map((cells) => cells[i]!).filter((text) => text !== ''))].slice(0, samplesPerColumn) })),
      targets: own.targets.map(({ path, label, required }) => ({ path, label, required })),
      keys: own.keys,
    };
  });
}
