import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the commands of this folder need to know, from the environment and `.env`. */
export interface Settings {
  /** The repository. */
  root: string;
  /** Folder of everything the embedded profile keeps. */
  dir: string;
  profile: 'embedded' | 'server';
  host: string;
  port: number;
  /** Server profile only. */
  databaseUrl: string | undefined;
  /** For what must not go through a pooler: migrations, backup, restore. */
  directUrl: string | undefined;
  /** Also show the logs of api and worker. */
  logStdout: boolean;
}

/** Reads `.env` (which overrides nothing) and the environment. */
export function readSettings(root = process.cwd(), env = process.env): Settings {
  const file = join(root, '.env');
  if (env === process.env && existsSync(file)) process.loadEnvFile(file);
  const databaseUrl = env.DATABASE_URL || undefined;
  return {
    root,
    dir: resolve(root, env.VITRINE_DIR || '.vitrine'),
    profile: databaseUrl ? 'server' : 'embedded',
    host: env.HOST || '127.0.0.1',
    port: portOf(env.PORT || '3000'),
    databaseUrl,
    directUrl: env.DATABASE_DIRECT_URL || databaseUrl,
    logStdout: ['1', 'true'].includes(env.LOG_STDOUT ?? ''),
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error(`PORT is "${text}"; allowed is an integer from 0 (any free port) to 65535.`);
}
