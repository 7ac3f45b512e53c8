/** The Model in the page's language, and what the caller may do; everything below the sign-in reads it here. */
import { localizeModel } from '@tenon/model';
import type { ClientModel, FieldModel, Model, ObjectAccess, ObjectModel, ViewModel } from '@tenon/model';
import { createContext, use, useMemo, type ReactNode } from 'react';
import type { Session } from './client.ts';
import { showIn } from '../fields/zone.ts';
import { useLanguage } from './language.tsx';

export interface Engine {
  readonly model: Model;
  readonly session: Session;
  readonly access: (object: string) => ObjectAccess;
  /** Fields that hold the state of a lifecycle: the one choice of a record that is shown as a tag. */
  readonly states: ReadonlySet<FieldModel>;
  readonly refresh: () => void;
}

const nothing: ObjectAccess = { create: false, update: false, delete: false, export: false, actions: [], fields: {} };
const EngineContext = createContext<Engine | undefined>(undefined);

interface ProviderProps {
  readonly source: ClientModel;
  readonly session: Session;
  readonly refresh: () => void;
  readonly children: ReactNode;
}

export function EngineProvider({ source, session, refresh, children }: ProviderProps) {
  const { language } = useLanguage();
  showIn(session.timeZone);
  const engine = useMemo<Engine>(() => {
    const model = localizeModel(source, language);
    const states = new Set(Object.values(model.objects).flatMap(({ lifecycle, fields }) => (lifecycle && fields[lifecycle.field] ? [fields[lifecycle.field]!] : [])));
    return { model, session, states, refresh, access: (object) => source.access[object] ?? nothing };
  }, [source, session, refresh, language]);
  return <EngineContext value={engine}>{children}</EngineContext>;
}

export function useEngine(): Engine {
  const engine = use(EngineContext);
  if (!engine) throw new Error('useEngine outside of EngineProvider');
  return engine;
}

export const objectOf = (model: Model, name: string): ObjectModel | undefined => model.objects[name];

/** The views of an object, the default one first. */
export function viewsOf(model: Model, object: string): readonly ViewModel[] {
  const found = Object.values(model.views).filter((view) => view.object === object);
  return found.sort((a, b) => Number(b.default) - Number(a.default));
}

/** The part of a view's name after its object: `all` of `order.all`. */
export const viewKey = (view: ViewModel): string => (view.name.startsWith(`${view.object}.`) ? view.name.slice(view.object.length + 1) : view.name);

export const findView = (model: Model, object: string, key: string | undefined): ViewModel | undefined =>
  viewsOf(model, object).find((view) => viewKey(view) === key || view.name === key);

/** A view for an object that has none: its title and the first fields that fit a column. */
export function madeView(object: ObjectModel): ViewModel {
  const fits = (field: FieldModel) => !field.system && !field.hidden && !wide.has(field.type) && field.name !== object.title;
  const names = [object.title, ...Object.values(object.fields).filter(fits).map((field) => field.name)].slice(0, 6);
  const columns = names.map((name) => ({ path: [name], label: object.fields[name]?.label ?? name }));
  const select = Object.values(object.fields).filter((field) => field.type === 'select' && !field.system && !field.hidden);
  return {
    name: `${object.name}.all`, object: object.name, label: object.plural, kind: 'list', columns, sort: [],
    quickFilters: select.slice(0, 3).map((field) => field.name), default: true,
  };
}
const wide = new Set(['children', 'references', 'long_text', 'rich_text', 'json', 'address', 'geo', 'file', 'image']);
