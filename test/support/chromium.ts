import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const INSTALL = 'Chromium is not installed (apt-get install chromium, or CHROMIUM=/path/to/it)';

/** Where Chromium is; undefined, said aloud, where there is none. @throws Error then under REQUIRE_ALL=1 */
export function findChromium(suite: string): string | undefined {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : PLACES;
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  if (process.env.REQUIRE_ALL === '1') throw new Error(`${suite}: ${INSTALL}.`);
  process.stderr.write(`SKIPPED ${suite}: ${INSTALL}.\n`);
  return undefined;
}

/** A browser without a window. */
export function aBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
}
