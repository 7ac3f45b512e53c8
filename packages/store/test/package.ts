/** A Model from documents that a test writes down, by the real compiler. */
import type { Model } from '@tenon/model';
import { compilePackage } from '@tenon/model/compiler';

/** `documents` by path, such as `objects/unit.json`. */
export function modelFrom(name: string, documents: Readonly<Record<string, object>>): Model {
  const about = { name, version: '1.0.0', private: true, tenon: { engine: '>=0.1', namespace: 'test', label: name, locales: ['en'], timeZone: 'Asia/Shanghai', currency: 'CNY' } };
  const files = Object.entries({ 'package.json': about, ...documents }).map(([path, document]) => ({ path, text: JSON.stringify(document) }));
  const { value, diagnostics } = compilePackage(files);
  if (!value) throw new Error(JSON.stringify(diagnostics, null, 1));
  return value;
}
