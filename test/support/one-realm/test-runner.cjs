const { createRequire } = require('node:module');
const path = require('node:path');
require('reflect-metadata');
const runWithCircus = require('jest-circus/runner').default;
const loader = require('./loader.cjs');

const circus = createRequire(require.resolve('jest-circus/runner'));

/**
 * Runs one test file with jest-circus, but leaves loading modules to Node: packages and libs are loaded, compiled and optimized
 * once per worker process instead of once per file, which is most of what a file costs. The file itself and what lies
 * under `test/` are loaded anew, so that files share no state of their own.
 */
module.exports = async function runTestFile(globalConfig, config, environment, runtime, testPath, send) {
  loader.install(config);
  loader.transformWith(runtime.transformCache);
  const tests = path.join(config.rootDir, 'test') + path.sep;
  forget(
    (file) =>
      file === testPath || file === loader.GLOBALS || (file.startsWith(tests) && !file.startsWith(__dirname)),
  );
  const jest = runtime.jestGlobals.jestObjectFor(testPath);
  globalThis.jest = {
    ...jest,
    ...unavailable(
      'mock',
      'doMock',
      'unstable_mockModule',
      'requireActual',
      'requireMock',
      'resetModules',
      'isolateModules',
    ),
  };
  const native = {
    __proto__: runtime,
    requireInternalModule: (file) => {
      forget((loaded) => loaded === file);
      return circus(file);
    },
    requireModule: (file) => require(file),
    setGlobalsForRuntime: (globals) => runtime.setGlobalsForRuntime(globals),
    unstable_shouldLoadAsEsm: () => false,
    restoreAllMocks: () => runtime.restoreAllMocks(),
  };
  return runWithCircus(globalConfig, config, environment, native, testPath, send);
};

function forget(which) {
  for (const file of Object.keys(require.cache)) if (which(file)) delete require.cache[file];
}

function unavailable(...names) {
  const refuse = (name) => () => {
    throw new Error(
      `jest.${name} is not available: Node itself loads the modules of tests. Nothing of ours is mocked.`,
    );
  };
  return Object.fromEntries(names.map((name) => [name, refuse(name)]));
}
