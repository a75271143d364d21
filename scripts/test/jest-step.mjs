import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

const JEST = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
  'node_modules/jest/bin/jest.js',
];

/**
 * Runs one jest project and counts its tests. A file that cannot be run counts as one failed test.
 *
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runJest(project, { name, root, env, workers = 2 }) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-jest-'));
  const report = join(folder, 'report.json');
  try {
    const command = [
      ...JEST,
      '--selectProjects',
      project,
      `--maxWorkers=${workers}`,
      '--json',
      `--outputFile=${report}`,
    ];
    const { code, seconds } = await runCommand(command, { name, root, env, show: true });
    const counted = count(report, root);
    if (code !== 0 && counted.failed === 0) counted.failed = 1;
    return { ...counted, seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, root) {
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const tests = result.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults.map((test) => ({
        status: test.status,
        title: `${name.slice(root.length + 1)}: ${test.fullName}`,
      })),
    );
    const skipped = tests
      .filter(({ status }) => status === 'pending' || status === 'todo')
      .map(({ title }) => title);
    const failed = tests.filter(({ status }) => status === 'failed').map(({ title }) => title);
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: skipped.length,
      notes: [...failed.map((title) => `failed: ${title}`), ...skipped.map((title) => `skipped: ${title}`)],
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0, notes: ['jest ended without a report'] };
  }
}
