/**
 * Everything that the server asks of the database, in one place.
 *
 * The routes know only this; `store-backend.ts` answers it from `@tenon/store`, tests may answer it from memory.
 */
import type { OperationInput, OperationResult, Principal, TenantScope } from '@tenon/store';

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

export interface Backend {
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
