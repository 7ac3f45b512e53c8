/**
 * Definitions of the layers of a stack, folded into one package.
 *
 * In:   the valid documents of each layer, the lowest first. Out: definitions by kind and name.
 * Absent on purpose: overlays. With one layer the fold is the identity; a name in two layers is refused.
 */
import type { Diagnostic, Result } from '@tenon/diagnostics';
import { problemIn, type Document } from './document.ts';
import type {
  AppDocument, DataDocument, LayoutDocument, LocaleDocument, ObjectDocument, OptionsDocument, PackageDocument, RoleDocument, ViewDocument,
} from './generated/documents.ts';

export type Definitions<T> = Readonly<Record<string, Document<T>>>;

export interface LayeredPackage {
  readonly package: Document<PackageDocument>;
  readonly objects: Definitions<ObjectDocument>;
  readonly options: Definitions<OptionsDocument>;
  readonly layouts: Definitions<LayoutDocument>;
  readonly views: Definitions<ViewDocument>;
  readonly roles: Definitions<RoleDocument>;
  readonly apps: Definitions<AppDocument>;
  readonly data: Definitions<DataDocument>;
  readonly locales: Definitions<LocaleDocument>;
}

export function layerPackages(layers: readonly (readonly Document[])[]): Result<LayeredPackage> {
  const diagnostics: Diagnostic[] = [];
  const found = new Map<string, Document>();
  for (const document of layers.flat()) {
    const key = `${document.kind}/${document.name}`;
    if (found.has(key)) diagnostics.push(problemIn(document, [], 'MET301', { name: key, other: found.get(key)!.file }));
    else found.set(key, document);
  }
  const of = <T>(kind: Document['kind']): Definitions<T> =>
    Object.fromEntries([...found.values()].filter((each) => each.kind === kind).map((each) => [each.name, each as Document<T>]));
  const main = found.get('package/package') as Document<PackageDocument> | undefined;
  if (!main) return { diagnostics };
  const value: LayeredPackage = {
    package: main, objects: of('object'), options: of('options'), layouts: of('layout'), views: of('view'), roles: of('role'), apps: of('app'),
    data: of('data'), locales: of('locale'),
  };
  return { value, diagnostics };
}
