import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';
import { freePort } from './redis';
import { describeWhereThereIs, program } from './where-there-is';

export interface RunningNats {
  port: number;
  /** Ends it; its streams stay in their folder until `remove`. */
  stop(): Promise<void>;
  /** Starts it again with what it had. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts `nats-server` with JetStream on a free port of 127.0.0.1, its streams in a folder of its own. */
export async function startNats(options: string[] = []): Promise<RunningNats> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-nats-'));
  let stop = async (): Promise<void> => {};
  const start = async (): Promise<void> => {
    const child = spawn(
      'nats-server',
      ['--addr', '127.0.0.1', '--port', String(port), '--jetstream', '--store_dir', dir, ...options],
      { stdio: 'ignore' },
    );
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    stop = async () => {
      process.off('exit', kill);
      child.kill('SIGTERM');
      await exited;
    };
    await eventually(() => accepts(port), 'nats-server takes connections');
  };
  await start();
  const remove = async (): Promise<void> => {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { port, stop: () => stop(), start, remove };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });
}

/** Whether {@link startNats} can start one. */
export function natsAvailable(): boolean {
  return spawnSync('nats-server', ['--version']).status === 0;
}

/** For suites that need NATS. */
export function describeWithNats(name: string, suite: () => void): void {
  describeWhereThereIs([program('nats-server')], name, suite);
}
