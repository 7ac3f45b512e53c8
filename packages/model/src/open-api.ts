/**
 * OpenAPI 3.1 of the API that a Model makes.
 *
 * In:   a ClientModel: only what its caller may do is in the document. Out: the document, plain JSON.
 */
import { recordSchema, schemaName, type JsonSchema, type Purpose } from './json-schema.ts';
import type { DimensionModel, ObjectModel, ReportModel, TransitionModel } from './model.ts';
import type { ClientModel, ObjectAccess } from './narrow.ts';
import { parameters, problem, responses } from './open-api-parts.ts';
import { searchPaths } from './open-api-search.ts';

export interface OpenApiOptions {
  readonly title?: string;
  readonly serverUrl?: string;
}

export function openApiFor(model: ClientModel, { title, serverUrl }: OpenApiOptions = {}): JsonSchema {
  const objects = Object.values(model.objects);
  return {
    openapi: '3.1.0',
    info: infoOf(model, title),
    ...(serverUrl === undefined ? {} : { servers: [{ url: serverUrl }] }),
    tags: objects.map((object) => ({ name: object.name, description: object.description ?? object.plural })),
    paths: Object.assign({}, ...objects.map((object) => pathsOf(object, model.access[object.name]!)), ...Object.values(model.reports ?? {}).map((report) => reportPath(model, report)), searchPaths),
    components: {
      schemas: { 'api.problem': problem, ...listsOf(model), ...Object.assign({}, ...objects.map((object) => schemasOf(model, object))) },
      parameters, responses,
      securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'tenon_session' } },
    },
    security: [{ apiKey: [] }, { session: [] }],
  };
}

function infoOf(model: ClientModel, title: string | undefined): JsonSchema {
  const { label, version, description, author, license } = model.package;
  const roles = Object.values(model.roles).map((role) => `- ${role.label}${role.description === undefined ? '' : `: ${role.description}`}`);
  const words = [description, `Made from the Model; narrowed to what the caller may see and do with these roles:\n\n${roles.join('\n')}`];
  return { title: title ?? label, version, description: words.filter((each) => each !== undefined).join('\n\n'), ...(author === undefined ? {} : { contact: { name: author } }), ...(license === undefined ? {} : { license: { name: license } }) };
}

const listName = (name: string): string => `options.${name}`;

/** The shared lists of choices, with the words of each value. */
function listsOf(model: ClientModel): JsonSchema {
  const fields = Object.values(model.objects).flatMap((object) => Object.values(object.fields));
  return Object.fromEntries(Object.values(model.options ?? {}).map((list) => {
    const values = fields.find(({ optionsFrom }) => optionsFrom === list.name)?.options ?? [];
    const governs = list.dependsOn === undefined ? undefined : model.options?.[list.dependsOn]?.label;
    const words = values.map(({ value, label }) => `- \`${value}\`: ${label}`);
    return [listName(list.name), {
      type: 'string', title: list.label, enum: values.map(({ value }) => value),
      description: [...(governs === undefined ? [] : [`What is offered depends on: ${governs}.`, '']), ...words].join('\n'),
    }];
  }));
}

const refTo = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });
const parameter = (...names: readonly (keyof typeof parameters)[]): readonly JsonSchema[] => names.map((name) => ({ $ref: `#/components/parameters/${name}` }));
const rowName = (object: string, purpose: Purpose): string => (purpose === 'read' ? object : `${schemaName(object, purpose)}_row`);

/** The record as it is read and written, and as a row that is written with its parent. */
function schemasOf(model: ClientModel, object: ObjectModel): JsonSchema {
  const places = {
    refOf: (name: string, purpose: Purpose) => `#/components/schemas/${rowName(name, purpose)}`,
    listRefOf: (name: string) => `#/components/schemas/${listName(name)}`,
  };
  const purposes: readonly Purpose[] = ['read', 'create', 'update'];
  return Object.fromEntries(purposes.flatMap((purpose) => [
    [schemaName(object.name, purpose), recordSchema(model, object.name, purpose, places)],
    ...(purpose !== 'read' && object.partOf ? [[rowName(object.name, purpose), recordSchema(model, object.name, purpose, places, true)]] : []),
  ]));
}

