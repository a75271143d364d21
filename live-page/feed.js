/* global io */
import { distrust, LoggedOut, token } from './session.js';

const AGAIN_MS = 1_500;

/**
 * Watches one dashboard by socket.io and says what comes: `onState('connecting' | 'live' | 'lost', why)`, `onSnapshot`,
 * `onWidget`, `onUpdated`, `onDeleted`, `onRefused`, `onLoggedOut`.
 */
export function watch(dashboardId, parameters, handlers) {
  let wanted = parameters;
  let closed = false;
  /** The server does not let it in as it asks: it waits until it asks for something else. */
  let refused = false;
  // Not before the first answer: a connection must not begin while it is unclear as whom.
  let current = '';
  const socket = io(`/ws/dashboard/${dashboardId}`, {
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelayMax: 5_000,
    auth: (give) => give({ token: current, ...wanted }),
  });

  const connect = async () => {
    if (closed) return;
    handlers.onState('connecting');
    try {
      current = await token();
      if (!closed) socket.connect();
    } catch (error) {
      if (error instanceof LoggedOut) handlers.onLoggedOut();
      else later();
    }
  };
  const later = () => setTimeout(connect, AGAIN_MS);

  socket.on('connect', () => handlers.onState('live'));
  socket.on('snapshot', handlers.onSnapshot);
  socket.on('widget:data', handlers.onWidget);
  socket.on('dashboard:updated', handlers.onUpdated);
  socket.on('dashboard:deleted', () => {
    closed = true;
    handlers.onDeleted();
  });
  socket.on('session:expired', distrust);
  socket.on('disconnect', (reason) => {
    if (closed) return;
    handlers.onState('lost', reason);
    // What the server ends does not come back by itself.
    if (reason === 'io server disconnect') later();
    else void token().then((fresh) => (current = fresh), later);
  });
  socket.on('connect_error', (error) => {
    if (closed) return;
    handlers.onState('lost', error.message);
    const { code, status } = error.data ?? {};
    if (status === 401) distrust();
    if (status === 400 || status === 403 || status === 404) {
      refused = true;
      handlers.onRefused(error, code);
    } else if (!socket.active) {
      later();
    }
  });

  void connect();
  return {
    /** Another time range or other filters. */
    async ask(parameters) {
      const before = wanted;
      wanted = parameters;
      if (!socket.connected) {
        if (refused) void connect();
        refused = false;
        return { status: 'ok' };
      }
      const answer = await socket.timeout(10_000).emitWithAck('subscribe', parameters);
      // What is shown goes on, also after the connection was lost.
      if (answer.status !== 'ok' && wanted === parameters) wanted = before;
      return answer;
    },
    close() {
      closed = true;
      socket.disconnect();
    },
  };
}
