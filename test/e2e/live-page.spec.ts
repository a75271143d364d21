import type { Browser, Page, WebSocketRoute } from 'playwright-core';
import { aBrowser, findChromium } from '../support/chromium';
import { eventually } from '../support/eventually';
import { aWorld, type World } from '../support/world';

const CHROMIUM = findChromium('test/e2e/live-page.spec.ts');
const METRIC = 'shown.orders';
/** The types that are drawn, and a query for each. */
const CHARTS = {
  line: { interval: '1m' },
  area: { interval: '1m', groupBy: ['region'] },
  bar: { groupBy: ['region'] },
  pie: { groupBy: ['region'] },
  heatmap: { interval: '1m', groupBy: ['region'] },
  gauge: {},
};

(CHROMIUM ? describe : describe.skip)('the live page', () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  let dashboard: string;
  const faults: string[] = [];

  const create = async (path: string, body: object): Promise<string> => {
    const { token } = world.admin;
    const answer = await world.request<{ id: string }>('POST', `/api/v1${path}`, { token, body });
    expect([path, answer.status]).toEqual([path, 201]);
    return answer.body.id;
  };
  const ingest = (value: number, region = 'emea') =>
    create('/data/points', { points: [{ metric: METRIC, value, dimensions: { region } }] });
  const addWidget = (type: string, query: object | undefined, display: object) => {
    const metrics = [{ metric: METRIC, aggregation: 'sum', as: 'orders' }];
    const config = query ? { query: { metrics, timeRange: '15m', ...query }, display } : { display };
    return create('/widgets', { dashboardId: dashboard, type, title: `As ${type}`, config });
  };
  const logIn = async (to: Page): Promise<void> => {
    await to.fill('#email', world.admin.email);
    await to.fill('#password', world.admin.password);
    await to.click('#login-form button');
  };
  const open = async (path: string): Promise<Page> => {
    const opened = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    opened.on('pageerror', (error) => faults.push(`${path}: ${error.message}`));
    opened.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        faults.push(`${path}: ${message.text()}`);
    });
    await opened.goto(world.api + path);
    return opened;
  };
  /** Waits until the first number on the page is this one. */
  const shows = (value: string, options: { timeout?: number } = {}) =>
    page
      .locator('[data-type=stat] .stat b')
      .first()
      .filter({ hasText: new RegExp(`^${value}$`) })
      .waitFor(options);

  beforeAll(async () => {
    world = await aWorld({ env: { LIVE_PAGE: 'true', LIVE_EVALUATION_MS: '200' } });
    await world.worker();
    await ingest(3);
    await ingest(4, 'apac');
    dashboard = await create('/dashboards', { name: 'Orders, live', description: 'As they come.' });
    for (const [type, query] of Object.entries(CHARTS))
      await addWidget(type, query, type === 'gauge' ? { min: 0, max: 100 } : {});
    await addWidget('stat', {}, {});
    await addWidget('table', { groupBy: ['region'] }, {});
    await addWidget('text', undefined, { markdown: '**Bold** <img src=x onerror=alert(1)>' });
    browser = await aBrowser(CHROMIUM ?? '');
    page = await open(`/live/${dashboard}`);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  it('shows nothing before somebody logs in', async () => {
    await page.waitForSelector('#login-form');
    expect(await page.locator('.widget').count()).toBe(0);
    expect(await page.content()).not.toContain('Orders');
  });

  it('draws every type of widget with data', async () => {
    await logIn(page);
    await page.waitForSelector('[data-state=live]');
    for (const type of Object.keys(CHARTS)) {
      const card = page.locator(`[data-type=${type}]`);
      await card.locator('canvas').first().waitFor();
      expect(Number(await card.getAttribute('data-rows'))).toBeGreaterThan(0);
    }
    await shows('7');
    expect(await page.locator('[data-type=table] tbody tr').count()).toBe(2);
    expect(await page.locator('[data-type=text] strong').textContent()).toBe('Bold');
    expect(await page.locator('[data-type=text] img').count()).toBe(0);
  });

  it('moves by itself within two seconds of a point', async () => {
    await page.evaluate('window.notReloaded = true');
    await ingest(35);
    await shows('42', { timeout: 2_000 });
    expect(await page.evaluate('window.notReloaded')).toBe(true);
  });

  it('shows what filters and time range leave, and says what is wrong with them', async () => {
    await page.fill('#filters', 'region:apac');
    await page.press('#filters', 'Enter');
    await shows('4');
    await page.fill('#filters', '{');
    await page.press('#filters', 'Enter');
    await page.waitForSelector('#notice:not([hidden])');
    await page.fill('#filters', '');
    await page.press('#filters', 'Enter');
    await page.selectOption('#range', '1h');
    await shows('42');
    expect(await page.isVisible('#notice')).toBe(false);
  });

  it('could take server-sent events: the browser opens them with a ticket, and they move', async () => {
    const { token } = world.admin;
    const { body } = await world.request<{ ticket: string }>('POST', '/api/v1/auth/stream-ticket', { token });
    const source = `new EventSource('/api/v1/dashboards/${dashboard}/stream?ticket=${body.ticket}')`;
    await page.evaluate(`(() => {
      window.heard = [];
      window.source = ${source};
      for (const name of ['snapshot', 'widget:data'])
        window.source.addEventListener(name, ({ data }) => window.heard.push(name + ' ' + data));
    })()`);
    const heard = async (part: string) => String(await page.evaluate('window.heard.join()')).includes(part);
    await eventually(() => heard('snapshot {'), 'the snapshot');
    await ingest(0.5);
    await eventually(() => heard('42.5'), 'the change');
    await page.evaluate('window.source.close()');
    await ingest(-0.5);
    await shows('42');
  });

  it('shows a widget that is added to the dashboard', async () => {
    await addWidget('stat', { filters: [{ dimension: 'region', operator: 'eq', values: ['apac'] }] }, {});
    await page.locator('[data-type=stat] .stat b').nth(1).filter({ hasText: /^4$/ }).waitFor();
  });

  it('says what there is not to see, and lets another dashboard be chosen', async () => {
    const empty = await create('/dashboards', { name: 'Nothing on it' });
    await page.goto(`${world.api}/live/${empty}`);
    await page.locator('#nothing', { hasText: 'no widgets' }).waitFor();
    await world.request('DELETE', `/api/v1/dashboards/${empty}`, { token: world.admin.token });
    await page.waitForSelector('[data-state=refused]');
    // The browser tells of the answer 404, whatever a page does about it.
    const told = faults.length;
    await page.goto(`${world.api}/live/nowhere`);
    await page.locator('#notice', { hasText: 'nowhere' }).waitFor();
    await page.waitForSelector('[data-state=refused]');
    expect(faults.splice(told).filter((fault) => !fault.includes('404'))).toEqual([]);
    await page.selectOption('#dashboards', dashboard);
    await page.waitForSelector('[data-state=live]');
  });

  it('is no wider than a phone', async () => {
    const size = page.viewportSize() ?? { width: 1280, height: 900 };
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
    await page.setViewportSize(size);
  });

  it('leaves the session to the tab that has it, when that is duplicated', async () => {
    const duplicated = page.context().waitForEvent('page');
    await page.evaluate('void window.open(location.href)');
    const duplicate = await duplicated;
    await duplicate.waitForSelector('#login-form');
    expect(await duplicate.evaluate('sessionStorage.length')).toBe(0);
    await duplicate.close();
    await page.reload();
    await page.waitForSelector('[data-state=live]');
  });

  it('shows after an outage what was changed meanwhile, also when filters were wrong in between', async () => {
    const other = await browser.newPage();
    let away = false;
    const sockets: WebSocketRoute[] = [];
    await other.routeWebSocket(/socket\.io/, (socket) => {
      if (away) void socket.close();
      else {
        socket.connectToServer();
        sockets.push(socket);
      }
    });
    const goAway = async (): Promise<void> => {
      away = true;
      for (const socket of sockets.splice(0)) await socket.close();
      await other.waitForSelector('[data-state=lost]');
    };
    const filter = async (text: string): Promise<void> => {
      await other.fill('#filters', text);
      await other.press('#filters', 'Enter');
    };
    await other.goto(`${world.api}/live/${dashboard}`);
    await logIn(other);
    await other.waitForSelector('[data-state=live]');
    const shown = await other.locator('.widget').count();
    await filter('{');
    await other.waitForSelector('#notice:not([hidden])');
    await goAway();
    const added = await addWidget('stat', {}, {});
    away = false;
    await other.waitForSelector('[data-state=live]');
    await other.locator('.widget').nth(shown).waitFor();
    await goAway();
    await filter('}');
    away = false;
    await other.waitForSelector('[data-state=refused]');
    await filter('region:apac');
    await other.waitForSelector('[data-state=live]');
    await other.locator(`[data-widget="${added}"] .stat b`, { hasText: /^4$/ }).waitFor();
    await other.close();
  });

  it('stays logged in over a reload, lists the dashboards, and logs out', async () => {
    await page.reload();
    await page.waitForSelector('[data-state=live]');
    expect(page.url()).not.toMatch(/[?#]|token/);
    await page.click('.bar .brand');
    await page.click(`a[href="/live/${dashboard}"]`);
    await page.waitForSelector('[data-state=live]');
    await page.click('#logout');
    await page.waitForSelector('#login-form');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.reload();
    await page.waitForSelector('#login-form');
  });

  it('kept to its policy: no fault in the console, no script or style in HTML', async () => {
    expect(faults).toEqual([]);
    const { headers } = await world.request('GET', `/live/${dashboard}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toContain('unsafe');
    for (const path of [
      '/live/assets/nothing.js',
      '/live/assets/..%2fpackage.json',
      '/live/assets/lib/nothing.js',
    ])
      expect([403, 404]).toContain((await world.request('GET', path)).status);
  });
});

it('is not served where the settings do not ask for it', async () => {
  const world = await aWorld();
  try {
    expect((await world.request('GET', '/live')).status).toBe(404);
  } finally {
    await world.close();
  }
});
