/**
 * What each formula of a form reads, so that a change computes what depends on it and nothing else.
 *
 * In:   an object and the objects of its child tables.
 * Out:  formulas in the order of their dependence, each with the names it reads: `freight` of the record, `.qty` of its own row,
 *       `lines` where it reads rows at all, and `lines.qty` where it reads them for that.
 */
import { dependenciesOf, type CheckedExpr, type Dependency } from '@tenon/expression';
import type { FieldModel, Model, ObjectModel } from '@tenon/model';

export interface PlannedFormula {
  readonly field: FieldModel;
  readonly expr: CheckedExpr;
  readonly reads: ReadonlySet<string>;
}

export interface FormulaPlan {
  readonly record: readonly PlannedFormula[];
  /** Per child table. */
  readonly rows: ReadonlyMap<string, readonly PlannedFormula[]>;
  /** Child tables whose rows are read by a formula through their reference back to the record. */
  readonly readBack: ReadonlySet<string>;
}

const plans = new WeakMap<ObjectModel, FormulaPlan>();

export function formulaPlan(model: Model, object: ObjectModel): FormulaPlan {
  const known = plans.get(object);
  if (known) return known;
  const tables = Object.values(object.fields).filter((field) => field.type === 'children' && model.objects[field.of ?? '']);
  const record = inOrder(formulasOf(object, (dependency) => readOfRecord(dependency)), '');
  const rows = new Map(tables.map((table) => {
    const child = model.objects[table.of!]!;
    return [table.name, inOrder(formulasOf(child, (dependency) => readOfRow(dependency, table.by)), '.')] as const;
  }));
  const readBack = new Set(tables.filter((table) => record.some(({ reads }) => reads.has(`${table.name}.${table.by}`))).map((table) => table.name));
  const plan = { record, rows, readBack };
  plans.set(object, plan);
  return plan;
}

function formulasOf(object: ObjectModel, read: (dependency: Dependency) => string | undefined): PlannedFormula[] {
  return Object.values(object.fields).flatMap((field) => {
    if (!field.formula) return [];
    const { expr } = field.formula;
    return [{ field, expr, reads: new Set(dependenciesOf(expr).map(read).filter((name) => name !== undefined)) }];
  });
}

/** The name of what a formula of the record reads. */
function readOfRecord({ steps, aggregate }: Dependency): string | undefined {
  const [first, second] = steps;
  if (!first) return undefined;
  return aggregate && aggregate.steps.length === 1 && second ? `${first.field}.${second.field}` : first.field;
}

/** The name of what a formula of a row reads; what it reads of the record has the record's names. */
function readOfRow(dependency: Dependency, by: string | undefined): string | undefined {
  const [first, ...rest] = dependency.steps;
  if (!first) return undefined;
  if (first.field !== by || rest.length === 0) return `.${first.field}`;
  const { aggregate } = dependency;
  return readOfRecord({ ...dependency, steps: rest, ...(aggregate ? { aggregate: { ...aggregate, steps: aggregate.steps.slice(1) } } : {}) });
}

/** Formulas after those they read; the compiler has refused circles. */
function inOrder(formulas: readonly PlannedFormula[], prefix: string): readonly PlannedFormula[] {
  const byName = new Map(formulas.map((one) => [prefix + one.field.name, one]));
  const done = new Set<PlannedFormula>();
  const visit = (one: PlannedFormula): void => {
    if (done.has(one)) return;
    done.add(one);
    for (const name of one.reads) {
      const before = byName.get(name);
      if (before) visit(before);
    }
    sorted.push(one);
  };
  const sorted: PlannedFormula[] = [];
  formulas.forEach(visit);
  return sorted;
}
