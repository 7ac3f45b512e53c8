/**
 * Brings a tenant to what a folder says, each time that files were saved.
 *
 * In:   the folder as it was served, and word that something was saved.
 * Out:  the tenant changed where that is safe; what was done and how long it took, or what stands against it, on standard output.
 */
import { isFailure, messageOf } from '@tenon/diagnostics';
import type { Model } from '@tenon/model';
import type { SourceFile } from '@tenon/model/compiler';
import type { KeptFiles } from '@tenon/model/node';
import { applyMigration, planMigration, printPlan, type Store } from '@tenon/store';
import { compileFolder, renderAll, type Compiled } from './compile.ts';
import { isSafe } from './commands/change.ts';
import { load } from './deploy.ts';

export interface FollowOptions {
  readonly store: Store;
  readonly tenant: string;
  /** Set of data that the tenant has beside the base data. */
  readonly dataSet: string;
  readonly folder: string;
  /** The folder as the author wrote it. */
  readonly given: string;
  readonly kept: KeptFiles;
  readonly compiled: Compiled;
}

export interface Followed {
  /** Something was saved. Resolves when the tenant has it, or when it was told why not. */
  readonly saved: () => Promise<void>;
  readonly settled: () => Promise<void>;
}

/** Runs one change at a time; saves that come meanwhile make one more. */
export function openFollowed(options: FollowOptions): Followed {
  const state = { files: options.compiled.files, unloaded: new Set<string>() };
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

async function change({ store, tenant, dataSet, folder, given, kept }: FollowOptions, state: State): Promise<void> {
  const { model, diagnostics, files, ms } = await compileFolder(folder, kept);
  if (sameFiles(files, state.files)) return;
  for (const name of changedData(files, state.files)) state.unloaded.add(name);
  state.files = files;
  if (diagnostics.length > 0) say(renderAll(diagnostics));
  if (!model) return say(`${clock()} errors, found in ${ms.toFixed(0)} ms; the tenant keeps what it has`);
  const took = [`checked in ${ms.toFixed(0)}`];
  const timed = async <T>(what: string, work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work;
    took.push(`${what} in ${(performance.now() - startedAt).toFixed(0)}`);
    return result;
  };
  const plan = await timed('planned', planMigration(store, tenant, model));
  if (!isSafe(plan)) return say(`${clock()} not applied, ${took.join(', ')} ms\n${printPlan(plan)}\n  apply it yourself: tenon apply ${given} --tenant ${tenant} --consent`);
  const version = plan.from === plan.to ? undefined : await timed('applied', applyMigration(store, plan, { by: 'dev' }));
  store.models.forget(tenant);
  const rows = await loadSaved({ store, tenant, dataSet, model, state });
  say([`${clock()} ${version === undefined ? 'no change of the model' : `version ${version}`}${rows}, ${took.join(', ')} ms`, ...(version === undefined ? [] : [printPlan(plan)])].join('\n'));
}

async function loadSaved({ store, tenant, dataSet, model, state }: { store: Store; tenant: string; dataSet: string; model: Model; state: State }): Promise<string> {
  const data = model.data.filter(({ name }) => state.unloaded.has(name));
  if (data.length === 0) return '';
  await load(store, tenant, data, [dataSet]);
  state.unloaded.clear();
  return `, rows of ${data.map(({ name }) => name).join(', ')} loaded`;
}

const sameFiles = (a: readonly SourceFile[], b: readonly SourceFile[]): boolean => a.length === b.length && a.every((file, index) => file === b[index]);

/** Names of the files of data, a table or its head, that are not what they were. */
function changedData(files: readonly SourceFile[], before: readonly SourceFile[]): readonly string[] {
  const known = new Set(before);
  return files.filter((file) => !known.has(file)).flatMap(({ path }) => /^data\/(.+)\.(?:json|csv)$/.exec(path)?.[1] ?? []);
}

const clock = (): string => new Date().toLocaleTimeString('en-GB');
const say = (text: string): void => void process.stdout.write(`${text}\n`);
