/** The Model in the language of whoever asked, kept while the Model lives. */
import { localizeModel, type Model } from '@tenon/model';
import type { Locale } from '@tenon/diagnostics';

const kept = new WeakMap<Model, Map<Locale, Model>>();

export function modelIn(model: Model, locale: Locale): Model {
  const known = kept.get(model) ?? new Map<Locale, Model>();
  kept.set(model, known);
  const found = known.get(locale) ?? localizeModel(model, locale);
  known.set(locale, found);
  return found;
}
