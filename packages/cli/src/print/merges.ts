/** What came of the intents of a layer, as a person reads it: one line each, with the three values where somebody has to decide. */
import type { MergeEntry } from '@tenon/model/compiler';
import { brief, type Say } from './words.ts';

const blockWords = { access: 'blocksAccess', guard: 'blocksGuard', amount: 'blocksAmount' } as const;

/** What is parked waits for an address, or says in words what no longer holds. */
const isAddress = (because: string): boolean => /^[a-z]+\/\S+$/.test(because);

/** `own` is the layer in which a decision is written down: of a conflict in another layer, the layer is named as well. */
export function mergeLines(entry: MergeEntry, say: Say, own: (layer: string) => boolean): readonly string[] {
  const { layer, address, op, outcome, because, blocks, movedTo } = entry;
  const at = movedTo === undefined || movedTo === address ? address : `${address} → ${movedTo}`;
  const notes = [...(because === undefined ? [] : [isAddress(because) ? say('waitsFor', { what: because }) : because]), ...(blocks && outcome === 'conflict' ? [say(blockWords[blocks])] : [])];
  const line = `${outcome === 'conflict' ? '!' : '·'} ${say(outcome)} ${at} (${layer}, ${op})${notes.length > 0 ? `: ${notes.join('; ')}` : ''}`;
  if (outcome !== 'conflict') return [line];
  const values = (['base', 'theirs', 'mine'] as const).map((side) => `${say(side === 'base' ? 'was' : side)} ${brief(entry[side], say)}`);
  return [line, `    ${values.join(' · ')}`, `    ${say('decide', { address: own(layer) ? `'${address}'` : `'${layer} ${address}'` })}`];
}
