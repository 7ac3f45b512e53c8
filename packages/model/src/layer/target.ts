/**
 * Finds what an intent is about in a document of the layers below.
 *
 * An element that was moved is followed: where the document has exactly one other of the same name in a collection of the same
 * name, that one is meant. Only intents that found their element before are followed; a new one with a slip is told.
 */
import { nearest } from '@tenon/diagnostics';
import type { Kind } from '../document.ts';
import { keysAt, spotsOf, type Spot } from './shape.ts';
import { getAt, isRecord } from './tree.ts';

export interface Target {
  readonly path: readonly string[];
  readonly spots: readonly Spot[];
}
export interface Missing {
  /** The part of the path, counted from 0, that is not there. */
  readonly at: number;
  readonly suggestion: string | undefined;
}

export interface Sought {
  readonly kind: Kind;
  readonly value: unknown;
  readonly path: readonly string[];
  /** The last part need not be there yet. */
  readonly isNew: boolean;
  readonly follow: boolean;
}

export function findTarget({ kind, value, path, isNew, follow }: Sought): Target | Missing {
  const spots = spotsOf(kind, value, path);
  const at = missingPart(value, path, spots, isNew);
  if (at < 0) return { path, spots };
  const moved = follow ? movedPath(kind, value, path, at, isNew) : undefined;
  if (moved) return findTarget({ kind, value, path: moved, isNew, follow: false });
  return { at, suggestion: suggestionFor(kind, value, path, at) };
}

export const isMissing = (found: Target | Missing): found is Missing => 'at' in found;

/** The first part that the language does not know, or that names an element which is not there; -1 when all is well. */
function missingPart(value: unknown, path: readonly string[], spots: readonly Spot[], isNew: boolean): number {
  for (let index = 0; index < path.length; index += 1) {
    const spot = spots[index];
    if (!spot) return index;
    const isLast = index === path.length - 1;
    if (spot.named && !(isLast && isNew) && getAt(value, path.slice(0, index + 1)) === undefined) return index;
  }
  return -1;
}

function movedPath(kind: Kind, value: unknown, path: readonly string[], from: number, isNew: boolean): readonly string[] | undefined {
  // What is to be added has no place of its own yet: only what it goes into can have moved.
  const last = isNew ? path.length - 1 : path.length;
  for (let index = from; index < last; index += 1) {
    const found = elementsNamed(kind, value, path[index - 1], path[index]!);
    if (found.length === 1) return [...found[0]!, ...path.slice(index + 1)];
  }
  return undefined;
}

/** Paths of all elements with the name in a collection with the name. */
function elementsNamed(kind: Kind, root: unknown, collection: string | undefined, name: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const visit = (value: unknown, path: readonly string[]): void => {
    if (!isRecord(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...path, key];
      if (key === name && path.at(-1) === collection && spotsOf(kind, root, here).at(-1)?.named) found.push(here);
      visit(inner, here);
    }
  };
  visit(root, []);
  return found;
}

function suggestionFor(kind: Kind, value: unknown, path: readonly string[], at: number): string | undefined {
  const [before, name, after] = [path.slice(0, at), path[at]!, path.slice(at + 1)];
  const inner = getAt(value, before);
  const elsewhere = elementsNamed(kind, value, path[at - 1], name)[0];
  if (elsewhere) return [...elsewhere, ...after].join('/');
  const near = nearest(name, [...new Set([...keysAt(kind, value, before), ...(isRecord(inner) ? Object.keys(inner) : [])])]);
  return near === undefined ? undefined : [...before, near, ...after].join('/');
}
