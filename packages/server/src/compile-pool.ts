/**
 * Compiles layers in a thread of its own, so that no request waits for somebody's compiling.
 *
 * One thread: what it has parsed is there for the next question, and a node has work for its other cores.
 */
import { fileURLToPath } from 'node:url';
import { openCompiler, type Compiler, type Question, type Reply } from '@tenon/store';
import { Piscina } from 'piscina';

const idleMs = 15 * 60_000;

export function openCompilePool(): Compiler {
  const pool = new Piscina<Question, Reply>({
    filename: fileURLToPath(new URL('./compile-worker.ts', import.meta.url)), minThreads: 0, maxThreads: 1, idleTimeout: idleMs, concurrentTasksPerWorker: 1,
  });
  return openCompiler((question) => pool.run(question), () => pool.destroy());
}
