import '../../compile-cache';
import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { ConfigError, loadConfig, startTracing } from '@app/platform';

/** Starts one api process. Sends `ready` to a supervising parent, stops on SIGTERM, SIGINT or when that parent is gone. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  const tracing = await startTracing(config, 'api');
  // Only now: what is to be traced must be loaded after the tracer.
  const { runApi } = await import('./run-api.js');
  await runApi(config, tracing);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exit(1);
});
