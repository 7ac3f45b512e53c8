/** The input of the cell where somebody is. What was there is selected, so that typing replaces it; Escape brings it back. */
import type { FieldModel } from '@tenon/model';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { FieldInput } from '../../fields/inputs.tsx';
import { Lookup } from '../../fields/lookup.tsx';
import { withValues } from '../../fields/filter-text.ts';
import { useFormScope } from '../form-scope.tsx';
import { useCreate } from '../leaf-field.tsx';
import { keyOf } from '../rows.ts';
import { useForm } from '../store.ts';
import type { FormValues } from '../values.ts';
import type { Column } from './columns.ts';
import type { Grid } from './use-grid.ts';

interface Props {
  readonly grid: Grid;
  readonly table: FieldModel;
  readonly row: FormValues;
  readonly index: number;
  readonly column: Column;
  readonly around: object;
  readonly editing: boolean;
  readonly failed: boolean;
}

export function CellEditor({ grid, table, row, index, column, around, editing, failed }: Props) {
  const { field } = column;
  const place = useRef<HTMLDivElement>(null);
  const [before] = useState(row[field.name]);
  const key = keyOf(row);
  useEffect(() => {
    const input = place.current?.querySelector<HTMLElement>('input, textarea, button');
    input?.focus();
    if (input instanceof HTMLInputElement && input.type !== 'checkbox') input.select();
  }, []);
  // What is wrong with the cell is told when somebody leaves it.
  useEffect(() => () => grid.check(key, field), [grid, key, field]);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !editing || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    grid.write(row, column, before);
    grid.edit(false);
    requestAnimationFrame(() => place.current?.querySelector('input')?.select());
  };
  const id = `cell_${table.name}_${index}_${field.name}`;
  const change = (value: unknown) => grid.write(row, column, value);
  const governing = field.optionsBy ? row[field.optionsBy] : undefined;
  return (
    <div ref={place} className="lines-editor" onKeyDown={escape} onInput={() => grid.edit(true)}>
      {field.type === 'reference' || field.type === 'references'
        ? <ReferenceEditor id={id} grid={grid} table={table} row={row} column={column} around={around} failed={failed} />
        : <FieldInput id={id} field={field} value={row[field.name]} disabled={false} failed={failed} cell governing={governing} onChange={change} />}
    </div>
  );
}

type ReferenceProps = Pick<Props, 'grid' | 'table' | 'row' | 'column' | 'around' | 'failed'> & { readonly id: string };

function ReferenceEditor({ id, grid, table, row, column: { field }, column, around, failed }: ReferenceProps) {
  const scope = useFormScope();
  const known = useForm((state) => state.known);
  const create = useCreate(field.to);
  return (
    <Lookup
      id={id} cell to={field.to ?? ''} label={field.label} many={field.type === 'references'} failed={failed} known={known} needs={scope.needs(table.of ?? '', field.name)} create={create}
      value={row[field.name] as string | undefined} filter={field.filter && withValues(field.filter.source, around)}
      onChange={(next, record) => grid.write(row, column, next, record)}
    />
  );
}
