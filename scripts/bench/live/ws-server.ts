import { WebSocketServer } from 'ws';
import { markedState } from './marked-frame';
import { push, type PushPlan } from './pushing';

/** The limit that live dashboards are compared with: `ws` sending the same text to all, and nothing else. */
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => socket.send('42hello'));
server.once('listening', () => {
  process.send?.({ url: `ws://127.0.0.1:${(server.address() as { port: number }).port}/` });
});
process.on('message', ({ push: plan }: { push?: PushPlan }) => {
  if (!plan) return process.send?.({ memory: process.memoryUsage.rss() });
  return void push(plan, send).then((pushed) => process.send?.({ pushed }));
});
process.on('disconnect', () => process.exit(0));

function send(n: number): void {
  const payload = { cursor: `bench-${n}`, widgetId: 'widget', ...markedState(n) };
  const text = `42${JSON.stringify(['widget:data', payload])}`;
  for (const client of server.clients) client.send(text);
}
