/** A generator of random numbers that gives the same sequence for the same seed: xoshiro128**, seeded by splitmix32. */
export interface Prng {
  /** An integer from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  readonly pick: <T>(values: readonly T[]) => T;
  /** True in one of so many cases. */
  readonly oneIn: (cases: number) => boolean;
}

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

export function prng(seed: number): Prng {
  let state = seed | 0;
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  let [a, b, c, d] = [splitmix(), splitmix(), splitmix(), splitmix()];
  const next = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result >>> 0;
  };
  const below = (limit: number): number => Math.floor((next() / 4_294_967_296) * limit);
  return { below, pick: (values) => values[below(values.length)]!, oneIn: (cases) => below(cases) === 0 };
}
