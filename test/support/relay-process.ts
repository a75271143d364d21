// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { OutboxRelay } from '@app/database';
import { SeenPublisher, startOutbox } from './outbox-fixtures';

/** A relay of the tests as a process of its own: tells its parent when it is ready and when it leads. */
async function main(): Promise<void> {
  const app = await startOutbox({ DATABASE_URL: process.argv[2] ?? '' }, SeenPublisher);
  const relay = app.get(OutboxRelay, { strict: false });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ name: 'ready' });
  const timer = setInterval(() => {
    if (!relay.leading) return;
    clearInterval(timer);
    process.send?.({ name: 'leads' });
  }, 10);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
