/**
 * The tenants' layers on top of the store.
 *
 * In:   an open Store, whose compiler works beside the requests.
 * Out:  what the routes ask of layers. What a plan leaves to be built is done by `builds.ts`, which hears of every new Model.
 */
import { failure } from '@tenon/diagnostics';
import {
  applyPlan, blameTenant, diffVersions, discardDraft, editDraft, exportLayer, findDraft, layeredDocument, listVersions, planTenant, readDraft,
  replaceDraft, returnToVersion, stackFor, type Store,
} from '@tenon/store';
import type { Layers } from './backend.ts';

export function storeLayers(store: Store): Layers {
  return {
    draft: (tenant) => readDraft(store, tenant),
    edit: (tenant, edits, change) => editDraft(store, tenant, edits, change),
    replace: (tenant, files, change) => replaceDraft(store, tenant, files, change),
    discard: (tenant, change) => discardDraft(store, tenant, change),
    draftModel: async (tenant, roles) => {
      const { files } = await findDraft(store, tenant);
      const { value, diagnostics } = await store.compiler.ask(await stackFor(store, tenant, { files }), { kind: 'client', roles });
      if (value === undefined) throw failure('STO136', { count: diagnostics.length }, [], diagnostics);
      return value;
    },
    document: async (tenant, address, without) => {
      const { files } = await findDraft(store, tenant);
      return layeredDocument(store, await stackFor(store, tenant, { files, without }), address);
    },
    plan: async (tenant, resolutions) => planTenant(store, { tenant, files: (await findDraft(store, tenant)).files, resolutions }),
    apply: async (tenant, { resolutions, ...options }) => {
      const { files } = await findDraft(store, tenant);
      const applied = await applyPlan(store, { tenant, files, ...(resolutions ? { resolutions } : {}) }, options);
      store.models.forget(tenant);
      return applied;
    },
    versions: (tenant) => listVersions(store, tenant),
    diff: (tenant, from, to) => diffVersions(store, tenant, from, to),
    returnTo: (tenant, version, change) => returnToVersion(store, tenant, version, change),
    blame: (tenant, address) => blameTenant(store, tenant, address),
    export: (tenant) => exportLayer(store, tenant),
  };
}