const json = (schema: JsonSchema): JsonSchema => ({ 'application/json': { schema } });
const answer = (description: string, schema: JsonSchema): JsonSchema => ({ description, content: json(schema) });
const body = (schema: JsonSchema): JsonSchema => ({ required: true, content: json(schema) });
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

function operation(object: ObjectModel, verb: string, summary: string, more: JsonSchema, answers: JsonSchema): JsonSchema {
  return { tags: [object.name], operationId: `${object.name}.${verb}`, summary, ...more, responses: { ...answers, default: { $ref: '#/components/responses/problem' } } };
}

function pathsOf(object: ObjectModel, access: ObjectAccess): JsonSchema {
  const at = `/api/objects/${object.name}`;
  return Object.fromEntries([
    [at, collection(object, access)],
    [`${at}/{id}`, single(object, access)],
    [`${at}/aggregate`, { get: operation(object, 'aggregate', `Totals of ${object.plural}`, { parameters: parameter('aggregate', 'group', 'groupSort', 'groupLimit', 'filter', 'search') }, { 200: answer('The groups.', { type: 'object', properties: { data: listOf({ type: 'object' }), more: { type: 'boolean' } }, required: ['data'] }) }) }],
    [`${at}/{id}/history`, { get: operation(object, 'history', `History of a record of ${object.label}`, { parameters: parameter('id', 'limit', 'cursor') }, { 200: answer('The changes, the latest first.', pageOf({ type: 'object' })) }) }],
    ...(access.create || access.update || access.delete ? [[`${at}/bulk`, bulk(object)]] : []),
    ...access.actions.map((name) => [`${at}/{id}/actions/${name}`, action(object, name)]),
  ].filter(([, path]) => Object.keys(path as object).length > 0));
}

