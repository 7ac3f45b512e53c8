/**
 * The server's settings.
 *
 * In:   environment variables.
 * Out:  a checked ServerConfig, or a ConfigError that says what to change. Production refuses weak settings.
 */
import { limits } from '@tenon/diagnostics';

export interface ServerConfig {
  readonly databaseUrl: string | undefined;
  readonly host: string;
  readonly port: number;
  /** In development a taken port gives way to the next free one. */
  readonly portMayMove: boolean;
  readonly production: boolean;
  /** Signs the session cookie, so that a forged one is refused without a look into the database. */
  readonly secret: string;
  /** Address under which people reach the server, when it stands behind a proxy. */
  readonly publicUrl: string | undefined;
  readonly trustProxy: boolean;
  readonly logLevel: string;
  /** Sign-ins per minute and IP address. */
  readonly signInsPerMinute: number;
  /** Per minute and person. */
  readonly uploadsPerMinute: number;
  readonly commentsPerMinute: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const secretLengthMin = 32;
const developmentSecret = 'tenon development secret, never for production';
const sampleSecrets = ['changeme', 'change-me', 'secret', 'password', 'example', 'tenon', '0123456789', developmentSecret];

export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const production = env['NODE_ENV'] === 'production';
  const config: ServerConfig = {
    databaseUrl: env['DATABASE_URL'] || undefined,
    host: env['HOST'] || '127.0.0.1',
    port: portOf(env['PORT']),
    portMayMove: !production,
    production,
    secret: env['TENON_SECRET'] ?? (production ? '' : developmentSecret),
    publicUrl: env['TENON_URL'] || undefined,
    trustProxy: env['TENON_TRUST_PROXY'] === 'true',
    logLevel: env['LOG_LEVEL'] || (production ? 'info' : 'warn'),
    signInsPerMinute: 60,
    uploadsPerMinute: limits.uploadsPerMinuteMax,
    commentsPerMinute: limits.commentsPerMinuteMax,
  };
  if (production) checkProduction(config);
  return config;
}

function portOf(text: string | undefined): number {
  if (!text) return 8080;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new ConfigError(`PORT must be a number from 0 to 65535, not “${text}”.`);
  return port;
}

function checkProduction(config: ServerConfig): void {
  if (!config.databaseUrl) throw new ConfigError('DATABASE_URL must name the PostgreSQL database in production.');
  if (config.secret.length < secretLengthMin) {
    throw new ConfigError(`TENON_SECRET must have at least ${secretLengthMin} characters; make one with: openssl rand -base64 48`);
  }
  const plain = config.secret.toLowerCase();
  const sample = sampleSecrets.some((s) => plain.replaceAll(s.toLowerCase(), '').length < secretLengthMin / 2);
  if (sample || new Set(plain).size < 10) {
    throw new ConfigError('TENON_SECRET is a sample or too regular; make one with: openssl rand -base64 48');
  }
}
