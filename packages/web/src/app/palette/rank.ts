/** Finds things by a few letters: those that begin with them first, then those that have them, then those that have them in their order. */

function score(text: string, typed: string): number {
  if (text === '') return 0;
  if (text.startsWith(typed)) return 4;
  if (text.includes(` ${typed}`)) return 3;
  if (text.includes(typed)) return 2;
  let at = 0;
  for (const letter of text) if (letter === typed[at]) at += 1;
  return typed.length > 1 && at === typed.length ? 1 : 0;
}

/** `textOf` gives what is shown, and what counts half as much. */
export function rank<T>(things: readonly T[], typed: string, textOf: (thing: T) => readonly [string, string]): readonly T[] {
  const wanted = typed.toLowerCase();
  const scored = things.map((thing) => {
    const [label, more] = textOf(thing).map((text) => text.toLowerCase()) as [string, string];
    return { thing, points: Math.max(2 * score(label, wanted), more.includes(wanted) ? 1 : 0) };
  });
  // A stable sort: among equals the order given stands.
  return scored.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points).map(({ thing }) => thing);
}
