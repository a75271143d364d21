import Fastify from 'fastify';
import { Pool } from 'pg';

/** What single points are compared with: a handler that stores what it gets with one INSERT, unchecked. */
process.once('message', (databaseUrl: string) => {
  const pool = new Pool({ connectionString: databaseUrl, max: 10 });
  const server = Fastify();
  server.post('/', async (request) => {
    const { series, timestamp, value } = request.body as { series: number; timestamp: string; value: number };
    await pool.query('INSERT INTO bench_plain (series_id, ts, value) VALUES ($1, $2, $3)', [
      series,
      timestamp,
      value,
    ]);
    return { accepted: 1 };
  });
  void server.listen({ host: '127.0.0.1', port: 0 }).then((url) => process.send?.(url));
});
process.on('disconnect', () => process.exit(0));
