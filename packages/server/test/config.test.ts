/** Weak settings do not reach production; passwords do not come back out of their hashes. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';
import { hashPassword, hashToken, newToken, verifyPassword } from '../src/password.ts';
import { createThrottle } from '../src/throttle.ts';

const good = { NODE_ENV: 'production', DATABASE_URL: 'postgres://x', TENON_SECRET: 'q8Zt1LwP0vKx7RmB4nYc6HsJ2dFg9AeU5iTo3' };

describe('the configuration', () => {
  it('takes a sound one', () => expect(readConfig(good)).toMatchObject({ production: true, portMayMove: false, port: 8080, host: '127.0.0.1' }));
  it.each([
    ['no secret', { TENON_SECRET: undefined }], ['an empty secret', { TENON_SECRET: '' }], ['a short secret', { TENON_SECRET: 'q8Zt1LwP0vKx7RmB4nYc6HsJ2dFg9Ae' }],
    ['one letter', { TENON_SECRET: 'a'.repeat(64) }], ['a sample', { TENON_SECRET: 'changemechangemechangemechangeme' }],
    ['the development secret', { TENON_SECRET: readConfig({}).secret }], ['no database', { DATABASE_URL: undefined }], ['a port out of range', { PORT: '99999' }],
  ])('refuses %s in production', (_what, change) => expect(() => readConfig({ ...good, ...change })).toThrow());
});

describe('a password', () => {
  it('is checked against its hash, which holds a salt of its own', async () => {
    const [a, b] = [await hashPassword('päss'), await hashPassword('päss')];
    expect(a).not.toBe(b);
    expect(await verifyPassword('päss', a)).toBe(true);
    expect(await verifyPassword('pass', a)).toBe(false);
    for (const broken of [undefined, '', 'plain', 'scrypt$1$1$1$a', a.slice(0, -2)]) expect(await verifyPassword('päss', broken)).toBe(false);
  });
  it('is slow to guess also when there is none', async () => {
    const time = async (stored: string | undefined) => { const t = performance.now(); await verifyPassword('x', stored); return performance.now() - t; };
    const real = await time(await hashPassword('y'));
    expect(await time(undefined)).toBeGreaterThan(real / 4);
  });
  it('a token is random and kept as a digest', () => {
    expect(newToken()).toMatch(/^[\w-]{43}$/);
    expect(hashToken('x')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the throttle', () => {
  it('locks longer with each failure, and forgets on success', () => {
    let clock = 0;
    const throttle = createThrottle(() => clock);
    for (let i = 0; i < 4; i++) throttle.failed('k');
    expect(throttle.lockedFor('k')).toBe(0);
    throttle.failed('k');
    expect(throttle.lockedFor('k')).toBe(15);
    clock += 15_000;
    expect(throttle.lockedFor('k')).toBe(0);
    throttle.failed('k');
    expect(throttle.lockedFor('k')).toBe(30);
    expect(throttle.lockedFor('other')).toBe(0);
    throttle.succeeded('k');
    expect(throttle.lockedFor('k')).toBe(0);
  });
});
