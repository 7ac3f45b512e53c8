/** What a person has pinned and where they were of late, the newest first. */
import type { Model } from '@tenon/model';
import { useEffect, useMemo } from 'react';
import { usePreference, usePreferencesReady } from './preferences.ts';

export interface Place {
  readonly kind: 'record' | 'view' | 'dashboard' | 'report';
  readonly object?: string;
  readonly id?: string;
  readonly view?: string;
  /** Of a dashboard or report. */
  readonly name?: string;
  readonly title: string;
}

const recentMax = 30;

const keyOf = ({ kind, object, id, view, name }: Place): string => JSON.stringify([kind, object, id, view, name]);
export const samePlace = (a: Place, b: Place): boolean => keyOf(a) === keyOf(b);

/** The address of a page that shows it. */
export function pathOfPlace({ kind, object = '', id = '', view = '', name = '' }: Place): string {
  const at = (...parts: string[]) => `/${parts.map(encodeURIComponent).join('/')}`;
  return kind === 'record' ? at('o', object, 'r', id) : kind === 'view' ? at('o', object, view) : at(kind === 'dashboard' ? 'd' : 'r', name);
}

export const iconOfPlace = (model: Model, { kind, object }: Place): string | undefined =>
  kind === 'dashboard' ? 'dashboard' : kind === 'report' ? 'chart' : model.objects[object ?? '']?.icon ?? object;

/** What it is called now, in the language of the reader; a record, or a view of one's own, is called as it was then. */
export function titleOfPlace(model: Model, { kind, object = '', view = '', name = '', title }: Place): string {
  if (kind === 'dashboard') return model.dashboards?.[name]?.label ?? title;
  if (kind === 'report') return model.reports?.[name]?.label ?? title;
  const known = kind === 'view' ? model.views[`${object}.${view}`] : undefined;
  const plural = model.objects[object]?.plural;
  return known && plural ? (known.label === plural ? plural : `${plural} · ${known.label}`) : title;
}

/** Whether it is in the Model of the reader: what they may no longer see is not offered. */
export function isOpenTo(model: Model, { kind, object, name }: Place): boolean {
  if (kind === 'dashboard') return model.dashboards?.[name ?? ''] !== undefined;
  if (kind === 'report') return model.reports?.[name ?? ''] !== undefined;
  return model.objects[object ?? ''] !== undefined;
}

const isPlace = (kept: unknown): kept is Place => typeof kept === 'object' && kept !== null && ['kind', 'title'].every((name) => typeof (kept as Record<string, unknown>)[name] === 'string')
  && ['object', 'id', 'view', 'name'].every((name) => ['string', 'undefined'].includes(typeof (kept as Record<string, unknown>)[name]));
const none: readonly Place[] = [];

/** A list of places that the account keeps; what is none is passed by. */
function usePlaces(key: 'recent' | 'pins'): readonly [readonly Place[], (next: readonly Place[]) => void] {
  const [kept, set] = usePreference(key, none);
  return [useMemo(() => kept.filter(isPlace), [kept]), set];
}

export const useRecent = (): readonly Place[] => usePlaces('recent')[0];

export function usePins(): { readonly pins: readonly Place[]; readonly pinned: (place: Place) => boolean; readonly toggle: (place: Place) => void } {
  const [pins, set] = usePlaces('pins');
  const pinned = (place: Place) => pins.some((one) => samePlace(one, place));
  return { pins, pinned, toggle: (place) => set(pinned(place) ? pins.filter((one) => !samePlace(one, place)) : [...pins, place]) };
}

/** Notes that the place was opened; nothing while it has no title yet. */
export function useVisited(place: Place | undefined): void {
  const ready = usePreferencesReady();
  const [recent, set] = usePlaces('recent');
  const key = place && `${keyOf(place)} ${place.title}`;
  useEffect(() => {
    if (!ready || !place || place.title === '') return;
    const first = recent[0];
    if (first && samePlace(first, place) && first.title === place.title) return;
    set([place, ...recent.filter((one) => !samePlace(one, place))].slice(0, recentMax));
    // Where the reader is decides; the list itself is what this changes.
  }, [ready, key]);
}
