/** Asks for a new record in the middle of another's form: whoever can show the drawer for it says how. */
import type { ObjectModel } from '@tenon/model';
import { createContext, use } from 'react';
import type { RecordValues } from '../app/client.ts';
import type { FormValues } from './values.ts';

/** Resolves with the new record, or with nothing where it was not made. */
export type AskForRecord = (object: ObjectModel, preset: FormValues) => Promise<RecordValues | undefined>;

const CreateContext = createContext<AskForRecord | undefined>(undefined);
export const CreateProvider = CreateContext;

export const useAskForRecord = (): AskForRecord | undefined => use(CreateContext);
