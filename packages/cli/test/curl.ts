/**
 * `curl` for machines that have none: the options that the guides use, and the same requests. Anything else is refused.
 *
 * In:   arguments.
 * Out:  the body of the answer, on standard output or in the file after -o. A cookie file holds what a request sends back.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const given: Record<string, string[]> = {};
const [, , ...args] = process.argv;
for (let at = 0; at < args.length; at += 1) {
  const arg = args[at]!;
  if (arg === '-s') continue;
  if (!/^(-[oHdXbc]$|https?:)/.test(arg)) throw new Error(`curl: ${arg} is not known here`);
  const name = arg.startsWith('-') ? arg : 'url';
  (given[name] ??= []).push(name === 'url' ? arg : args[(at += 1)]!);
}
const one = (name: string): string | undefined => given[name]?.[0];

const data = one('-d');
const response = await fetch(one('url')!, {
  method: one('-X') ?? (data === undefined ? 'GET' : 'POST'),
  headers: [...(given['-H'] ?? []).map((header) => header.split(/: */, 2) as [string, string]), ...(one('-b') ? [['cookie', readFileSync(one('-b')!, 'utf8')] as [string, string]] : [])],
  ...(data === undefined ? {} : { body: data.startsWith('@') ? readFileSync(data.slice(1), 'utf8') : data }),
});
if (one('-c')) writeFileSync(one('-c')!, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
const body = await response.text();
if (one('-o')) writeFileSync(one('-o')!, body);
else process.stdout.write(body);
