/** Started by embedded.test.ts as a process of its own, so that it can be killed with its server running. */
import { startEmbedded } from '../src/postgres/embedded.ts';

const server = await startEmbedded(process.argv[2]!);
process.send?.(server.connectionString);
setInterval(() => undefined, 60_000);
