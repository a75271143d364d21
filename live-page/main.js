import { watch } from './feed.js';
import { get, LoggedOut, logIn, logOut, mayBeLoggedIn } from './session.js';
import { WidgetCard } from './widget.js';

const $ = (id) => document.getElementById(id);
const RANGES = [
  ['', 'as saved'],
  ['15m', 'last 15 minutes'],
  ['1h', 'last hour'],
  ['6h', 'last 6 hours'],
  ['24h', 'last 24 hours'],
  ['7d', 'last 7 days'],
  ['30d', 'last 30 days'],
  ['1y', 'last year'],
];
const STATES = { connecting: 'connecting', live: 'live', lost: 'connection lost', refused: 'not shown' };
const PAGE_LIMIT = 200;
const ENDED = 'Your session has ended. Log in again.';
const AGAIN_MS = 2_000;

let dashboardId = location.pathname.split('/')[2] ?? '';
const cards = new Map();
let feed;

function asked() {
  const parameters = {};
  if ($('range').value) parameters.timerange = $('range').value;
  if ($('filters').value.trim()) parameters.filters = $('filters').value.trim();
  return parameters;
}

function notice(text = '') {
  $('notice').textContent = text;
  $('notice').hidden = text === '';
}

function showState(state, why) {
  $('connection').dataset.state = state;
  $('connection').title = why ?? '';
  $('connection-text').textContent = STATES[state];
}

/** Said in place of what there is not. */
function nothing(text = '') {
  $('nothing').textContent = text;
  $('nothing').hidden = text === '';
}

function pulse() {
  delete $('connection').dataset.pulse;
  // Reading it lets the animation begin anew.
  void $('connection').offsetWidth;
  $('connection').dataset.pulse = '';
}

/** All of a list. */
async function all(path) {
  const rows = [];
  for (let cursor = ''; cursor !== null;) {
    const page = await get(`${path}?limit=${PAGE_LIMIT}${cursor && `&cursor=${cursor}`}`);
    rows.push(...page.data);
    cursor = page.page.nextCursor;
  }
  return rows;
}

function removeCards() {
  for (const card of cards.values()) card.remove();
  cards.clear();
}

async function loadDashboard() {
  const [dashboard, widgets] = await Promise.all([
    get(`/dashboards/${dashboardId}`),
    all(`/dashboards/${dashboardId}/widgets`),
  ]);
  document.title = `${dashboard.name} · Vitrine live`;
  $('name').textContent = dashboard.name;
  $('description').textContent = dashboard.description;
  const places = new Map(dashboard.layout.items.map((item) => [item.widgetId, item]));
  const states = new Map([...cards].map(([id, card]) => [id, card.state]));
  removeCards();
  nothing(widgets.length === 0 ? 'This dashboard has no widgets yet.' : '');
  for (const widget of widgets) {
    const card = new WidgetCard(widget, places.get(widget.id));
    cards.set(widget.id, card);
    $('grid').append(card.element);
    card.show(states.get(widget.id));
  }
}

