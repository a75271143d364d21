import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginRotation, endRotation, keepSecrets } from './secrets';

describe('keepSecrets', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'vitrine-secrets-'))));
  afterEach(() => rmSync(dir, { recursive: true }));

  it('generates two different secrets of 32 bytes, for the owner alone, and keeps them', () => {
    const first = keepSecrets(dir);
    expect(Buffer.from(first.JWT_SECRET, 'base64url')).toHaveLength(32);
    expect(Buffer.from(first.ENCRYPTION_KEY, 'base64url')).toHaveLength(32);
    expect(first.JWT_SECRET).not.toBe(first.ENCRYPTION_KEY);
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(keepSecrets(dir)).toEqual(first);
  });

  it('adds a secret that an older file lacks and leaves the others alone', () => {
    writeFileSync(join(dir, 'secrets.json'), '{"ENCRYPTION_KEY":"kept"}');
    expect(keepSecrets(dir)).toMatchObject({ ENCRYPTION_KEY: 'kept', JWT_SECRET: expect.any(String) });
  });

  it('refuses to replace a damaged file, whose keys the data needs', () => {
    writeFileSync(join(dir, 'secrets.json'), '{"ENC');
    expect(() => keepSecrets(dir)).toThrow('not readable JSON');
    expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).toBe('{"ENC');
  });

  it('rotates the key of stored secrets, and keeps the old one until it is needed no more', () => {
    const before = keepSecrets(dir);
    const during = beginRotation(dir);
    expect(during.ENCRYPTION_KEY).not.toBe(before.ENCRYPTION_KEY);
    expect(during.ENCRYPTION_KEYS_PREVIOUS).toBe(before.ENCRYPTION_KEY);
    expect(during.JWT_SECRET).toBe(before.JWT_SECRET);
    expect(beginRotation(dir)).toEqual(during);
    expect(keepSecrets(dir)).toEqual(during);
    endRotation(dir);
    expect(keepSecrets(dir)).toEqual({ ...before, ENCRYPTION_KEY: during.ENCRYPTION_KEY });
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });
});
