/** The rjsf field of a child table: a grid, on a phone cards. */
import type { FieldProps } from '@rjsf/utils';
import { usePhone } from '../../app/phone.ts';
import { conditionsOf, isLocked, useFormScope } from '../form-scope.tsx';
import { useForm } from '../store.ts';
import type { FormValues } from '../values.ts';
import { LinesCards } from './lines-cards.tsx';
import { LinesGrid } from './lines-grid.tsx';

export function LinesField({ fieldPathId }: FieldProps<FormValues>) {
  const scope = useFormScope();
  const phone = usePhone();
  const field = scope.object.fields[String(fieldPathId.path[0])];
  const child = scope.model.objects[field?.of ?? ''];
  const locked = useForm((state, store) => field === undefined || isLocked(scope, conditionsOf(scope, state, store), field));
  if (!field || !child) return null;
  const Table = phone ? LinesCards : LinesGrid;
  return <Table id={fieldPathId.$id} field={field} child={child} locked={locked} />;
}
