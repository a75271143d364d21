import { runWithContext } from '../request-context';
import { createLogger } from './create-logger';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger({ level: 'info', name: 'api' }, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  it('is one JSON object per line, with time and process', () => {
    const [line] = logged((logger) => logger.info({ rows: 3 }, 'done'));
    expect(line).toMatchObject({
      name: 'api',
      msg: 'done',
      rows: 3,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('carries the request that it belongs to', async () => {
    const lines = logged((logger) => {
      runWithContext({ requestId: 'r1' }, () => logger.info('inside'));
      logger.info('outside');
    });
    expect(lines.map(({ requestId }) => requestId)).toEqual(['r1', undefined]);
  });

  it('cuts secrets, also one level down', () => {
    const [line] = logged((logger) =>
      logger.info({ password: 'p1', user: { refreshToken: 'p2' }, job: { connection: 'p3' } }, 'x'),
    );
    expect(JSON.stringify(line)).not.toMatch(/p[123]"/);
  });
});
