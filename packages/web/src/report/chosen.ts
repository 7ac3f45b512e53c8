/** What a reader has chosen to narrow a report or a dashboard by, as it stands in the address. */

/** By name or path: a period, a text, or values of which one must be there. */
export type Chosen = Readonly<Record<string, string | readonly string[]>>;

export interface ChosenSearch { readonly f?: Chosen }

const namePattern = /^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/;

/** Reads the parameters of an address, which anybody may have written. */
export function readChosen(raw: Record<string, unknown>): ChosenSearch {
  const { f } = raw;
  if (typeof f !== 'object' || f === null || Array.isArray(f)) return {};
  const kept = Object.entries(f as Record<string, unknown>).flatMap(([name, value]): (readonly [string, string | readonly string[]])[] => {
    if (!namePattern.test(name)) return [];
    if (typeof value === 'string') return [[name, value]];
    const values = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
    return values.length > 0 ? [[name, values]] : [];
  });
  return kept.length > 0 ? { f: Object.fromEntries(kept) } : {};
}

/** One choice more, another, or (undefined) none. */
export function choose(chosen: Chosen, name: string, value: string | readonly string[] | undefined): Chosen {
  const { [name]: _old, ...rest } = chosen;
  return value === undefined || value.length === 0 ? rest : { ...rest, [name]: value };
}
