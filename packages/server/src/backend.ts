/**
 * Everything that the server asks of the database, in one place.
 *
 * The routes know only this; `store-backend.ts` answers it from `@tenon/store`, tests may answer it from memory.
 */
import type {
  AppliedPlan, Blame, CheckedDraft, DraftChange, FileMap, LayeredDocument, OperationInput, OperationResult, Principal, TenantPlan, TenantScope,
  TenantVersion, VersionDiff,
} from '@tenon/store';
import type { LayerEdit, Resolutions } from '@tenon/model/compiler';

export interface TenantSummary {
  readonly slug: string;
  readonly name: string;
}

export interface Credential {
  readonly userId: string;
  readonly passwordHash: string;
}

export interface SessionRecord {
  readonly tenant: string;
  readonly principal: Principal;
  readonly login: string;
  readonly email: string | null;
}

export interface ApplyRequest {
  /** Of the plan that was shown. */
  readonly id: string;
  readonly consent?: boolean;
  readonly reason?: string;
  readonly resolutions?: Resolutions;
  readonly by: string;
}

/** A tenant's own layer: its draft, its versions, and where every value comes from. */
export interface Layers {
  readonly draft: (tenant: string) => Promise<CheckedDraft>;
  readonly edit: (tenant: string, edits: readonly LayerEdit[], change: DraftChange) => Promise<CheckedDraft>;
  readonly replace: (tenant: string, files: FileMap, change: DraftChange) => Promise<CheckedDraft>;
  readonly discard: (tenant: string, change: DraftChange) => Promise<CheckedDraft>;
  /** The Model that the draft makes, as callers with these roles read it: JSON. */
  readonly draftModel: (tenant: string, roles: readonly string[]) => Promise<string>;
  /** As the stack with the draft makes it; `without` leaves out the layer of that name, or the tenant's. */
  readonly document: (tenant: string, address: string, without: string | undefined) => Promise<LayeredDocument>;
  readonly plan: (tenant: string, resolutions: Resolutions) => Promise<TenantPlan>;
  readonly apply: (tenant: string, request: ApplyRequest) => Promise<AppliedPlan>;
  readonly versions: (tenant: string) => Promise<readonly TenantVersion[]>;
  readonly diff: (tenant: string, from: number, to: number) => Promise<VersionDiff>;
  readonly returnTo: (tenant: string, version: number, change: DraftChange) => Promise<CheckedDraft>;
  readonly blame: (tenant: string, address: string) => Promise<Blame>;
  readonly export: (tenant: string) => Promise<FileMap>;
}

export interface Backend {
  readonly layers: Layers;
  readonly ready: () => Promise<boolean>;
  readonly tenants: () => Promise<readonly TenantSummary[]>;
  readonly credential: (tenant: string, login: string) => Promise<Credential | undefined>;
  readonly startSession: (session: { tenant: string; userId: string; tokenHash: string; expiresAt: Date }, login: string) => Promise<void>;
  readonly signInFailed: (tenant: string, login: string) => Promise<void>;
  readonly session: (tokenHash: string) => Promise<SessionRecord | undefined>;
  readonly endSession: (tokenHash: string) => Promise<void>;
  readonly apiKey: (tokenHash: string) => Promise<SessionRecord | undefined>;
  /** The tenant with the Model that is active now. */
  readonly scope: (tenant: string) => Promise<TenantScope>;
  readonly run: (scope: TenantScope, input: OperationInput, principal: Principal) => Promise<OperationResult>;
}

export interface DemoLogin {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  /** The same in each language of the package. */
  readonly roles: Readonly<Record<string, string>>;
  readonly password: string;
}

/** Logins shown on the sign-in page of a demo. Never given in production. */
export interface Demo {
  readonly tenant: string;
  readonly logins: readonly DemoLogin[];
}
