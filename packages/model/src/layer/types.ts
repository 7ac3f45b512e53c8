/**
 * Layers: what goes into a stack, and what came of every intent in it.
 *
 * A layer *intends*: it adds, sets, unsets, hides, moves. Each intent has an address, and at every address a layer meets what
 * the layers below say now (theirs), what they said when it spoke (base, kept in the lock file) and what it wants (mine).
 */
import type { Document, Kind, SourceFile } from '../document.ts';

/** The files of one layer. `at` stands before their paths in places, such as `../channel-sales/`. */
export interface LayerSource {
  readonly files: readonly SourceFile[];
  readonly at?: string;
}

export type LayerKind = 'package' | 'variant' | 'tenant';

export interface LayerInfo {
  /** Name of the package. */
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
  readonly label: string;
  readonly kind: LayerKind;
  readonly author?: string;
}

export type IntentOp = 'add' | 'set' | 'unset' | 'hide' | 'move';

export interface Placement {
  readonly after?: string;
  readonly before?: string;
  readonly into?: string;
}

/** One thing that a layer wants of the layers below, or a document of its own (`add` at the empty path). */
export interface Intent {
  /** `object/order` */
  readonly document: string;
  readonly op: IntentOp;
  readonly path: readonly string[];
  readonly value?: unknown;
  readonly placement?: Placement;
  readonly why?: string;
  /** The path as the layer wrote it, where a lower layer calls things otherwise by now. */
  readonly writtenAs?: readonly string[];
  /** Where it is written. */
  readonly source: { readonly document: Document; readonly path: readonly (string | number)[] };
}

/**
 * kept: below nothing changed, mine stands. taken: mine was what stood below, and that changed. satisfied: below says the same
 * by now. conflict: below changed to something else; mine stands until it is decided. parked: what it is about is gone, and it
 * waits for its return.
 */
export type Outcome = 'kept' | 'taken' | 'satisfied' | 'conflict' | 'parked';

/** Why a conflict must be decided before anything is applied. */
export type Blocks = 'access' | 'guard' | 'amount';

export interface MergeEntry {
  /** Name of the layer's package. */
  readonly layer: string;
  /** `object/order#fields/remark/label`; where a lower layer has renamed or moved it, as the layer wrote it. */
  readonly address: string;
  readonly op: IntentOp;
  readonly outcome: Outcome;
  readonly blocks?: Blocks;
  /** Where it is now, when that is elsewhere. */
  readonly movedTo?: string;
  readonly base?: unknown;
  readonly theirs?: unknown;
  readonly mine?: unknown;
  /** What stands, where two lists of names were joined. */
  readonly merged?: unknown;
  /** Package and version that said what was seen. */
  readonly seenBy?: string;
  readonly why?: string;
  /** For a parked one: what it waits for, in words. */
  readonly because?: string;
}

/** What one layer saw below when it spoke, by address. */
export interface Lock {
  readonly extends: Readonly<Record<string, string>>;
  readonly seen: Readonly<Record<string, Seen>>;
  readonly decided: Readonly<Record<string, Decision>>;
}
export interface Seen {
  readonly by?: string;
  readonly hash: string;
  readonly value?: unknown;
  /** Hash of what the layer itself said, and which was good then. */
  readonly mine?: string;
}
export interface Decision { readonly for: string; readonly choose: 'mine' | 'theirs' }

/** A layer whose files have been read. */
export interface Layer extends LayerInfo {
  readonly index: number;
  /** Names of the packages that it is made for. */
  readonly bases: readonly string[];
  readonly documents: readonly Document[];
  readonly intents: readonly Intent[];
  readonly lock: Lock | undefined;
}

/** An intent that took effect, for blame. */
export interface Step {
  readonly layer: number;
  readonly op: IntentOp;
  /** Where it took effect. */
  readonly path: readonly string[];
  readonly value?: unknown;
  readonly why?: string;
}

/** A document as all layers together make it. */
export interface EffectiveDocument extends Document {
  /** Index of the layer that brought it. */
  readonly layer: number;
  /** The value that its own layer gave it. */
  readonly own: unknown;
  /** What layers above did to it, in order. */
  readonly steps: readonly Step[];
}

/** All documents that are in effect, by `kind/name`, the lowest layer's first. */
export type Effective = ReadonlyMap<string, EffectiveDocument>;

export const tenantNamespace = 'x';

/** Kinds that overlays change; rows are added to, and never changed from above. */
export const extensible: ReadonlySet<Kind> = new Set(['package', 'object', 'options', 'layout', 'view', 'role', 'app', 'report', 'dashboard']);
