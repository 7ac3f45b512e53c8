/**
 * The way of a record through its lifecycle, as a line that people can follow.
 *
 * In:   a lifecycle, and the states in the order of their field.
 * Out:  the main path from the initial state, and the steps to draw for a record that is somewhere on it or beside it.
 */
import type { LifecycleModel, TransitionModel } from '@tenon/model';

export interface Step {
  readonly state: string;
  readonly place: 'done' | 'current' | 'next';
  /** Beside the main path: on hold, cancelled. */
  readonly side: boolean;
}

/** Paths looked at before the best so far is taken: a lifecycle of that many ways has no main one anyway. */
const pathsMax = 5_000;

interface Path {
  readonly states: readonly string[];
  readonly taken: readonly TransitionModel[];
}

/**
 * Of all ways that visit no state twice, the one with the most primary transitions, then the one that goes back least in the order of
 * the states, then the longest. What is marked as dangerous leads aside, never along.
 */
export function mainPath(lifecycle: LifecycleModel, order: readonly string[]): readonly string[] {
  const along = Object.values(lifecycle.transitions).filter((one) => one.tone !== 'danger');
  const rank = ({ states, taken }: Path): readonly number[] => [
    taken.filter((one) => one.tone === 'primary').length,
    -states.filter((state, i) => i > 0 && order.indexOf(state) < order.indexOf(states[i - 1]!)).length,
    states.length,
  ];
  let best: Path = { states: [lifecycle.initial], taken: [] };
  const open: Path[] = [best];
  for (let seen = 0; open.length > 0 && seen < pathsMax; seen += 1) {
    const path = open.pop()!;
    const next = along.filter((one) => one.from.includes(path.states.at(-1)!) && !path.states.includes(one.to));
    if (next.length === 0 && before(rank(best), rank(path))) best = path;
    // The first way that the document names is looked at first, and stays where another is no better.
    for (const one of next.reverse()) open.push({ states: [...path.states, one.to], taken: [...path.taken, one] });
  }
  return best.states;
}

function before(a: readonly number[], b: readonly number[]): boolean {
  const differing = a.findIndex((value, i) => value !== b[i]);
  return differing >= 0 && a[differing]! < b[differing]!;
}

/** States from which nothing leads on. */
export const isFinal = (lifecycle: LifecycleModel, state: string): boolean => !Object.values(lifecycle.transitions).some((one) => one.from.includes(state));

/** What to draw: the main path, with a state beside it put in where it was surely left. */
export function stepsOf(lifecycle: LifecycleModel, order: readonly string[], current: string): readonly Step[] {
  const main = mainPath(lifecycle, order);
  const at = main.indexOf(current);
  if (at >= 0) return main.map((state, i) => ({ state, place: i < at ? 'done' : i === at ? 'current' : 'next', side: false }));
  const left = Object.values(lifecycle.transitions).filter((one) => one.to === current).flatMap((one) => one.from.map((state) => main.indexOf(state))).filter((i) => i >= 0);
  // Of several ways aside, only the states before the first of them were passed for certain.
  const passed = left.length > 0 ? Math.min(...left) + 1 : 0;
  const step = (place: Step['place']) => (state: string): Step => ({ state, place, side: false });
  const rest = isFinal(lifecycle, current) ? [] : main.slice(passed);
  return [...main.slice(0, passed).map(step('done')), { state: current, place: 'current', side: true }, ...rest.map(step('next'))];
}
