/** A Diagnostic as a compiler prints it: place, severity, code, message, and the hint below. */
import { hintOf, messageOf, type Diagnostic } from './diagnostic.ts';
import type { Locale } from './message.ts';

export function renderDiagnostic(problem: Diagnostic, locale: Locale = 'en'): string {
  const { place } = problem;
  const at = place ? `${place.file}:${place.line}:${place.column}: ` : '';
  const hint = hintOf(problem, locale);
  const address = problem.address ? `\n  at ${problem.address}` : '';
  return `${at}${problem.severity} ${problem.code}: ${messageOf(problem, locale)}${address}${hint ? `\n  hint: ${hint}` : ''}`;
}
