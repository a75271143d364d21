import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  /** Paths. */
  certFile: string;
  keyFile: string;
  /** PEM; what has to be believed, for nobody has signed it. */
  cert: string;
  key: string;
}

/** Makes a certificate for `localhost` and 127.0.0.1 in a folder, for a server that runs as `owner`. */
export function makeCertificate(folder: string, owner?: { uid: number; gid: number }): Certificate {
  const [certFile, keyFile] = [join(folder, 'server.crt'), join(folder, 'server.key')];
  const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  execFileSync('openssl', [...request, ...name, '-days', '2', '-keyout', keyFile, '-out', certFile], {
    stdio: 'pipe',
  });
  if (owner) for (const file of [certFile, keyFile]) chownSync(file, owner.uid, owner.gid);
  return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}