/** The same, in spite of a server that is just coming up or has too much to do. */
async function loadAgain() {
  for (;;) {
    try {
      return await loadDashboard();
    } catch (error) {
      if (error instanceof LoggedOut || [401, 403, 404].includes(error.status)) throw error;
      notice(error.message);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

/** `/live/demo` is the newest of the demo dashboards, once there is one. */
async function findDemo() {
  for (;;) {
    const { data } = await get('/dashboards?tag=demo&limit=1');
    if (data.length > 0) {
      dashboardId = data[0].id;
      history.replaceState(null, '', `/live/${dashboardId}`);
      return notice();
    }
    notice('The demo data is still being loaded…');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function showDashboard() {
  // A dashboard may change while it is loaded; what comes meanwhile waits.
  let loading = loadDashboard();
  await loading;
  const reload = () => {
    loading = loading.catch(() => {}).then(loadAgain);
    loading.catch(fail);
  };
  let wasLive = false;
  const whenLoaded = (work) => (payload) => void loading.then(() => work(payload)).catch(fail);
  feed?.close();
  feed = watch(dashboardId, asked(), {
    onState: (state, why) => {
      showState(state, why);
      // Nobody has told of what changed while the connection was lost.
      if (state === 'live' && wasLive) reload();
      wasLive ||= state === 'live';
    },
    onSnapshot: whenLoaded(({ widgets }) => {
      notice();
      for (const [id, state] of Object.entries(widgets)) cards.get(id)?.show(state, false);
    }),
    onWidget: whenLoaded(({ widgetId, ...state }) => {
      pulse();
      cards.get(widgetId)?.show(state, true);
    }),
    onUpdated: reload,
    onDeleted: () => {
      showState('refused');
      removeCards();
      notice('This dashboard is gone, or not shown to you any more.');
    },
    onRefused: (error) => {
      showState('refused');
      notice(error.message);
    },
    onLoggedOut: () => showLogin(ENDED),
  });
}

async function showList() {
  const dashboards = await all('/dashboards');
  $('name').textContent = 'Dashboards';
  nothing(dashboards.length === 0 ? 'There is no dashboard that you can see.' : '');
  $('cards').replaceChildren(
    ...dashboards.map(({ id, name, description }) => {
      const link = document.createElement('a');
      link.href = `/live/${id}`;
      link.append(
        Object.assign(document.createElement('strong'), { textContent: name }),
        Object.assign(document.createElement('p'), { textContent: description }),
      );
      const item = document.createElement('li');
      item.append(link);
      return item;
    }),
  );
  $('controls').hidden = true;
  $('connection').hidden = true;
  $('dashboards').hidden = true;
}

async function fillDashboards() {
  const dashboards = await all('/dashboards');
  $('dashboards').replaceChildren(
    // Without it the first would look chosen, and could not be.
    ...(dashboards.some(({ id }) => id === dashboardId) ? [] : [new Option('', '', false, true)]),
    ...dashboards.map(({ id, name }) => new Option(name, id, false, id === dashboardId)),
  );
}

async function show() {
  $('login').hidden = true;
  $('bar').hidden = false;
  $('main').hidden = false;
  try {
    if (dashboardId === 'demo') await findDemo();
    if (dashboardId === '') await showList();
    else await Promise.all([showDashboard(), fillDashboards()]);
  } catch (error) {
    showState('refused');
    fail(error);
  }
}

function fail(error) {
  if (error instanceof LoggedOut) showLogin(ENDED);
  else notice(error.message);
}

/** @param why what is said to somebody who was logged in */
function showLogin(why = '') {
  feed?.close();
  removeCards();
  notice();
  nothing();
  for (const id of ['name', 'description', 'cards', 'dashboards']) $(id).replaceChildren();
  document.title = 'Vitrine live';
  $('login-error').textContent = why;
  $('bar').hidden = true;
  $('main').hidden = true;
  $('login').hidden = false;
  $('email').focus();
}

function useTheme(theme) {
  document.documentElement.dataset.theme = theme;
  for (const card of cards.values()) card.draw();
}

async function ask() {
  try {
    const answer = await feed?.ask(asked());
    notice(answer?.status === 'error' ? (answer.error.detail ?? answer.error.title) : '');
  } catch (error) {
    notice(error.message);
  }
}

$('range').append(...RANGES.map(([value, label]) => new Option(label, value)));
$('range').addEventListener('change', ask);
$('filters').addEventListener('change', ask);
$('controls').addEventListener('submit', (event) => event.preventDefault());
$('dashboards').addEventListener('change', (event) => location.assign(`/live/${event.target.value}`));
$('theme').addEventListener('click', () => {
  const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
  localStorage.setItem('vitrine.theme', theme);
  useTheme(theme);
});
$('logout').addEventListener(
  'click',
  () =>
    void logOut()
      .catch(() => {})
      .then(() => showLogin()),
);
$('login-form').addEventListener('submit', (event) => {
  event.preventDefault();
  $('login-error').textContent = '';
  logIn($('email').value, $('password').value).then(
    () => {
      $('password').value = '';
      return show();
    },
    (error) => ($('login-error').textContent = error.message),
  );
});
const prefersDark = matchMedia('(prefers-color-scheme: dark)');
useTheme(localStorage.getItem('vitrine.theme') ?? (prefersDark.matches ? 'dark' : 'light'));
void mayBeLoggedIn().then((may) => (may ? show() : showLogin()));
