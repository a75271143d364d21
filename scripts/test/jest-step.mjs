import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPORT_FILE } from './report.mjs';
import { endThoseOf, interruption, runCommand } from './run-command.mjs';

const JEST = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  'node_modules/jest/bin/jest.js',
];

/** Where jest has it by default, which the tests' own folder for temporary files would change from run to run. */
const CACHE = join(tmpdir(), `jest_${(process.getuid?.() ?? 0).toString(36)}`);

/** As suites say it: `SKIPPED "cache on Redis": no redis-server. Install it (apt-get install redis-server).` */
const MISSING = /SKIPPED (?:"[^"]*"|[^:"]*): (.+)/g;

/**
 * Runs one jest project and counts its tests. A file that cannot be run counts as one failed test. What tests leave in the folder
 * for temporary files goes when they have ended, however they did.
 *
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runJest(project, { name, root, env, workers = 2 }) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-jest-'));
  const report = join(folder, 'report.json');
  // As /tmp is: servers of other accounts have their data below, and write files of their own.
  chmodSync(folder, 0o1777);
  try {
    const command = [
      ...JEST,
      '--selectProjects',
      project,
      `--maxWorkers=${workers}`,
      '--reporters=default',
      `--reporters=${join(root, 'scripts/test/report.mjs')}`,
      `--cacheDirectory=${CACHE}`,
    ];
    const { code, output, seconds, ended } = await runCommand(command, {
      name,
      root,
      env: { ...env, TMPDIR: folder, [REPORT_FILE]: report },
      show: true,
    });
    if (ended) await endThoseOf(folder);
    const counted = count(report, root);
    const missing = new Set([...output.matchAll(MISSING)].map(([, reason]) => reason));
    counted.notes.push(...[...missing].toSorted().map((reason) => `for what was skipped: ${reason}`));
    if (code !== 0 && counted.failed === 0) counted.failed = 1;
    return { ...counted, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function count(report, root) {
  try {
    const { passed, failed, tests } = JSON.parse(readFileSync(report, 'utf8'));
    const titles = (...statuses) =>
      tests
        .filter(({ status }) => statuses.includes(status))
        .map(({ file, name }) => `${file.slice(root.length + 1)}: ${name}`);
    const skipped = titles('pending', 'todo');
    const notes = [
      ...titles('failed').map((title) => `failed: ${title}`),
      ...skipped.map((title) => `skipped: ${title}`),
    ];
    return { passed, failed, skipped: skipped.length, notes };
  } catch {
    const why = interruption.signal ? `interrupted by ${interruption.signal}` : 'jest ended without a report';
    return { passed: 0, failed: 1, skipped: 0, notes: [why] };
  }
}
