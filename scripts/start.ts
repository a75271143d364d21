import { join } from 'node:path';
import { readSettings } from './start/settings';
import { Supervisor } from './start/supervisor';
import { Terminal } from './start/terminal';

/** `npm start`: runs database, migrations, api and worker until Ctrl-C. */
export async function main(): Promise<void> {
  const dist = join(__dirname, '..');
  const programs = {
    api: join(dist, 'apps', 'api', 'src', 'main.js'),
    worker: join(dist, 'apps', 'worker', 'src', 'main.js'),
    migrate: join(dist, 'scripts', 'start', 'migrate-process.js'),
  };
  process.exit(await new Supervisor(readSettings(), programs, new Terminal()).run());
}
