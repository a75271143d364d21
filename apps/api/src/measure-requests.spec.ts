import { MEASUREMENTS, Telemetry } from '@app/platform';
import { pino } from 'pino';
import { measureRequests } from './measure-requests';

const counts = async (telemetry: Telemetry) =>
  (await telemetry.take()).measured
    .filter(({ metric }) => metric === MEASUREMENTS.httpRequests.counts.name)
    .map(({ dimensions, value }) => [...Object.values(dimensions), value]);

describe('measured requests', () => {
  it('are counted by method, route template and status class', async () => {
    const telemetry = new Telemetry('api', pino({ level: 'silent' }));
    const measure = measureRequests(telemetry);
    for (const status of [200, 204, 304, 404, 503])
      measure({ method: 'GET', route: '/a/:id', status, ms: 1 });
    measure({ method: 'POST', route: '/a/:id', status: 201, ms: 1 });
    expect(await counts(telemetry)).toEqual([
      ['GET', '/a/:id', '2xx', 2],
      ['GET', '/a/:id', '3xx', 1],
      ['GET', '/a/:id', '4xx', 1],
      ['GET', '/a/:id', '5xx', 1],
      ['POST', '/a/:id', '2xx', 1],
    ]);
  });

  it('are few series, whatever strangers ask for', async () => {
    const telemetry = new Telemetry('api', pino({ level: 'silent' }));
    const measure = measureRequests(telemetry);
    for (const method of ['PROPFIND', 'MKCOL', 'LOCK'])
      measure({ method, route: undefined, status: 404, ms: 1 });
    expect(await counts(telemetry)).toEqual([['OTHER', 'unmatched', '4xx', 3]]);
  });
});
