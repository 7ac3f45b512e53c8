/**
 * Compiling as the store asks for it: heavy work that may be done in this thread or in another.
 *
 * In:   the packages of a stack by their hashes, the tenant's own files, and what is wanted to know.
 * Out:  the answer, plain data. Files of a package travel only to a place that does not hold them yet.
 */
import type { Diagnostic, Result } from '@tenon/diagnostics';
import type { DataModel, Model, ModelChange } from '@tenon/model';
import type { BlameStep, LayerEdit, LayerInfo, MergeEntry, PlainIntent, Resolutions, SourceFile } from '@tenon/model/compiler';

export interface Stack {
  /** Lowest first; `at` stands before the places of its files. */
  readonly packages: readonly { readonly hash: string; readonly at: string }[];
  /** The tenant's own layer; none when it is empty. */
  readonly files: readonly SourceFile[];
  /** Files of a package that is asked about for the first time. */
  readonly load: (hash: string) => Promise<readonly SourceFile[]>;
}

export interface Checked {
  /** Whether a Model came of it. */
  readonly whole: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly merges: readonly MergeEntry[];
  readonly layers: readonly LayerInfo[];
  /** Of the tenant's own layer. */
  readonly intents: readonly PlainIntent[];
}

export interface CompiledLayers extends Checked {
  /** Without the rows of its data. Absent when there are mistakes. */
  readonly model?: Model;
  /** What is other in it than in the Model before. */
  readonly changes: readonly ModelChange[];
  /** The tenant's layer as it is to be kept: what was taken or decided is done, and what was seen is written down. */
  readonly rebased: readonly SourceFile[];
}

export interface LayeredDocument {
  readonly address: string;
  readonly value: unknown;
  /** Path in the document → namespace of the layer that had the last word there; the empty path is the whole. */
  readonly layers: Readonly<Record<string, string>>;
}

export interface BlamedValue {
  readonly address: string;
  readonly value?: unknown;
  readonly steps: readonly BlameStep[];
}

/** What may be asked of a stack. */
export interface Wishes {
  readonly check: { readonly kind: 'check' };
  /** `before` is a Model as JSON. */
  readonly model: { readonly kind: 'model'; readonly before: string; readonly resolutions?: Resolutions };
  readonly data: { readonly kind: 'data' };
  /** The Model as callers with these roles read it, as JSON. */
  readonly client: { readonly kind: 'client'; readonly roles: readonly string[] };
  readonly document: { readonly kind: 'document'; readonly address: string };
  readonly blame: { readonly kind: 'blame'; readonly address: string };
  readonly intents: { readonly kind: 'intents' };
  readonly edit: { readonly kind: 'edit'; readonly edits: readonly LayerEdit[] };
}
export interface Answers {
  readonly check: Checked;
  readonly model: CompiledLayers;
  readonly data: readonly DataModel[];
  readonly client: Result<string>;
  readonly document: Result<LayeredDocument>;
  readonly blame: Result<BlamedValue>;
  readonly intents: readonly PlainIntent[];
  readonly edit: Result<readonly SourceFile[]>;
}
export type Wish = Wishes[keyof Wishes];

export interface Question {
  readonly packages: Stack['packages'];
  readonly files: readonly SourceFile[];
  readonly wish: Wish;
  /** Files of packages that were missing, by hash. */
  readonly given: Readonly<Record<string, readonly SourceFile[]>>;
}
export type Reply = { readonly missing: readonly string[] } | { readonly value: Answers[keyof Answers] };

export interface Compiler {
  ask<K extends keyof Wishes>(stack: Stack, wish: Wishes[K] & { readonly kind: K }): Promise<Answers[K]>;
  close(): Promise<void>;
}

/** A Compiler over a place that answers questions, which may hold packages or have lost them. */
export function openCompiler(answer: (question: Question) => Promise<Reply>, close: () => Promise<void> = async () => undefined): Compiler {
  return {
    ask: async <K extends keyof Wishes>({ packages, files, load }: Stack, wish: Wishes[K]) => {
      let given: Question['given'] = {};
      for (;;) {
        const reply = await answer({ packages, files, wish, given });
        if ('value' in reply) return reply.value as Answers[K];
        given = { ...given, ...Object.fromEntries(await Promise.all(reply.missing.map(async (hash) => [hash, await load(hash)] as const))) };
      }
    },
    close,
  };
}

/** Compiles in this thread. The compiler itself is read when it is first asked. */
export const compileHere = (): Compiler => openCompiler(async (question) => (await import('./compile-stack.ts')).answerQuestion(question));
