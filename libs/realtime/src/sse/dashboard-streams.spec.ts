import type { AppConfig } from '@app/platform';
import type { Connection } from '../connections/connection';
import type { Connections } from '../connections/connections';
import { DashboardStreams, type Exchange } from './dashboard-streams';

describe('DashboardStreams', () => {
  it('asks with the rights of the moment when they change before the first snapshot is there', async () => {
    const [before, after] = [{ id: 'wide' }, { id: 'narrow' }];
    const connection = { principal: before, close: jest.fn() };
    const recheck = jest.fn();
    const streams = new DashboardStreams(
      { streamHeartbeatMs: 1, streamRetryMs: 1, streamSlowMs: 1, streamBacklogBytes: 1 } as AppConfig,
      { open: async () => connection as unknown as Connection } as unknown as Connections,
      {
        watch: async () => {
          connection.principal = after;
          return { recheck, close: jest.fn(), refresh: jest.fn() };
        },
      },
    );
    const reply = { headers: jest.fn(), send: jest.fn(), raw: {} };
    const request = {
      headers: { authorization: 'Bearer x' },
      ip: '10.0.0.1',
      method: 'HEAD',
      routeOptions: {},
    };
    await streams.open('D1', {}, { request, reply } as unknown as Exchange);
    expect(recheck).toHaveBeenCalledWith(after);
  });
});
