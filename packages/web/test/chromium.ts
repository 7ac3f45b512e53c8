/**
 * A real Chromium: the machine's own, or the one that `@sparticuz/chromium` brings, unpacked into the checkout once per user.
 *
 * In:   CHROMIUM_PATH, which names another browser, or one that does not exist to have the packed one.
 * Out:  a browser that runs as root and as anybody else, without a screen.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
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

type Environment = Readonly<Record<string, string>>;

/**
 * A browser keeps settings in the home of its user and leaves temporary files behind when it is stopped. Here it has a home in the
 * checkout, and a folder for temporary files that goes with it: a short path, since sockets stand in it.
 */
async function launch(executablePath: string, more: Environment = {}): Promise<Browser> {
  const home = join(root, `home-${process.getuid?.() ?? 0}`);
  await mkdir(home, { recursive: true });
  const temporary = await mkdtemp(join(tmpdir(), 'tenon-browser-'));
  // Names of files that are no ASCII are kept as they are only under a locale that can write them.
  const { XDG_CONFIG_HOME: _config, XDG_CACHE_HOME: _cache, LC_ALL: _locale, ...own } = process.env;
  const tidy = () => rmSync(temporary, { recursive: true, force: true });
  try {
    const browser = await chromium.launch({ executablePath, args, env: { ...own, LANG: 'C.UTF-8', HOME: home, TMPDIR: temporary, ...more } as Environment });
    browser.on('disconnected', tidy);
    return browser;
  } catch (error) {
    tidy();
    throw error;
  }
}

export async function openBrowser(): Promise<Browser> {
  const asked = process.env['CHROMIUM_PATH'];
  const found = (asked === undefined ? installed : [asked]).find((path) => existsSync(path));
  return found === undefined ? openPacked() : launch(found);
}

async function openPacked(): Promise<Browser> {
  const folder = await unpacked();
  const fonts: Environment = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') };
  // A machine that never had a browser lacks libraries of one; they are in the pack, and would only get in the way elsewhere.
  return launch(join(folder, 'chromium'), fonts).catch(() => launch(join(folder, 'chromium'), { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }));
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
