/** What every object has without saying so, and the objects that the engine itself provides. */
import type { FieldModel, FieldType, ObjectModel } from './model.ts';

const field = (name: string, type: FieldType, label: string, more: Partial<FieldModel> = {}): FieldModel =>
  ({ name, type, label, required: false, storage: 'column', ...more });
const kept = (name: string, type: FieldType, label: string, more: Partial<FieldModel> = {}): FieldModel =>
  field(name, type, label, { system: true, ...more });

export const systemFields: Readonly<Record<string, FieldModel>> = {
  id: kept('id', 'text', 'ID', { required: true }),
  version: kept('version', 'integer', 'Version', { required: true }),
  created_at: kept('created_at', 'datetime', 'Created at', { required: true }),
  created_by: kept('created_by', 'reference', 'Created by', { to: 'user', onDelete: 'clear' }),
  updated_at: kept('updated_at', 'datetime', 'Updated at', { required: true }),
  updated_by: kept('updated_by', 'reference', 'Updated by', { to: 'user', onDelete: 'clear' }),
};

/** The creator, for objects with `owner: true`; may be handed over. */
export const ownerField: FieldModel = field('owner', 'reference', 'Owner', { to: 'user', onDelete: 'restrict', index: true });

export const systemObjects: Readonly<Record<string, ObjectModel>> = {
  user: {
    name: 'user', label: 'User', plural: 'Users', icon: 'user', title: 'name', search: ['name', 'login', 'email'],
    fields: {
      ...systemFields,
      name: field('name', 'text', 'Name', { required: true, maxLength: 200 }),
      login: field('login', 'text', 'Login', { required: true, unique: true, maxLength: 200 }),
      email: field('email', 'email', 'Email'),
      locale: field('locale', 'text', 'Language', { maxLength: 20 }),
      active: field('active', 'boolean', 'Active', { required: true }),
    },
    recordTypes: {}, validations: {}, keys: {}, indexes: {}, states: {}, owner: false, history: false, computed: [], system: true,
  },
};
