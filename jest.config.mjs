import { readFileSync } from 'node:fs';

const { baseUrl: _baseUrl, paths: _paths, ...jsc } = JSON.parse(readFileSync('.swcrc', 'utf8')).jsc;

const project = (displayName, testMatch, extra = {}) => ({
  displayName,
  testMatch,
  testEnvironment: '<rootDir>/test/support/one-realm/environment.cjs',
  testRunner: '<rootDir>/test/support/one-realm/test-runner.cjs',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { swcrc: false, jsc, module: { type: 'commonjs', ignoreDynamic: true }, sourceMaps: 'inline' },
    ],
  },
  moduleNameMapper: {
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^@graphql/([^/]+)$': '<rootDir>/libs/$1/src/graphql/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.vitrine'],
  ...extra,
});

/**
 * Suites that would do the same again in the server profile: they start the embedded one themselves, or are about what comes before
 * database, jobs, cache, limits and push, which are what profiles differ in: sockets, the event loop, the shape of texts, guards. The whole way goes
 * through schedules in both.
 */
const OF_ONE_PROFILE = [
  'back-pressure',
  'dashboards-definition',
  'export-schedules',
  'heavy-input',
  'hostile-input',
  'live-page',
  'query-formats',
  'readme',
  'revisions',
  'route-access',
  'slow-clients',
  'source-streams',
  'sources',
  'start',
].map((suite) => `/test/e2e/${suite}.spec.ts`);

const withDatabase = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

/** unit: no services. integration and e2e: a real PostgreSQL of the run's own, started in the global set-up. */
export default {
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: [
    project('unit', [
      '<rootDir>/libs/**/*.spec.ts',
      '<rootDir>/apps/**/*.spec.ts',
      '<rootDir>/scripts/**/*.spec.ts',
      '<rootDir>/test/*.spec.ts',
    ]),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts'], withDatabase),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], {
      ...withDatabase,
      testPathIgnorePatterns: process.env.TEST_PROFILE === 'server' ? OF_ONE_PROFILE : [],
    }),
  ],
};
