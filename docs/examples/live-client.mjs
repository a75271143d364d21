// node docs/examples/live-client.mjs <url> <dashboard id> <token>: prints the widgets of a dashboard whenever one changes.
import { io } from 'socket.io-client';

/** Keeps `widgets` (state by id) as the server has them, and says so after each change. */
export function watchDashboard({ url, dashboardId, getToken, parameters = {}, onChange, onEnd }) {
  let widgets = {};
  let again;
  const socket = io(`${url}/ws/dashboard/${dashboardId}`, {
    transports: ['websocket'],
    // Asked again before each attempt: a token that has run out meanwhile is no use.
    auth: async (done) => done({ token: await getToken(), ...parameters }),
  });
  // After each connect, and whenever nothing of before holds any more.
  socket.on('snapshot', (snapshot) => {
    widgets = snapshot.widgets;
    onChange(widgets);
  });
  socket.on('widget:data', ({ widgetId, cursor, ...state }) => {
    widgets = { ...widgets, [widgetId]: state };
    onChange(widgets);
  });
  // The server closes the connection after both. With a new token one can connect again.
  socket.on('session:expired', ({ code, detail }) => onEnd(`${code}: ${detail}`));
  socket.on('dashboard:deleted', () => onEnd('The dashboard is gone.'));
  socket.on('connect_error', (error) => {
    // Without `data` it is the network, and the client tries again by itself.
    const { code, status, retryAfter } = error.data ?? {};
    if (status === 429 || status === 503)
      again = setTimeout(() => socket.connect(), (retryAfter ?? 1) * 1_000);
    else if (code) onEnd(`${code}: ${error.message}`);
  });
  return {
    /** Shows something else from now on: `{ timeRange, filters, interval, timezone }`. */
    subscribe: async (wanted) => {
      const answer = await socket.timeout(20_000).emitWithAck('subscribe', wanted);
      // Also after the next connect, which begins with what the handshake asks for.
      if (answer.status === 'ok') parameters = wanted;
      return answer;
    },
    refresh: (widgetId) => socket.timeout(20_000).emitWithAck('refresh', { widgetId }),
    close: () => {
      clearTimeout(again);
      socket.close();
    },
  };
}

const [, program, url, dashboardId, token] = process.argv;
if (program?.endsWith('live-client.mjs')) {
  const onChange = (widgets) => console.log(JSON.stringify(widgets));
  watchDashboard({ url, dashboardId, getToken: () => token, onChange, onEnd: (why) => console.log(why) });
}
