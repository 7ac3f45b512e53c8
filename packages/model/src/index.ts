/** Package `@tenon/model`: the Model and what can be said about it. Nothing here needs the compiler. */
export type * from './model.ts';
export { catalogOf, catalogOfObjects, rangeObject, titleOf, typeOfField, type FieldTyping } from './catalog.ts';
export { grantFor, mergeGrants, type EffectiveGrant } from './grant.ts';
export { readKeptModel } from './kept.ts';
export { localizeModel } from './localize.ts';
export { narrowModel, reportsFor, type ClientModel, type ObjectAccess } from './narrow.ts';
export { jsonSchemaFor, type JsonSchema, type Purpose } from './json-schema.ts';
export { openApiFor, type OpenApiOptions } from './open-api.ts';
export { diffModels, type ModelChange } from './diff.ts';
export { inNamesOf, withEarlierNames } from './diff/renames.ts';
