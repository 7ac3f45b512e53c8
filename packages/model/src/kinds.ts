/** Which file holds what: the folder says the kind, the rest of the path is the name. */
import { limits, nearest } from '@tenon/diagnostics';
import type { Kind } from './document.ts';

export const namePattern = /^[a-z][a-z0-9_]{0,39}$/;
const overlayPattern = /^(package|object|options|layout|view|role|app|report|dashboard)\.[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?$/;
const localePattern = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/;
const dataPattern = /^[0-9]{2,3}-[a-z][a-z0-9_]{0,39}(-[a-z0-9_]+)*$/;

export interface Identity {
  readonly kind: Kind;
  readonly name: string;
}

const folders: Readonly<Record<string, Exclude<Kind, 'package' | 'lock'>>> = {
  objects: 'object', options: 'options', layouts: 'layout', views: 'view', roles: 'role', apps: 'app', reports: 'report', dashboards: 'dashboard', data: 'data', locales: 'locale',
  overlays: 'overlay',
};

/** Keeps what a layer saw below it. */
export const lockFile = 'tenon.lock.json';

export const folderOf = (kind: Kind): string => Object.keys(folders).find((folder) => folders[folder] === kind) ?? '';

/** What the file is; undefined where no kind lives, with the folder that was perhaps meant. */
export function identify(path: string): Identity | { readonly suggestion?: string | undefined } {
  if (path === 'package.json') return { kind: 'package', name: 'package' };
  if (path === lockFile) return { kind: 'lock', name: 'lock' };
  const [folder = '', file = '', ...rest] = path.split('/');
  const kind = folders[folder];
  if (rest.length > 0) return {};
  if (file === '') return { suggestion: nearest(path, ['package.json', lockFile]) };
  if (!kind) return { suggestion: withFile(nearest(folder, Object.keys(folders)), file) };
  const name = /^(.+)\.json$/.exec(file)?.[1] ?? (kind === 'data' ? /^(.+)\.csv$/.exec(file)?.[1] : undefined);
  return name === undefined ? {} : { kind, name };
}

const withFile = (folder: string | undefined, file: string): string | undefined => (folder === undefined ? undefined : `${folder}/${file}`);

/** Whether the name fits its kind. */
export function isName(kind: Kind, name: string): boolean {
  switch (kind) {
    case 'package':
    case 'lock': return true;
    case 'overlay': return overlayPattern.test(name);
    case 'layout':
    case 'view': {
      const [object = '', own = '', ...rest] = name.split('.');
      return rest.length === 0 && namePattern.test(object) && namePattern.test(own);
    }
    case 'locale': {
      // A language may be spread over several files: zh-CN.json, zh-CN.orders.json.
      const [locale = '', part = 'all', ...rest] = name.split('.');
      return rest.length === 0 && localePattern.test(locale) && namePattern.test(part);
    }
    case 'data': return dataPattern.test(name);
    default: return namePattern.test(name) && name.length <= limits.nameLengthMax;
  }
}

/** How a name of the kind looks, for messages. */
export function nameForm(kind: Kind): string {
  switch (kind) {
    case 'layout':
    case 'view': return '<object>.<name>.json';
    case 'locale': return '<language>.json, such as zh-CN.json';
    case 'data': return '<nn>-<object>.json, such as 10-currency.json';
    case 'overlay': return '<kind>.<name>.json, such as object.order.json';
    default: return 'lower-case letters, digits and _, starting with a letter, at most 40';
  }
}
