/** The catalogue as a page for people: what each code says and what to do about it. */
import { catalogue, codes } from './catalogue.ts';

export function errorsPage(): string {
  const row = (code: (typeof codes)[number]): string => {
    const { message, hint, for: whom, status, severity } = catalogue[code];
    const kind = whom === 'author' ? (severity ?? 'error') : String(status ?? 500);
    const cell = (text: string | undefined) => (text ?? '').replaceAll('|', '\\|');
    return `| ${code} | ${kind} | ${cell(message.en)} | ${cell(message['zh-CN'])} | ${cell(hint?.en)} |`;
  };
  return [
    '# Everything that can be wrong', '',
    'Made from the catalogue in `packages/diagnostics/src/catalogue`; rewritten by `UPDATE_GOLDEN=1`.',
    'A kind that is a number is the HTTP status of a problem document; the others are what `tenon check` reports.', '',
    '| Code | Kind | Message | 消息 | What to do |', '|---|---|---|---|---|',
    ...[...codes].sort().map(row), '',
  ].join('\n');
}
