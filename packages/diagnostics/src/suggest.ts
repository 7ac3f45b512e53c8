/** “Did you mean …?”: the nearest of the known names, if it is near enough to be a slip. */
import { distance } from 'fastest-levenshtein';

export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const d = slipsBetween(name.toLowerCase(), candidate.toLowerCase());
    // A name with another letter in every place is another name, not a slip.
    if (d < bestDistance && d < candidate.length) [best, bestDistance] = [candidate, d];
  }
  return best;
}

/** Two neighbouring letters in the wrong order are one slip. */
function slipsBetween(a: string, b: string): number {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  const swapped = at >= 0 && `${b.slice(0, at)}${b[at + 1] ?? ''}${b[at] ?? ''}${b.slice(at + 2)}` === a;
  return swapped ? 1 : distance(a, b);
}
