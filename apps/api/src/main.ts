import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { FirstAdmin } from '@app/auth';
import { ConfigError, createLogger, Lifecycle, loadConfig } from '@app/platform';
import { createApi } from './create-api';

/** Connections that the operating system holds until they are taken: one that finds no place is tried again after seconds. */
const BACKLOG = 4_096;

/** Starts one api process. Sends `ready` to a supervising parent, stops on SIGTERM, SIGINT or when that parent is gone. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  const logger = createLogger({ name: 'api', level: config.logLevel });
  const app = await createApi({ config, logger });
  const lifecycle = app.get(Lifecycle);

  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    const hardStop = setTimeout(
      () => process.exit(0),
      config.drainDelayMs + config.shutdownTimeoutMs + 1_500,
    );
    hardStop.unref();
    lifecycle.drain();
    await new Promise((resolve) => setTimeout(resolve, config.drainDelayMs));
    await lifecycle.close(config.shutdownTimeoutMs);
    await app.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  if (process.send) process.on('disconnect', () => void stop('parent gone'));

  await app.init();
  const admin = await app.get(FirstAdmin).ensure();
  if (admin.generatedPassword) {
    process.send?.({ type: 'first-admin', email: admin.email, password: admin.generatedPassword });
  }
  await app.listen({ port: config.port, host: config.host, backlog: BACKLOG });
  const url = await app.getUrl();
  logger.info({ address: url }, 'api listens');
  process.send?.({ type: 'ready', url });
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exit(1);
});
