/** What each step of an import is given. */
import type { ImportPreview } from '@tenon/sdk';
import type { ObjectAccess, ObjectModel } from '@tenon/model';
import type { ChangeState, ImportState } from './import-state.ts';

export interface StepProps {
  readonly object: ObjectModel;
  readonly rights: ObjectAccess;
  readonly state: ImportState;
  readonly change: ChangeState;
  readonly reset: () => void;
}

export type PreviewedProps = StepProps & { readonly preview: ImportPreview };
