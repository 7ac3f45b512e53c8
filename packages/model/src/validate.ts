/**
 * Documents to definitions: every document has the shape that the JSON Schema of its kind demands.
 *
 * In:   documents.
 * Out:  those that fit, and MET2xx for each value or key that does not, at its place.
 */
import { nearest, type Diagnostic, type Result } from '@tenon/diagnostics';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { problemIn, type Document, type Kind, type Path } from './document.ts';
import { schemas } from './schemas.ts';

const annotations = ['x-overlay', 'x-expression', 'x-compose', 'x-blocks', 'x-refers'];
const validators = new Map<Kind, ValidateFunction>();

/** Only checks shape: strings stay what they are, so that a number written as text is found. */
function validatorOf(kind: Kind): ValidateFunction {
  const ready = validators.get(kind);
  if (ready) return ready;
  const ajv = new Ajv2020({
    allErrors: true, discriminator: true, strict: true, allowUnionTypes: true, strictRequired: false, strictTypes: false, verbose: true,
    // Half of a cold compile otherwise. The schemas are our own; a test holds them against the schema of schemas.
    validateSchema: false, meta: false, code: { optimize: false },
  });
  for (const name of annotations) ajv.addKeyword({ keyword: name, schemaType: name === 'x-expression' ? 'object' : 'string' });
  const made = ajv.compile(schemas[kind]);
  validators.set(kind, made);
  return made;
}

export function validateDocuments(documents: readonly Document[]): Result<readonly Document[]> {
  const checked = documents.map((document) => ({ document, problems: validateDocument(document) }));
  return {
    value: checked.filter(({ problems }) => problems.length === 0).map(({ document }) => document),
    diagnostics: checked.flatMap(({ problems }) => problems),
  };
}

/** Of documents that come again when their package is compiled again. */
const known = new WeakMap<Document, readonly Diagnostic[]>();

export function validateDocument(document: Document): readonly Diagnostic[] {
  const problems = known.get(document) ?? findProblems(document);
  known.set(document, problems);
  return problems;
}

function findProblems(document: Document): readonly Diagnostic[] {
  const validate = validatorOf(document.kind);
  if (validate(document.value)) return [];
  const errors = validate.errors ?? [];
  const found = withoutEchoes(errors).map((error) => problemOf(document, error));
  const seen = new Set<string>();
  return found.filter((problem) => {
    const key = JSON.stringify([problem.code, problem.place?.line, problem.place?.column, problem.params]);
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** One mistake makes errors in every branch of a choice; only those that help are kept. */
function withoutEchoes(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = new Set(errors.filter(({ keyword }) => keyword === 'oneOf').map(({ instancePath }) => instancePath));
  return errors.filter((error) => {
    if (error.keyword === 'pattern' && error.propertyName !== undefined) return false;
    const deeper = errors.some((other) => other !== error && other.keyword !== 'oneOf' && other.instancePath.startsWith(`${error.instancePath}/`));
    if (error.keyword === 'oneOf') return !deeper;
    // Of a value of another type it is enough to say so.
    if (['enum', 'const'].includes(error.keyword) && errors.some((other) => other.keyword === 'type' && other.instancePath === error.instancePath && other.schemaPath.replace(/\w+$/, '') === error.schemaPath.replace(/\w+$/, ''))) return false;
    // Of the branches of a choice, an unknown key or a deeper place tells most.
    return !(choices.has(error.instancePath) && ['type', 'const', 'pattern', 'minLength', 'minItems'].includes(error.keyword));
  });
}

function problemOf(document: Document, error: ErrorObject): Diagnostic {
  const path = pathOf(document.value, error.instancePath);
  const name = String(path.at(-1) ?? document.kind);
  const value = shown(error.data);
  const { params } = error;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params['additionalProperty']);
      const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object).filter((each) => !Object.hasOwn(error.data as object, each));
      return problemIn(document, [...path, key], 'MET201', { name: key, suggestion: nearest(key, known) }, { key: true });
    }
    case 'required':
      return problemIn(document, path, 'MET202', { name: String(params['missingProperty']) }, { key: true });
    case 'type':
      return problemIn(document, path, 'MET203', { name, expected: String(params['type']).replaceAll(',', ' or '), found: typeName(error.data) });
    case 'enum':
    case 'discriminator':
    case 'const':
      return choiceProblem(document, path, error);
    case 'propertyNames': {
      const key = String(params['propertyName']);
      return problemIn(document, [...path, key], 'MET205', { name: key }, { key: true });
    }
    case 'pattern':
      return problemIn(document, path, 'MET206', { name, value });
    case 'oneOf':
      return problemIn(document, path, 'MET207', { name, value });
    default:
      return problemIn(document, path, 'MET208', { name, problem: error.message ?? error.keyword });
  }
}

function choiceProblem(document: Document, path: Path, error: ErrorObject): Diagnostic {
  const tag = error.keyword === 'discriminator' ? String(error.params['tag']) : undefined;
  const given = tag === undefined ? error.data : error.params['tagValue'];
  const at = tag === undefined ? path : [...path, tag];
  if (given === undefined) return problemIn(document, path, 'MET202', { name: tag ?? '' }, { key: true });
  const allowed = tag === undefined ? allowedBy(error) : fieldTypes();
  const suggestion = typeof given === 'string' ? nearest(given, allowed) : undefined;
  return problemIn(document, at, 'MET204', { name: String(at.at(-1) ?? document.kind), value: shown(given), allowed: allowed.join(', '), suggestion });
}

const allowedBy = (error: ErrorObject): readonly string[] =>
  error.keyword === 'const' ? [String(error.params['allowedValue'])] : (error.params['allowedValues'] as readonly unknown[]).map(String);

interface Branch { readonly properties: { readonly type: { readonly const?: string; readonly enum?: readonly string[] } } }
/** The types of fields that the schema of objects knows. */
function fieldTypes(): readonly string[] {
  const branches = Object.values(schemas.object['$defs'] as Readonly<Record<string, Partial<Branch>>>);
  return branches.flatMap(({ properties }) => properties?.type?.enum ?? (properties?.type?.const === undefined ? [] : [properties.type.const]));
}

/** A JSON Pointer as a path; numbers only where the document has a list. */
function pathOf(root: unknown, pointer: string): Path {
  let at = root;
  return pointer.split('/').slice(1).map((raw) => {
    const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    const key = Array.isArray(at) ? Number(part) : part;
    at = (at as Readonly<Record<string, unknown>> | undefined)?.[part];
    return key;
  });
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '';
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};
const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
