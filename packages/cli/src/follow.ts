/**
 * Brings a tenant to what a folder and the packages that it extends say, each time that files were saved.
 *
 * In:   the folder as it was served, and word that something was saved.
 * Out:  the tenant changed where that is safe; what was done and how long it took, or what stands against it, on standard output.
 */
import { join } from 'node:path';
import { hasErrors, isFailure, messageOf } from '@tenon/diagnostics';
import type { SourceFile } from '@tenon/model/compiler';
import type { KeptFiles } from '@tenon/model/node';
import { planTenant, refOf, type Store } from '@tenon/store';
import { renderAll, terminalLocale } from './compile.ts';
import { isSafe, liveOf, ownLayer } from './commands/change.ts';
import { bringTo } from './deploy.ts';
import { isThere, readFolder, replacementOf, seenFrom, type FolderLayer, type Live } from './folder.ts';
import { printTenantPlan } from './print/plan.ts';

export interface FollowOptions {
  readonly store: Store;
  readonly tenant: string;
  /** Set of data that the tenant has beside the base data. */
  readonly dataSet: string;
  readonly folder: string;
  /** The folder as the author wrote it. */
  readonly given: string;
  readonly bases: readonly string[];
  readonly kept: KeptFiles;
  /** The layers as they were served. */
  readonly layers: readonly { readonly files: readonly SourceFile[] }[];
  /** Folders that are read now; another base may come in. */
  readonly onLayers: (layers: readonly FolderLayer[]) => void;
}

export interface Followed {
  /** Something was saved. Resolves when the tenant has it, or when it was told why not. */
  readonly saved: () => Promise<void>;
  readonly settled: () => Promise<void>;
}

/** Runs one change at a time; saves that come meanwhile make one more. */
export function openFollowed(options: FollowOptions): Followed {
  const state = { files: filesOf(options.layers), unloaded: new Set<string>() };
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await change(options, state).catch((error: unknown) => process.stderr.write(`${wordsOf(error)}\n`));
    } while (again);
    running = undefined;
  };
  return {
    saved: () => {
      again = running !== undefined;
      return (running ??= run());
    },
    settled: async () => running,
  };
}

const wordsOf = (error: unknown): string => (isFailure(error) ? `error ${error.code}: ${messageOf(error)}` : error instanceof Error ? error.message : String(error));

interface State {
  files: readonly SourceFile[];
  /** Files of data that were saved and whose rows the tenant does not have yet. */
  readonly unloaded: Set<string>;
}

async function change(options: FollowOptions, state: State): Promise<void> {
  const { store, tenant, dataSet, folder, bases, kept } = options;
  const read = await readFolder(folder, { bases, kept });
  const layers = [...read.below, read.own];
  const files = filesOf(layers);
  if (sameFiles(files, state.files)) return;
  for (const name of changedData(files, state.files)) state.unloaded.add(name);
  state.files = files;
  if (hasErrors(read.diagnostics)) return say(`${renderAll(read.diagnostics)}\n${clock()} errors; the tenant keeps what it has`);
  options.onLayers(layers);
  const took: string[] = [];
  const timed = async <T>(what: string, work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work;
    took.push(`${what} in ${(performance.now() - startedAt).toFixed(0)}`);
    return result;
  };
  const live = await liveOf(store, tenant);
  const input = replacementOf(layers, tenant, live);
  const plan = await timed('planned', planTenant(store, input));
  const diagnostics = seenFrom(layers, plan);
  if (diagnostics.length > 0) say(renderAll(diagnostics));
  if (hasErrors(diagnostics)) return say(`${clock()} errors, ${took.join(', ')} ms; the tenant keeps what it has`);
  const shown = printTenantPlan(plan, terminalLocale());
  if (!isSafe(plan)) return say([`${clock()} not applied, ${took.join(', ')} ms`, shown, ...yourself(options, layers, live)].join('\n'));
  const there = plan.tables.length === 0 && isThere(input, live, await ownLayer(store, input));
  const version = there ? plan.fromVersion : await timed('applied', bringTo(store, input, { id: plan.id, by: 'dev', sets: [dataSet] }));
  const rows = state.unloaded.size === 0 ? '' : `, rows of ${[...state.unloaded].join(', ')} loaded`;
  state.unloaded.clear();
  say([`${clock()} version ${version}${plan.from === plan.to ? ', no change of the model' : ''}${rows}, ${took.join(', ')} ms`, ...(plan.from === plan.to ? [] : [shown])].join('\n'));
}

/** A command for every layer that is other than the tenant's. */
function yourself({ given, tenant }: FollowOptions, layers: readonly FolderLayer[], live: Live): readonly string[] {
  const changed = layers.filter(({ name, files }) => !live?.some((one) => one.name === name && one.hash === refOf(files).hash));
  return changed.map(({ at }) => `  apply it yourself: tenon apply ${join(given, at).replace(/[/\\]$/, '')} --tenant ${tenant} --consent`);
}

/** Every file of every layer, in order; a file that nobody has touched is the very same. */
const filesOf = (layers: FollowOptions['layers']): readonly SourceFile[] => layers.flatMap(({ files }) => files);

const sameFiles = (a: readonly SourceFile[], b: readonly SourceFile[]): boolean => a.length === b.length && a.every((file, index) => file === b[index]);

/** Names of the files of data, a table or its head, that are not what they were. */
function changedData(files: readonly SourceFile[], before: readonly SourceFile[]): readonly string[] {
  const known = new Set(before);
  return files.filter((file) => !known.has(file)).flatMap(({ path }) => /^data\/(.+)\.(?:json|csv)$/.exec(path)?.[1] ?? []);
}

const clock = (): string => new Date().toLocaleTimeString('en-GB');
const say = (text: string): void => void process.stdout.write(`${text}\n`);
