/** The draft as every setup page sees it: its Model, what it changes, what is wrong with it, and how it is edited. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { localizeModel } from '@tenon/model';
import type { ClientModel, Model } from '@tenon/model';

import { createContext, use, useMemo, type ReactNode } from 'react';
import { problemOf } from '../app/client.ts';
import { useEngine } from '../app/engine.tsx';
import { useFeedback } from '../app/feedback.tsx';
import { useLanguage } from '../app/language.tsx';
import { ProblemView } from '../app/problem-view.tsx';
import { Waiting } from '../app/waiting.tsx';
import { groupsOf, type ChangeGroup } from './describe.ts';
import { differences, intentsOf, type Intent } from './intents.ts';
import { metadata, type Draft, type LayerEdit, type LayerInfo } from './metadata.ts';
import { useSetupSay } from './words.ts';

export interface Setup {
  readonly draft: Draft;
  /** The Model of the draft in the page's language; the last whole one while the draft has mistakes. */
  readonly model: Model;
  /** The same in the documents' own words. */
  readonly source: ClientModel;
  /** The draft has mistakes, and `model` is older than it. */
  readonly broken: boolean;
  readonly live: readonly Intent[];
  readonly intents: readonly Intent[];
  /** What the draft wants otherwise than what is in effect. */
  readonly groups: readonly ChangeGroup[];
  readonly layerOf: (namespace: string) => LayerInfo | undefined;
  /** What people call a layer, in the page's language. */
  readonly layerLabel: (namespace: string) => string;
  /** Makes the edits, all or none, and answers with the draft as it then is. Throws what the server refuses. */
  readonly edit: (edits: readonly LayerEdit[]) => Promise<Draft>;
  readonly discard: () => Promise<Draft>;
  readonly busy: boolean;
  /** Everything is asked for anew: another version is in effect. */
  readonly renew: () => Promise<void>;
}

const SetupContext = createContext<Setup | undefined>(undefined);

export function useSetup(): Setup {
  const setup = use(SetupContext);
  if (!setup) throw new Error('useSetup outside of SetupProvider');
  return setup;
}

const keys = { all: ['setup'], draft: ['setup', 'draft'], live: ['setup', 'live'], model: ['setup', 'model'] } as const;

export function SetupProvider({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  const { model: published } = useEngine();
  // What the server says of the draft is in the page's language.
  const draft = useQuery({ queryKey: [...keys.draft, language], queryFn: metadata.draft, placeholderData: (before) => before });
  const live = useQuery({ queryKey: [...keys.live, published.hash], queryFn: metadata.live, staleTime: Infinity, placeholderData: (before) => before });
  const model = useDraftModel(draft.data);
  const editing = useEditing(draft.data);
  const failed = draft.error ?? live.error ?? (model.data ? null : model.error);
  const setup = useMemo<Setup | undefined>(() => {
    if (!draft.data || !live.data || !model.data) return undefined;
    const [before, intents] = [intentsOf(live.data.files), intentsOf(draft.data.files)];
    const layers = new Map(draft.data.layers.map((layer) => [layer.namespace, layer]));
    return {
      draft: draft.data, source: model.data, model: localizeModel(model.data, language), broken: draft.data.diagnostics.some(({ severity }) => severity === 'error'),
      live: before, intents, groups: groupsOf(differences(before, intents)), layerOf: (namespace) => layers.get(namespace),
      layerLabel: (namespace) => model.data!.locales[language]?.[`package/${namespace}#tenon/label`] ?? layers.get(namespace)?.label ?? namespace, ...editing,
    };
  }, [draft.data, live.data, model.data, language, editing.busy]);
  if (failed) return <ProblemView error={failed} retry={() => void Promise.all([draft.refetch(), live.refetch(), model.refetch()])} />;
  if (!setup) return <Waiting />;
  return <SetupContext value={setup}>{children}</SetupContext>;
}

/** A draft with mistakes has no Model: the one before stays, and where there is none yet, the one in effect. */
function useDraftModel(draft: Draft | undefined) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: [...keys.model, draft?.revision ?? 0, draft?.baseVersion ?? 0],
    enabled: draft !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
    placeholderData: (before: ClientModel | undefined) => before,
    queryFn: async () => {
      const broken = draft?.diagnostics.some(({ severity }) => severity === 'error');
      if (!broken) return metadata.draftModel();
      const whole = queries.getQueriesData<ClientModel>({ queryKey: keys.model }).flatMap(([, kept]) => (kept ? [kept] : [])).at(-1);
      return whole ?? publishedModel(queries);
    },
  });
}

function publishedModel(queries: ReturnType<typeof useQueryClient>): ClientModel {
  const found = queries.getQueriesData<{ readonly model: ClientModel }>({ queryKey: ['model'] }).find(([, kept]) => kept !== undefined)?.[1];
  if (!found) throw new Error('The Model in effect is not loaded.');
  return found.model;
}

function useEditing(draft: Draft | undefined) {
  const queries = useQueryClient();
  const { message } = useFeedback();
  const { language } = useLanguage();
  const say = useSetupSay();
  const keep = (next: Draft) => queries.setQueryData([...keys.draft, language], next);
  const send = useMutation({
    mutationFn: (wish: () => Promise<Draft>) => wish(),
    onSuccess: keep,
    onError: (error) => {
      if (problemOf(error).code !== 'STO133') return;
      message.warning(say('someoneElse'));
      void queries.invalidateQueries({ queryKey: keys.draft });
    },
  });
  const renew = async () => {
    await queries.refetchQueries({ queryKey: ['model'] });
    await queries.invalidateQueries({ queryKey: keys.all });
  };
  return {
    edit: (edits: readonly LayerEdit[]) => send.mutateAsync(() => metadata.edit(edits, draft?.revision ?? 0)),
    discard: () => send.mutateAsync(metadata.discard),
    busy: send.isPending, renew,
  };
}
