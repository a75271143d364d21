import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3Server } from './s3-server';
import { describeWhereThereIs } from './where-there-is';

const PYTHON = '/usr/bin/python3';
const PACKAGES = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'];
const PLACE = { bucket: 'vitrine-test', region: 'us-east-1' };
const CREDENTIALS = { accessKeyId: 'test:tester', secretAccessKey: 'test-secret' };

/** Whether {@link startSwift} can give one. */
export function swiftAvailable(): boolean {
  return PACKAGES.every((name) => existsSync(`/usr/bin/${name}-server`));
}

/** For what needs an S3 server that others have written. */
export function describeWithSwift(name: string, suite: () => void): void {
  const missing = `no OpenStack Swift. Install it (apt-get install ${PACKAGES.join(' ')})`;
  describeWhereThereIs([{ isThere: swiftAvailable(), missing }], name, suite);
}

/** Starts OpenStack Swift, whose S3 API others use in production, with an empty bucket. */
export async function startSwift(): Promise<S3Server> {
  if (!swiftAvailable()) throw new Error(`no OpenStack Swift: apt-get install ${PACKAGES.join(' ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-swift-'));
  const child = spawn(PYTHON, [join(process.cwd(), 'test/support/swift-server.py'), folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const close = async (): Promise<void> => {
    process.off('exit', kill);
    kill();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  let problem = '';
  child.stderr.on('data', (chunk: Buffer) => (problem += chunk.toString()));
  const port = await Promise.race([
    new Promise<string>((resolve) =>
      child.stdout.once('data', (chunk: Buffer) => resolve(String(chunk).trim())),
    ),
    exited.then(() => undefined),
  ]);
  if (port === undefined) {
    await close();
    throw new Error(`OpenStack Swift did not start: ${problem}`);
  }
  const place = { ...PLACE, endpoint: `http://127.0.0.1:${port}`, credentials: CREDENTIALS };
  const client = new S3Client({ ...place, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: PLACE.bucket }));
  return {
    place,
    unfinishedUploads: async () => {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: PLACE.bucket }));
      return Uploads.length;
    },
    close: async () => {
      client.destroy();
      await close();
    },
  };
}
