/** The single register of everything that can be wrong, by stage. `docs/errors.md` is made from it. */
import { expressionEntries } from './catalogue/expression.ts';
import { linkEntries } from './catalogue/links.ts';
import { modelEntries } from './catalogue/model.ts';
import { serverEntries } from './catalogue/server.ts';
import { storeEntries } from './catalogue/store.ts';
import { transferEntries } from './catalogue/transfer.ts';
import type { Entry } from './entry.ts';

const entries = { ...expressionEntries, ...modelEntries, ...linkEntries, ...storeEntries, ...serverEntries, ...transferEntries };
export type Code = keyof typeof entries;
export const catalogue: Readonly<Record<Code, Entry>> = entries;
export const codes = Object.keys(entries) as Code[];
