const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** How jest tells its workers that no test is left. */
const END = 2;

/*
 * What a test leaves behind for a moment, such as the two seconds in which a client of Redis waits for a connection that is closed
 * already, is no reason to wait: jest would call the worker leaking after half a second, and kill it.
 */
if (process.send) process.on('message', ([order]) => order === END && process.exit());

/**
 * A jest environment without a sandbox: tests run among the globals of the worker process, as the product does in its own.
 * What a file changes of them is put back when it ends.
 */
module.exports = class OneRealmEnvironment {
  global = globalThis;
  fakeTimers = null;
  #globals = Object.getOwnPropertyDescriptors(globalThis);
  #env = { ...process.env };
  #process = Object.getOwnPropertyDescriptors(process);
  #listeners = new Map(process.eventNames().map((name) => [name, process.rawListeners(name)]));

  constructor({ projectConfig }) {
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {
    // The runtime of jest puts its sandboxed modules there.
    Object.defineProperty(process, 'getBuiltinModule', this.#process.getBuiltinModule);
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    Object.defineProperty(process, 'exit', this.#process.exit);
    for (const name of Object.keys(process.env)) if (!(name in this.#env)) delete process.env[name];
    Object.assign(process.env, this.#env);
    for (const name of process.eventNames()) {
      const before = this.#listeners.get(name) ?? [];
      for (const listener of process.rawListeners(name)) {
        if (!before.includes(listener)) process.removeListener(name, listener);
      }
    }
    for (const [name, descriptor] of Object.entries(this.#globals)) {
      if (descriptor.configurable) Object.defineProperty(globalThis, name, descriptor);
    }
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return null;
  }
};
