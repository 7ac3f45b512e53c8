/** The real server as a process of its own, so that it can be killed: the database's address and the port are its arguments. */
import { openStore } from '@tenon/store';
import { readConfig } from '../../src/config.ts';
import { startServer } from '../../src/server.ts';

const [databaseUrl, port] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
const store = await openStore({ adminUrl: databaseUrl! });
const config = { ...readConfig({ PORT: port }), portMayMove: false, logLevel: 'error' };
await startServer({ store, config });
process.send?.('ready');
