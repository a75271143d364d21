import Fastify from 'fastify';
import { LRUCache } from 'lru-cache';

/** The limit that cached answers are compared with: Fastify sending the bytes of an LRU entry, and nothing else. */
process.once('message', (body: string) => {
  const cache = new LRUCache<string, Buffer>({ max: 100 });
  cache.set('answer', Buffer.from(body));
  const server = Fastify();
  server.get('/', (_request, reply) => reply.type('application/json').send(cache.get('answer')));
  void server.listen({ host: '127.0.0.1', port: 0 }).then((url) => process.send?.(url));
});
process.on('disconnect', () => process.exit(0));
