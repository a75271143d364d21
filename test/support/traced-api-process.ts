// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { loadConfig, startTracing } from '@app/platform';

/**
 * An api process that is traced as its first parameter, its environment as JSON, says. `POST /test/job` does what a
 * request with a job does: a row of the outbox in the transaction of its work.
 */
async function main(): Promise<void> {
  const env = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
  Object.assign(process.env, env);
  const config = loadConfig(env);
  await startTracing(config, 'api');
  const { serveTraced } = await import('./traced-api.js');
  const url = await serveTraced(config);
  process.on('disconnect', () => process.exit(0));
  process.on('message', () => process.send?.({ name: 'url', url }));
  process.send?.({ name: 'ready' });
}

void main();
