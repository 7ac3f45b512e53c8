/** Tells errors of the way to the database from what the database refuses. */

/** Of the operating system, and of PostgreSQL: connections that cannot be made, a server that ends or starts. */
const codes: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
  '53300', '57P01', '57P02', '57P03', '57P05', '25P03',
]);

/** What `pg` says without a code. */
const words = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|timeout expired)/;

/** Whether the database could not be reached, or broke off. What was under way may have been done or not. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return codes.has(code) || code.startsWith('08');
  return words.test(error.message);
}
