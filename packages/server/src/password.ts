/**
 * Passwords and tokens.
 *
 * In:   what somebody typed or presented.
 * Out:  a scrypt hash that carries its own parameters and salt; the SHA-256 of a random token.
 * Nothing here can be turned back into the secret, and a comparison takes the same time whatever it finds.
 */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

interface Cost { readonly N: number; readonly r: number; readonly p: number }
const cost: Cost = { N: 16_384, r: 8, p: 5 };
const keyBytes = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost, keyBytes);
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** False also for a hash that cannot be read; then the time of a real comparison is spent all the same. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const parsed = stored === undefined ? undefined : parse(stored);
  const { salt, key, cost: c } = parsed ?? (await dummy());
  const candidate = await derive(password, salt, c, key.length);
  return timingSafeEqual(candidate, key) && parsed !== undefined;
}

function parse(stored: string): { salt: Buffer; key: Buffer; cost: Cost } | undefined {
  const match = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return undefined;
  const [, N, r, p, salt, encoded] = match;
  const key = Buffer.from(encoded!, 'base64url');
  if (key.length !== keyBytes) return undefined;
  return { cost: { N: Number(N), r: Number(r), p: Number(p) }, salt: Buffer.from(salt!, 'base64url'), key };
}

const dummySalt = randomBytes(16);
const dummyKey = randomBytes(keyBytes);
const dummy = async () => ({ salt: dummySalt, key: dummyKey, cost });

function derive(password: string, salt: Buffer, c: Cost, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, length, { ...c, maxmem: 256 * c.N * c.r }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export const newToken = (): string => randomBytes(32).toString('base64url');
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');
