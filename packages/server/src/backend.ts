/**
 * Everything that the server asks of the database, in one place.
 *
 * The routes know only this; `store-backend.ts` answers it from `@tenon/store`, tests may answer it from memory.
 */
import type {
  About, AppliedPlan, Attachment, Blame, CheckedDraft, Comment, CommentInput, DraftChange, FileMap, FileRef, LayeredDocument, LiveSignal,
  Notifications, OpenFile, OperationInput, OperationResult, PageInput, Principal, SearchAnswer, SearchInput, SettingsChange, TenantPlan, TenantScope,
  TenantVersion, VersionDiff,
} from '@tenon/store';
import type { LayerEdit, Resolutions } from '@tenon/model/compiler';
import type { Transfer } from './transfer/transfer.ts';

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
  /** Of the account; null: that of the tenant. */
  readonly timeZone: string | null;
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

/** What people do together: files, comments, notes; and what is each one's own. */
export interface Together {
  readonly upload: (scope: TenantScope, principal: Principal, file: Pick<FileRef, 'name' | 'type'>, content: AsyncIterable<Uint8Array>) => Promise<FileRef>;
  readonly file: (scope: TenantScope, principal: Principal, id: string) => Promise<OpenFile>;
  readonly attachments: (scope: TenantScope, principal: Principal, about: About) => Promise<readonly Attachment[]>;
  readonly attach: (scope: TenantScope, principal: Principal, about: About, file: string) => Promise<Attachment>;
  readonly detach: (scope: TenantScope, principal: Principal, about: About, attachment: string) => Promise<void>;
  readonly comments: (scope: TenantScope, principal: Principal, about: About, page: PageInput) => Promise<{ readonly data: readonly Comment[]; readonly next: string | null }>;
  readonly comment: (scope: TenantScope, principal: Principal, about: About, given: CommentInput, idempotencyKey: string | undefined) => Promise<Comment>;
  readonly editComment: (scope: TenantScope, principal: Principal, about: About, comment: string, given: CommentInput) => Promise<Comment>;
  readonly removeComment: (scope: TenantScope, principal: Principal, about: About, comment: string) => Promise<void>;
  readonly notifications: (scope: TenantScope, principal: Principal, page: PageInput & { readonly unread?: boolean }) => Promise<Notifications>;
  readonly readNotifications: (scope: TenantScope, principal: Principal, which: readonly string[] | 'all') => Promise<{ readonly unread: number }>;
  /** All of them, as JSON. */
  readonly preferences: (scope: TenantScope, principal: Principal) => Promise<string>;
  /** `value` is JSON. */
  readonly setPreference: (scope: TenantScope, principal: Principal, key: string, value: string) => Promise<void>;
  readonly removePreference: (scope: TenantScope, principal: Principal, key: string) => Promise<void>;
  readonly changeSettings: (tenant: string, userId: string, change: SettingsChange) => Promise<void>;
  /** What open pages are to hear of, from whichever node. Returns a way to stop it. */
  readonly onSignal: (listener: (signal: LiveSignal) => void) => () => void;
  /** Tells of tenants that have another Model. */
  readonly onModel: (listener: (tenant: string) => void) => () => void;
  readonly unread: (scope: TenantScope, principal: Principal) => Promise<number>;
  /** What signals call the session with this hash of its token. */
  readonly sessionName: (tokenHash: string) => string;
}

export interface Backend {
  readonly layers: Layers;
  readonly together: Together;
  /** Tables in and out, and long work. */
  readonly transfer: Transfer;
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
  readonly search: (scope: TenantScope, input: SearchInput, principal: Principal) => Promise<SearchAnswer>;
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
