/**
 * A real Chromium: the machine's own, or the one that `@sparticuz/chromium` brings, unpacked into the checkout once per user.
 *
 * In:   CHROMIUM_PATH, which names another browser, or one that does not exist to have the packed one.
 * Out:  a browser that runs as root and as anybody else, without a screen.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const installed = [
  '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

// The flags that the pack recommends are for one page in one process; with them, closing a page ends the browser.
const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'];
const root = fileURLToPath(new URL('../../../.tenon/browser', import.meta.url));

/** A browser keeps settings and reports of crashes in the home of its user; here it gets one in the checkout. */
async function environment(): Promise<Record<string, string>> {
  const home = join(root, `home-${process.getuid?.() ?? 0}`);
  await mkdir(home, { recursive: true });
  const { XDG_CONFIG_HOME: _config, XDG_CACHE_HOME: _cache, ...own } = process.env;
  return { ...own, HOME: home } as Record<string, string>;
}

export async function openBrowser(): Promise<Browser> {
  const asked = process.env['CHROMIUM_PATH'];
  const found = (asked === undefined ? installed : [asked]).find((path) => existsSync(path));
  if (found !== undefined) return chromium.launch({ executablePath: found, args, env: await environment() });
  return openPacked();
}

async function openPacked(): Promise<Browser> {
  const [folder, own] = [await unpacked(), await environment()];
  const launch = (more: Record<string, string>) => {
    const env = { ...own, ...more, ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }) };
    return chromium.launch({ executablePath: join(folder, 'chromium'), args, env });
  };
  // A machine that never had a browser lacks libraries of one; they are in the pack, and would only get in the way elsewhere.
  return launch({}).catch(() => launch({ LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }));
}

const unpack = `
  const [bin] = process.argv.slice(1);
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  await packed.executablePath(bin);
  await inflate(bin + '/al2023.tar.br');
`;

/** Unpacks beside the checkout's other data, under a name of its own user, since nobody else may run what one has unpacked. */
async function unpacked(): Promise<string> {
  const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
  const version = createHash('sha256').update(readFileSync(join(bin, '..', 'package.json'))).digest('hex').slice(0, 12);
  const folder = join(root, `${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(folder)) return folder;
  const half = `${folder}.${process.pid}`;
  await mkdir(half, { recursive: true });
  // The pack goes where temporary files go, and nowhere else; a process of its own has its own place for them.
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack, bin], { cwd: fileURLToPath(new URL('..', import.meta.url)), env: { ...process.env, TMPDIR: half } });
  await rename(half, folder).catch(async (error: unknown) => {
    if (!existsSync(folder)) throw error;
    await rm(half, { recursive: true, force: true });
  });
  return folder;
}