/** The rows of a report, each with its dimensions and metrics by name. */
function reportPath(model: ClientModel, { name, label, description, object, dimensions, metrics, filters }: ReportModel): JsonSchema {
  const decimal = { type: ['string', 'null'] };
  const groups = Object.fromEntries(Object.values(dimensions).map((each) => [each.name, { title: each.label, ...dimensionSchema(each) }]));
  const figures = Object.fromEntries(Object.values(metrics).map((each) => [each.name, { title: each.label, ...decimal }]));
  const narrowed = filters.length === 0 ? [] : [`Can be narrowed by ${filters.map((path) => `\`${path.join('.')}\``).join(', ')}.`];
  const get = {
    tags: [object], operationId: `reports.${name}`, summary: label, description: [description, `Of ${model.objects[object]?.plural ?? object}.`, ...narrowed].filter((each) => each !== undefined).join('\n\n'),
    parameters: parameter('filter', 'by'),
    responses: {
      200: answer('The groups, in their order.', {
        type: 'object', required: ['rows', 'totals', 'more'],
        properties: { rows: listOf({ type: 'object', required: Object.keys(figures), properties: { ...groups, ...figures } }), totals: { type: 'object', required: Object.keys(figures), properties: figures }, more: { type: 'boolean', description: 'Whether there are more groups than these.' } },
      }),
      default: { $ref: '#/components/responses/problem' },
    },
  };
  return { [`/api/reports/${name}`]: { get } };
}

/** Numbers are decimal text; a record is its id and title. */
function dimensionSchema({ value }: DimensionModel): JsonSchema {
  const { kind } = value.expr.type;
  if (kind === 'record') return { type: ['object', 'null'], required: ['id', 'title'], properties: { id: { type: 'string', format: 'uuid' }, title: { type: 'string' } } };
  return kind === 'boolean' ? { type: ['boolean', 'null'] } : { type: ['string', 'null'], ...(kind === 'date' ? { format: 'date' } : {}) };
}

const pageOf = (item: JsonSchema): JsonSchema => ({
  type: 'object', required: ['data', 'next'],
  properties: { data: listOf(item), next: { type: ['string', 'null'], description: 'Cursor of the next page.' }, count: { type: 'integer' } },
});

function collection(object: ObjectModel, access: ObjectAccess): JsonSchema {
  const list = operation(object, 'list', `List ${object.plural}`, { parameters: parameter('filter', 'sort', 'select', 'expand', 'search', 'limit', 'cursor', 'offset', 'count') }, { 200: answer('A page.', pageOf(refTo(object.name))) });
  const create = operation(object, 'create', `Create ${object.label}`, { parameters: parameter('idempotencyKey'), requestBody: body(refTo(schemaName(object.name, 'create'))) }, { 201: answer('The new record.', refTo(object.name)) });
  return { get: list, ...(access.create ? { post: create } : {}) };
}

function single(object: ObjectModel, access: ObjectAccess): JsonSchema {
  const record = { 200: answer('The record.', refTo(object.name)) };
  const get = operation(object, 'get', `Get ${object.label}`, { parameters: parameter('id', 'select', 'expand') }, record);
  const patch = operation(object, 'update', `Change ${object.label}`, { parameters: parameter('id', 'ifMatch', 'idempotencyKey'), requestBody: body(refTo(schemaName(object.name, 'update'))) }, record);
  const remove = operation(object, 'delete', `Delete ${object.label}`, { parameters: parameter('id', 'ifMatch', 'idempotencyKey') }, { 204: { description: 'Deleted.' } });
  return { get, ...(access.update ? { patch } : {}), ...(access.delete ? { delete: remove } : {}) };
}

/** What a guard that is not met says. */
const refusals = ({ guards }: TransitionModel): readonly string[] => (guards.length === 0 ? [] : [`Refused with one of:\n\n${guards.map(({ message }) => `- ${message}`).join('\n')}`]);

function action(object: ObjectModel, name: string): JsonSchema {
  const transition = object.lifecycle!.transitions[name]!;
  const schema = { type: 'object', additionalProperties: false, properties: { values: refTo(schemaName(object.name, 'update')), reason: { type: 'string' } } };
  const more = {
    description: [`From ${transition.from.join(', ')} to ${transition.to}.`, ...refusals(transition)].join('\n\n'),
    parameters: parameter('id', 'ifMatch', 'idempotencyKey'), requestBody: { content: json(schema) },
  };
  return { post: operation(object, `actions.${name}`, transition.label, more, { 200: answer('The record after it.', refTo(object.name)) }) };
}

function bulk(object: ObjectModel): JsonSchema {
  const item = (kind: string, properties: JsonSchema, required: readonly string[]): JsonSchema =>
    ({ type: 'object', properties: { kind: { const: kind }, ...properties }, required: ['kind', ...required], additionalProperties: false });
  const at = { id: { type: 'string', format: 'uuid' }, version: { type: 'integer' } };
  const items = listOf({ oneOf: [
    item('create', { values: refTo(schemaName(object.name, 'create')) }, ['values']),
    item('update', { ...at, values: refTo(schemaName(object.name, 'update')) }, ['id', 'values']),
    item('delete', at, ['id']),
    item('act', { ...at, action: { type: 'string' }, values: refTo(schemaName(object.name, 'update')) }, ['id', 'action']),
  ] });
  const schema = { type: 'object', properties: { items, reason: { type: 'string' } }, required: ['items'], additionalProperties: false };
  const more = { parameters: parameter('idempotencyKey'), requestBody: body(schema) };
  return { post: operation(object, 'bulk', `Write many ${object.plural}, all or none`, more, { 200: answer('What became of each.', { type: 'object' }) }) };
}
