/**
 * What rjsf has of its own in our forms: the field of an object, and the one that chooses a field. `vite.config.ts` puts it in the
 * place of rjsf's own registry, whose widgets and templates no form of ours shows.
 */
import ObjectField from '@rjsf/core/lib/components/fields/ObjectField.js';
import SchemaField from '@rjsf/core/lib/components/fields/SchemaField.js';
import { DEFAULT_ID_PREFIX, DEFAULT_ID_SEPARATOR, englishStringTranslator } from '@rjsf/utils';
import { templates } from './templates.tsx';

const None = () => null;

export default function registry() {
  return {
    fields: { ObjectField, SchemaField },
    templates: { ...templates, DescriptionFieldTemplate: None, FieldHelpTemplate: None, FieldErrorTemplate: None, ErrorListTemplate: None, ButtonTemplates: { SubmitButton: None } },
    widgets: {},
    rootSchema: {},
    formContext: {},
    translateString: englishStringTranslator,
    globalFormOptions: { idPrefix: DEFAULT_ID_PREFIX, idSeparator: DEFAULT_ID_SEPARATOR, useFallbackUiForUnsupportedType: false },
  };
}
