/** Values of a Model in short, as people read them. */
const lengthMax = 200;

type Raw = Readonly<Record<string, unknown>>;
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFormula = (value: unknown): value is { readonly source: string } => isRaw(value) && typeof value['source'] === 'string' && 'expr' in value;

/** Nothing for what is absent or empty. */
export function print(value: unknown): string | undefined {
  const text = whole(value);
  return text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text || undefined;
}

function whole(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(item).join(', ');
  if (isFormula(value)) return value.source;
  if ('fn' in value && !('kind' in value)) return aggregate(value as Raw);
  return measure(value as Raw) ?? Object.entries(value).map(([name, each]) => entry(name, each)).join(', ');
}

/** A sort goes down with a minus; a path has dots. */
function item(value: unknown): string {
  if (Array.isArray(value)) return value.join('.');
  if (isRaw(value) && typeof value['by'] === 'string' && 'descending' in value) return `${value['descending'] === true ? '-' : ''}${value['by']}`;
  if (isRaw(value) && Array.isArray(value['path'])) return `${value['descending'] === true ? '-' : ''}${(value['path'] as string[]).join('.')}`;
  return whole(value);
}

/** As documents write it. */
function aggregate({ fn, value, where }: Raw): string {
  const counted = whole(value) || (where === undefined ? '' : 'id');
  return `${String(fn)}(${where === undefined ? counted : `${counted} where ${whole(where)}`})`;
}

/** Of a currency or unit, of a place in the Model. */
function measure(value: Raw): string | undefined {
  if (typeof value['code'] === 'string') return value['code'];
  if (typeof value['text'] === 'string') return value['text'];
  if (Array.isArray(value['path'])) return (value['path'] as string[]).join('.');
  if (typeof value['object'] === 'string') return [value['object'], value['view'] ?? value['field']].filter((part) => part !== undefined).join('.');
  return undefined;
}

function entry(name: string, value: unknown): string {
  if (isFormula(value)) return `${name} = ${value.source}`;
  const text = whole(value);
  return text ? `${name} = ${text}` : name;
}
