import { tellPackages } from './loaded-packages';
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { createLogger, loadConfig } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';

/** One api process of the tests; its first parameter is its environment as JSON. */
async function main(): Promise<void> {
  const config = loadConfig(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>);
  const app = await createApi({ config, logger: createLogger({ name: 'api', level: config.logLevel }) });
  await app.listen(0, '127.0.0.1');
  process.on('disconnect', () => process.exit(0));
  const url = await app.getUrl();
  process.on('message', ({ name }: { name?: string }) => {
    if (name === 'url?') process.send?.({ name: 'url', url });
  });
  tellPackages();
  process.send?.({ name: 'ready' });
}

void main();
