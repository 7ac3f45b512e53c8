export { prng, type Prng } from './prng.ts';
export { randomCase, type RandomCase } from './random-expression.ts';
export { randomRow, sampleZones } from './random-value.ts';
export { sampleCatalog, sampleObjects, sampleOptions, sampleScope } from './sample.ts';
