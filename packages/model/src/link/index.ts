/**
 * Layered package to linked package: every name is found and every expression checked.
 *
 * In:   definitions. Out: the declared objects, and each checked expression by the address of its text.
 */
import { sortDiagnostics, type Diagnostic, type Result } from '@tenon/diagnostics';
import { catalogOfObjects } from '../catalog.ts';
import { addressOf, type Document, type Path } from '../document.ts';
import type { LayeredPackage } from '../layer.ts';
import type { Formula } from '../model.ts';
import type { DeclaredObject, LinkContext } from './context.ts';
import { linkData, linkOptions, linkPackageDocument } from './data.ts';
import { linkDashboards } from './dashboards.ts';
import { declareObjects } from './declare.ts';
import { linkModules } from './modules.ts';
import { linkObjects } from './objects.ts';
import { linkReports } from './reports.ts';
import { linkRoles } from './roles.ts';
import { linkScreens } from './screens.ts';

export interface LinkedPackage {
  readonly layered: LayeredPackage;
  readonly objects: Readonly<Record<string, DeclaredObject>>;
  readonly formulas: ReadonlyMap<string, Formula>;
  readonly broken: ReadonlySet<string>;
}

/** `broken` are addresses such as `object/order` whose documents have mistakes of their own: what refers to them is not reported again. */
export function linkPackage(layered: LayeredPackage, broken: ReadonlySet<string> = new Set()): Result<LinkedPackage> {
  const objects = declareObjects(layered);
  const diagnostics: Diagnostic[] = [];
  const formulas = new Map<string, Formula>();
  const context: LinkContext = { layered, objects, catalog: catalogOfObjects(objects), broken, formulas, diagnostics };
  linkPackageDocument(context);
  linkModules(context);
  linkOptions(context);
  linkObjects(context);
  linkScreens(context);
  linkReports(context);
  linkDashboards(context);
  linkRoles(context);
  linkData(context);
  return { value: { layered, objects, formulas, broken }, diagnostics: sortDiagnostics(diagnostics) };
}

/** The checked expression whose text stands at the path. */
export const formulaAt = (linked: LinkedPackage, document: Document, path: Path): Formula | undefined => linked.formulas.get(addressOf(document, path));
