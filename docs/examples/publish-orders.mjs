// Makes the stream `orders` in a NATS server and publishes orders to it: node docs/examples/publish-orders.mjs 127.0.0.1:4222 3
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const [servers = '127.0.0.1:4222', count = '3'] = process.argv.slice(2);
const { NATS_USER: user, NATS_PASSWORD: pass } = process.env;
// A server that has just been started may not listen yet.
const connection = await connect({ servers, user, pass, waitOnFirstConnect: true });
const manager = await jetstreamManager(connection);
await manager.streams.add({ name: 'orders', subjects: ['orders.>'] });
const stream = jetstream(connection);
for (let n = 1; n <= Number(count); n++) {
  const order = { id: n, paid_at: new Date().toISOString(), amount: 10 * n, customer: { country: 'DE' } };
  const { seq } = await stream.publish('orders.paid', JSON.stringify(order));
  console.log(`orders.paid ${seq}`);
}
await connection.drain();
