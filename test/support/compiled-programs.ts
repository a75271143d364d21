import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Programs of test/support, which the global set-up has compiled. */
export class CompiledPrograms {
  private readonly children: ChildProcess[] = [];

  /** Starts one and resolves when it has sent `{ name: 'ready' }`. */
  async start(program: string, ...parameters: string[]): Promise<ChildProcess> {
    const child = fork(join(ROOT, 'dist/test/support', `${program}.js`), parameters, {
      cwd: ROOT,
      execArgv: [],
    });
    return this.ready(program, child);
  }

  /**
   * The same, where a folder has room for so many KiB and no more: it is a disk of its own for that process, which is gone with it; where
   * that is not allowed, no file of the process may be larger.
   */
  async startWithLittleRoom(
    { folder, kib }: { folder: string; kib: number },
    program: string,
    ...parameters: string[]
  ): Promise<ChildProcess> {
    const disk = `mount -t tmpfs -o size=${kib}k none "${folder}"`;
    const how = ['-m', '-Urm'].find(
      (option) => spawnSync('unshare', [option, 'sh', '-c', disk]).status === 0,
    );
    const run = [process.execPath, join(ROOT, 'dist/test/support', `${program}.js`), ...parameters];
    const child = spawn(
      how ? 'unshare' : 'sh',
      // Units of 512 bytes.
      [...(how ? [how, 'sh'] : []), '-c', `${how ? disk : `ulimit -f ${2 * kib}`} && exec "$0" "$@"`, ...run],
      { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
    );
    return this.ready(program, child);
  }

  private async ready(program: string, child: ChildProcess): Promise<ChildProcess> {
    this.children.push(child);
    await new Promise<void>((resolve, reject) => {
      child.on('message', (message) => (message as { name?: string }).name === 'ready' && resolve());
      child.once('exit', (code) => reject(new Error(`${program} ended with ${code} before it was ready`)));
    });
    return child;
  }

  /** Starts an api process with this environment. */
  async startApi(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
    const child = await this.start('api-process', JSON.stringify(env));
    const url = await new Promise<string>((resolve) => {
      child.on('message', (message) => {
        const { name, url: address } = message as { name: string; url?: string };
        if (name === 'url') resolve(address ?? '');
      });
      child.send({ name: 'url?' });
    });
    return { child, url };
  }

  /** The names of the packages that the main thread of a program has loaded. */
  async packagesOf(child: ChildProcess): Promise<string[]> {
    return new Promise((resolve) => {
      const onMessage = (message: unknown): void => {
        const { packages } = message as { packages?: string[] };
        if (!packages) return;
        child.off('message', onMessage);
        resolve(packages);
      };
      child.on('message', onMessage);
      child.send({ name: 'packages?' });
    });
  }

  async close(): Promise<void> {
    for (const child of this.children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await exited;
    }
  }
}
