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
const STATES = { connecting: 'connecting', live: 'live', lost: 'connection lost' };
const PAGE_LIMIT = 200;

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
  for (const card of cards.values()) card.remove();
  cards.clear();
  for (const widget of widgets) {
    const card = new WidgetCard(widget, places.get(widget.id));
    cards.set(widget.id, card);
    $('grid').append(card.element);
    card.show(states.get(widget.id));
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
  const whenLoaded = (work) => (payload) => void loading.then(() => work(payload)).catch(fail);
  feed?.close();
  feed = watch(dashboardId, asked(), {
    onState: showState,
    onSnapshot: whenLoaded(({ widgets }) => {
      notice();
      for (const [id, state] of Object.entries(widgets)) cards.get(id)?.show(state, false);
    }),
    onWidget: whenLoaded(({ widgetId, ...state }) => {
      pulse();
      cards.get(widgetId)?.show(state, true);
    }),
    onUpdated: () => {
      loading = loading.then(loadDashboard);
      loading.catch(fail);
    },
    onDeleted: () => {
      showState('lost');
      notice('This dashboard is gone, or not shown to you any more.');
    },
    onRefused: (error) => notice(error.message),
    onLoggedOut: () => showLogin(),
  });
}

async function showList() {
  const dashboards = await all('/dashboards');
  $('name').textContent = 'Dashboards';
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
    fail(error);
  }
}

function fail(error) {
  if (error instanceof LoggedOut) showLogin();
  else notice(error.message);
}

function showLogin() {
  feed?.close();
  for (const card of cards.values()) card.remove();
  cards.clear();
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
      .then(showLogin),
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
if (mayBeLoggedIn()) void show();
else showLogin();
