/**
 * The draft of a tenant's own layer: edited in small steps, checked at every one, not in effect before it is applied.
 *
 * In:   edits, or whole files; the revision that the editor saw, where it matters.
 * Out:  the draft as it is now, with everything that is wrong with it. A draft with mistakes is kept.
 * Errors: STO133 somebody else has changed it; STO134 an edit is impossible; STO137, STO139 files that cannot be a layer's.
 */
import { failure, hasErrors, limits } from '@tenon/diagnostics';
import type { LayerEdit, SourceFile } from '@tenon/model/compiler';
import type { StoreHandle } from '../handle.ts';
import type { Checked } from './compiler.ts';
import { fileMap, sourceFiles, stackAt, type FileMap, type TenantStack } from './packages.ts';
import { tenantRow, type TenantRow } from './rows.ts';
import { emptyLayer, liveStack, stackOf } from './stack.ts';

export interface Draft {
  /** Counts every change; 0 before the first. */
  readonly revision: number;
  /** The version that the draft would follow. */
  readonly baseVersion: number;
  readonly files: readonly SourceFile[];
  /** Whether it is other than what is live. */
  readonly changed: boolean;
  readonly updatedAt?: string;
  readonly updatedBy?: string;
}

export interface CheckedDraft extends Draft {
  readonly checked: Checked;
}

export interface DraftChange {
  readonly by: string;
  /** The revision that the editor saw; without one the change is made to whatever is there. */
  readonly revision?: number | undefined;
}

interface DraftRow { readonly files: FileMap | null; readonly revision: number; readonly updated_at: string; readonly updated_by: string }

interface Read { readonly draft: Draft; readonly live: TenantStack; readonly row: TenantRow }

async function read(store: StoreHandle, tenant: string): Promise<Read> {
  const row = await tenantRow(store.database.owner, tenant);
  const live = await liveStack(store.database.owner, row);
  const found = await store.database.owner.query<DraftRow>('SELECT files, revision, updated_at, updated_by FROM tenon.drafts WHERE tenant = $1', [tenant]);
  const kept = found.rows[0];
  const files = kept?.files ? sourceFiles(kept.files) : live.files;
  const draft: Draft = {
    revision: kept?.revision ?? 0, baseVersion: live.version, files, changed: !sameFiles(files, live.files),
    ...(kept ? { updatedAt: kept.updated_at, updatedBy: kept.updated_by } : {}),
  };
  return { draft, live, row };
}

export const sameFiles = (a: readonly SourceFile[], b: readonly SourceFile[]): boolean => JSON.stringify(fileMap(a)) === JSON.stringify(fileMap(b));

async function checked(store: StoreHandle, { draft, live }: Read): Promise<CheckedDraft> {
  return { ...draft, checked: await store.compiler.ask(stackOf(store, live.packages, draft.files), { kind: 'check' }) };
}

/** The draft as it is, unchecked. */
export const findDraft = async (store: StoreHandle, tenant: string): Promise<Draft> => (await read(store, tenant)).draft;

/** The draft with what is wrong with it; what is live, where nobody has begun one. */
export const readDraft = async (store: StoreHandle, tenant: string): Promise<CheckedDraft> => checked(store, await read(store, tenant));

const attemptsMax = 5;

/** Makes the edits, all of them or none. */
export async function editDraft(store: StoreHandle, tenant: string, edits: readonly LayerEdit[], change: DraftChange): Promise<CheckedDraft> {
  return write(store, tenant, change, async ({ draft, live, row }) => {
    const files = draft.files.length > 0 ? draft.files : emptyLayer(row, live.packages);
    const edited = await store.compiler.ask(stackOf(store, live.packages, files), { kind: 'edit', edits });
    if (!edited.value || hasErrors(edited.diagnostics)) throw failure('STO134', {}, [], edited.diagnostics);
    return edited.value;
  });
}

/** Puts other files in the place of all that the draft has, as from a folder. */
export function replaceDraft(store: StoreHandle, tenant: string, files: FileMap, change: DraftChange): Promise<CheckedDraft> {
  return write(store, tenant, change, async () => sourceFiles(files));
}

/** Back to what is live. */
export function discardDraft(store: StoreHandle, tenant: string, change: DraftChange): Promise<CheckedDraft> {
  return write(store, tenant, change, async () => undefined);
}

/** Makes the tenant's layer of an earlier version the draft. */
export function returnToVersion(store: StoreHandle, tenant: string, version: number, change: DraftChange): Promise<CheckedDraft> {
  return write(store, tenant, change, async () => (await stackAt(store.database.owner, tenant, version)).files);
}

/** A change that nobody named a revision for is made again when somebody else's got in between. */
async function write(store: StoreHandle, tenant: string, change: DraftChange, make: (now: Read) => Promise<readonly SourceFile[] | undefined>): Promise<CheckedDraft> {
  for (let attempt = 1; ; attempt++) {
    const now = await read(store, tenant);
    if (change.revision !== undefined && change.revision !== now.draft.revision) throw failure('STO133', { revision: now.draft.revision });
    const files = await make(now);
    if (files) refuseUnfit(files);
    const kept = files && !sameFiles(files, now.live.files) ? JSON.stringify(fileMap(files)) : null;
    const written = await store.database.owner.query(
      `INSERT INTO tenon.drafts AS d (tenant, base_version, files, revision, updated_by) VALUES ($1, $2, $3, $4 + 1, $5)
       ON CONFLICT (tenant) DO UPDATE SET base_version = $2, files = $3, revision = $4 + 1, updated_by = $5, updated_at = now() WHERE d.revision = $4`,
      [tenant, now.live.version, kept, now.draft.revision, change.by]);
    if (written.rowCount === 1) return readDraft(store, tenant);
    if (change.revision !== undefined || attempt >= attemptsMax) throw failure('STO133', { revision: (await findDraft(store, tenant)).revision });
  }
}

/** What no file of a layer can be, whoever wrote it: its path is used as a name on disks, its text is kept as JSON. */
function refuseUnfit(files: readonly SourceFile[]): void {
  if (files.length > limits.layerFilesMax) throw failure('STO137', { max: limits.layerFilesMax });
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  if (size > limits.layerBytesMax) throw failure('STO140', { max: limits.layerBytesMax });
  for (const { path, text } of files) {
    const fits = path.length <= pathLengthMax && /^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/.test(path) && !text.includes('\0') && text.isWellFormed();
    if (!fits) throw failure('STO139', { path: path.slice(0, pathLengthMax).replaceAll('\0', '').toWellFormed() });
  }
}

const pathLengthMax = 200;
