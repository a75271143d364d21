import { join } from 'node:path';
import { onPath } from '../../test/support/on-path.mjs';
import { findPostgres } from '../../test/support/system-postgres.mjs';
import { runJest } from './jest-step.mjs';
import { skippedStep } from './outcome.mjs';
import { runCommand } from './run-command.mjs';

/** On two cores: tests wait as much as they compute, for outages, time-outs and other processes. */
const WORKERS = 3;

/**
 * Everything that `npm test` runs, in order; the keys are what `npm test -- <part>` takes. Checks that only read (`beside`) run
 * beside the build and the unit tests; the rest has the machine to itself.
 */
export const STEPS = {
  format: check('formatting', bin('prettier', '--check', '.', '--log-level', 'warn')),
  lint: check('lint', bin('oxlint', '--type-aware', '--deny-warnings', 'apps', 'libs', 'scripts', 'test')),
  types: check('type check', bin('tsc', '--noEmit')),
  build: check('build', ['npm', 'run', '--silent', 'build'], { beside: false }),
  generated: check(
    'generated files are up to date',
    [process.execPath, 'scripts/run.mjs', 'generate', '--check'],
    { beside: false },
  ),
  openapi: check('OpenAPI document is sound', bin('redocly', 'lint', 'openapi.json', '--format=stylish'), {
    env: {
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
      REDOCLY_SUPPRESS_NOTIFICATIONS: 'true',
    },
  }),
  unit: { title: 'unit and architecture tests', run: (root) => runJest('unit', { name: 'unit', root }) },
  integration: {
    title: 'integration tests',
    run: (root) => runJest('integration', { name: 'integration', root, workers: WORKERS }),
  },
  e2e: {
    title: 'end-to-end tests, embedded profile',
    run: (root) => runJest('e2e', { name: 'e2e', root, env: { TEST_PROFILE: 'embedded' }, workers: WORKERS }),
  },
  'e2e-server': { title: 'end-to-end tests, server profile', run: runServerProfile },
};

function check(title, command, { env, beside = true } = {}) {
  return {
    title,
    beside,
    run: async (root) => {
      const { code, output, seconds } = await runCommand(command, { name: title, root, env });
      if (code !== 0) console.log(output.trimEnd());
      return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, notes: [] };
    },
  };
}

function bin(name, ...args) {
  return [join('node_modules', '.bin', name), ...args];
}

async function runServerProfile(root) {
  const missing = [];
  if (!process.env.TEST_DATABASE_URL && !findPostgres()) {
    missing.push(
      'PostgreSQL 15 or newer is not installed: `apt-get install postgresql`, or set TEST_DATABASE_URL',
    );
  }
  if (!process.env.TEST_REDIS_URL && !onPath('redis-server')) {
    missing.push('Redis is not installed: `apt-get install redis-server`, or set TEST_REDIS_URL');
  }
  if (missing.length > 0) return skippedStep(missing.join('; '));
  return runJest('e2e', { name: 'e2e-server', root, env: { TEST_PROFILE: 'server' }, workers: WORKERS });
}
