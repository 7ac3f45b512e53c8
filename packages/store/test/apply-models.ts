/** Models that a tenant is moved between in every direction: columns come, go, are renamed and change their type, and so do indexes and tables. */
import { createHash } from 'node:crypto';
import type { Model } from '@tenon/model';
import { modelOf, object } from './sample-model.ts';

type Fields = Parameters<typeof object>[1];

const town = object('town', { name: { type: 'text' } });

function withPeople(fields: Fields, more: Parameters<typeof object>[2], objects: readonly ReturnType<typeof object>[] = []): Model {
  const all = [town, object('person', { code: { type: 'text', required: true }, ...fields }, { title: 'code', ...more }), ...objects];
  return modelOf(all, createHash('sha256').update(JSON.stringify(all)).digest('hex'));
}

const visit = object('visit', {
  person: { type: 'reference', to: 'person', required: true }, on: { type: 'date', required: true }, towns: { type: 'references', to: 'town' },
}, { title: 'on' });

export const applyModels: readonly Model[] = [
  withPeople({ code: { type: 'text', required: true, unique: true }, home: { type: 'text', index: true, was: 'place' }, age: { type: 'integer' }, remark: { type: 'text' } }, {}),
  withPeople({ place: { type: 'text', required: true, maxLength: 40, was: 'home' }, age: { type: 'text', index: true }, town: { type: 'reference', to: 'town' }, remark: { type: 'text' } }, { search: ['code'] }),
  withPeople({ home: { type: 'text', required: true, was: 'place' }, age: { type: 'integer', min: '0' }, level: { type: 'decimal', scale: 2 } }, { keys: { main: { name: 'main', fields: ['home', 'code'] } } }, [visit]),
];
