/**
 * The documents in effect, by kind: what a stack of layers comes to, ready to be linked.
 *
 * In:   the documents that all layers together make, and the layers. Out: definitions by kind and name.
 */
import type { Document } from './document.ts';
import type {
  AppDocument, DashboardDocument, DataDocument, LayoutDocument, LocaleDocument, ObjectDocument, OptionsDocument, PackageDocument, ReportDocument, RoleDocument, ViewDocument,
} from './generated/documents.ts';
import type { Effective, LayerInfo } from './layer/types.ts';

export type Definitions<T> = Readonly<Record<string, Document<T>>>;

export interface LayeredPackage {
  /** The lowest one. */
  readonly package: Document<PackageDocument>;
  /** All of the stack, the lowest first. */
  readonly packages: readonly Document<PackageDocument>[];
  readonly layers: readonly LayerInfo[];
  readonly objects: Definitions<ObjectDocument>;
  readonly options: Definitions<OptionsDocument>;
  readonly layouts: Definitions<LayoutDocument>;
  readonly views: Definitions<ViewDocument>;
  readonly roles: Definitions<RoleDocument>;
  readonly apps: Definitions<AppDocument>;
  readonly reports: Definitions<ReportDocument>;
  readonly dashboards: Definitions<DashboardDocument>;
  /** Rows and translations of upper layers have their namespace before the name. */
  readonly data: Definitions<DataDocument>;
  readonly locales: Definitions<LocaleDocument>;
}

/** Undefined without any package. */
export function layeredPackage(effective: Effective, layers: readonly LayerInfo[]): LayeredPackage | undefined {
  const of = <T>(kind: Document['kind']): Definitions<T> => Object.fromEntries([...effective]
    .filter(([, document]) => document.kind === kind).map(([key, document]) => [key.slice(kind.length + 1), document as unknown as Document<T>]));
  const packages = Object.values(of<PackageDocument>('package'));
  const [main] = packages;
  return main && {
    package: main, packages, layers, objects: of('object'), options: of('options'), layouts: of('layout'), views: of('view'), roles: of('role'),
    apps: of('app'), reports: of('report'), dashboards: of('dashboard'), data: of('data'), locales: of('locale'),
  };
}
