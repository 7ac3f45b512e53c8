/** Asks for a report; the answer before stands until the next is there. */
import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { DimensionModel, Model, ReportModel } from '@tenon/model';
import type { ReportAnswer } from '@tenon/sdk';
import { useCallback, useMemo } from 'react';
import { client } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useLanguage, type Language } from '../app/language.tsx';
import { plainText } from '../fields/format.ts';
import { fieldAt, valueAt } from '../fields/paths.ts';
import { isTime, timeText } from './figures.ts';
import type { NameOf } from './picture.ts';
import { todayIn } from './periods.ts';
import { useReportSay, type ReportSay } from './words.ts';

const staleMs = 60_000;
const key = 'report';

export function useReport(name: string | undefined, query: { readonly filter?: string | undefined; readonly by?: string | undefined }): UseQueryResult<ReportAnswer> {
  return useQuery({
    queryKey: [key, name, query.filter, query.by], queryFn: () => client.report(name!, query), enabled: name !== undefined,
    staleTime: staleMs, placeholderData: keepPreviousData,
  });
}

/** Asks again for every figure on the page. */
export function useRefresh(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: [key] }), [queries]);
}

/** For what belongs to the figures of a page and is no report. */
export const figureKey = (...more: readonly unknown[]): readonly unknown[] => [key, ...more];

/** Days begin and end where the tenant is, as in the formulas of the server. */
export function useToday(): string {
  const { session } = useEngine();
  return todayIn(session.tenantTimeZone);
}

/** What the values of dimensions are called, in the language of the page. */
export function useNameOf(report: ReportModel | undefined): NameOf {
  const { model } = useEngine();
  const { language } = useLanguage();
  const say = useReportSay();
  return useMemo(() => (dimension, value) => nameOf(model, report, dimension, value, language, say), [model, report, language, say]);
}

function nameOf(model: Model, report: ReportModel | undefined, dimension: DimensionModel, value: unknown, language: Language, say: ReportSay): string {
  if (value === null || value === undefined || value === '') return say('none');
  if (typeof value === 'boolean') return value ? say('yes') : say('no');
  if (typeof value === 'object') return String(valueAt(value, ['title']) ?? valueAt(value, ['id']) ?? say('unseen'));
  if (isTime(dimension.format)) return timeText(dimension.format, String(value), language);
  const { expr } = dimension.value;
  const field = expr.kind === 'path' && report ? fieldAt(model, report.object, expr.steps.map((step) => step.field)) : undefined;
  return plainText(field, value, language);
}
