/** Chance that comes again with its seed. */
export type Random = () => number;

/** Mulberry32: numbers from 0 to 1. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);
export const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
