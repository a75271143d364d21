import type { Connection } from '@app/realtime';
import type { WebSocket } from 'ws';
import { LiveConnection } from './live-connection';

describe('LiveConnection', () => {
  it.each([
    ['keeps the place of a client that is there', 1, 0],
    ['gives back the place of a client that went while it was asked who it is', 3, 1],
  ])('%s', (_what, readyState, closed) => {
    const close = jest.fn();
    const live = new LiveConnection({ OPEN: 1, readyState } as WebSocket, '10.0.0.1', {
      streamBacklogBytes: 1,
      streamSlowMs: 1,
    });
    live.entered({ principal: {}, close } as unknown as Connection);
    expect(close).toHaveBeenCalledTimes(closed);
  });
});
