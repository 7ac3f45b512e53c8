/**
 * Linked package to Model: everything that documents leave unsaid is decided, and nothing is left to look up.
 *
 * In:   a linked package without errors. Out: the Model, frozen, with the hash of its meaning; MET5xx.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { sortDiagnostics, type Result } from '@tenon/diagnostics';
import type { LinkedPackage } from '../link/index.ts';
import type { Model, OptionsModel } from '../model.ts';
import { compact, mapValues } from '../words.ts';
import { compileData } from './data.ts';
import { planFormulas } from './formulas.ts';
import { compileLocales } from './locales.ts';
import { compileModules, withoutOffModules } from './modules.ts';
import { compileObjects, defaults } from './objects.ts';
import { compileDashboards, compileReports } from './reports.ts';
import { compileRoles } from './roles.ts';
import { compileApps, compileLayouts, compileViews } from './screens.ts';

/** Raised when the meaning of a Model changes, so that a stored one of an older compiler is compiled anew. */
export const compilerVersion = 3;

export function compileModel(linked: LinkedPackage): Result<Model> {
  const plan = planFormulas(linked);
  const { locales, diagnostics } = compileLocales(linked.layered, linked.broken);
  const objects = compileObjects(linked, plan);
  const views = compileViews(linked, objects);
  const reports = compileReports(linked, objects);
  const dashboards = compileDashboards(linked, views, reports);
  const whole = withoutOffModules(linked, {
    compilerVersion, package: packageModel(linked), layers: linked.layered.layers.map(({ name, version, namespace, kind }) => ({ name, version, namespace, kind })), modules: compileModules(linked), objects,
    options: mapValues(linked.layered.options, ({ value, name }): OptionsModel => compact({ name, label: value.label, dependsOn: value.dependsOn?.slice('options/'.length) })),
    layouts: compileLayouts(linked, objects), views, roles: compileRoles(linked, objects), apps: compileApps(linked, { objects, views, reports, dashboards }), reports, dashboards, locales, data: compileData(linked, objects),
  });
  const { data, ...meaning } = whole;
  const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(meaning))));
  const value: Model = freeze({ ...meaning, hash, data });
  return { value, diagnostics: sortDiagnostics([...plan.diagnostics, ...diagnostics]) };
}

function packageModel({ layered }: LinkedPackage): Model['package'] {
  const { name, version, description, author, license, tenon } = layered.package.value;
  return compact({
    name, version, description, author, license, namespace: tenon.namespace, label: tenon.label, locales: tenon.locales ?? defaults.locales,
    timeZone: tenon.timeZone ?? defaults.timeZone, app: tenon.app,
  });
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
