import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { DemoDashboards } from '@app/widgets';
import ExcelJS from 'exceljs';
import { eventually } from '../support/eventually';
import { aWorld, type World } from '../support/world';

/** Of poppler-utils; without it the test is skipped by name, which REQUIRE_ALL=1 does not allow. */
const withPoppler = spawnSync('pdftoppm', ['-v']).status === 0 ? it : it.skip;
/** Where what was drawn is left for people to look at. */
const KEPT = process.env.VITRINE_TEST_PICTURES;

interface Status {
  id: string;
  status: string;
  rows: number;
  error: string | null;
}

const HUBS = ['ATL', 'DEN', 'DFW', 'DTW', 'IAH', 'LAX', 'MSP', 'ORD', 'PHX', 'STL'];
const WEATHER = ['rain', 'sun', 'fog', 'drizzle', 'snow'];
const [HOUR, WEEK] = [3_600_000, 7 * 86_400_000];

/** As much of what the demo data are like as its dashboards show something of. */
function demoPoints(): object[] {
  const point = (metric: string, at: number, value: number, dimensions = {}) => ({
    metric,
    value: Math.round(value * 100) / 100,
    timestamp: new Date(at).toISOString(),
    dimensions,
  });
  const many = (count: number, each: (index: number) => object[]): object[] =>
    Array.from({ length: count }, (_, index) => each(index)).flat();
  const flights = many(400, (n) => {
    const [at, origin] = [Date.UTC(2001, 0, 1) + Math.floor(n / 2) * HOUR, HUBS[n % 10]];
    const between = { origin, destination: HUBS[(n + 3) % 10] };
    return [
      point('flights.delay', at, 30 * Math.sin(n / 9) + (n % 10), between),
      point('flights.distance', at, 300 + (n % 50) * 20, between),
    ];
  });
  const shares = many(60, (n) => {
    const at = Date.UTC(n % 2 ? 2008 : 2016, 0, 5) + Math.floor(n / 2) * WEEK;
    return [
      point('sp500.close', at, 1_000 + 30 * n + 200 * Math.sin(n / 5)),
      point('sp500.volume', at, 1e9 + n * 1e7),
    ];
  });
  const days = many(100, (n) => {
    const [at, dimensions] = [Date.UTC(2012, 0, 1) + n * 24 * HOUR, { weather: WEATHER[n % 5] }];
    const warmth = 15 - 10 * Math.cos((n / 50) * Math.PI);
    return [
      point('seattle.temp_max', at, warmth + 5, dimensions),
      point('seattle.temp_min', at, warmth - 5, dimensions),
      point('seattle.precipitation', at, n % 20, dimensions),
      point('seattle.wind', at, 2 + (n % 4), dimensions),
    ];
  });
  return [...flights, ...shares, ...days];
}

/** Raw pixels of a picture that `pdftoppm` made: a head of three lines, then red, green and blue. */
function colorsOf(ppm: Buffer): number {
  let at = 0;
  for (let line = 0; line < 3; line++) at = ppm.indexOf('\n', at) + 1;
  const colors = new Set<number>();
  for (; at + 2 < ppm.length; at += 3) colors.add(ppm.readUIntBE(at, 3));
  return colors.size;
}

describe('exports of the demo dashboards', () => {
  let world: World;
  let folder: string;
  let dashboards: { id: string; name: string }[];

  beforeAll(async () => {
    folder = KEPT ?? (await mkdtemp(join(tmpdir(), 'vitrine-pictures-')));
    world = await aWorld();
    await world.worker();
    const { organizationId } = world;
    const stored = await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points: demoPoints() },
    });
    expect([stored.status, stored.body]).toEqual([201, { accepted: 1_320, duplicates: 0 }]);
    await world.get(DemoDashboards).ensure(organizationId);
    const listed = await world.request<{ data: typeof dashboards }>('GET', '/api/v1/dashboards?tag=demo', {
      token: world.admin.token,
    });
    dashboards = listed.body.data;
  }, 60_000);
  afterAll(async () => {
    await world.close();
    if (!KEPT) await rm(folder, { recursive: true });
  });

  const exported = async (dashboardId: string, format: string): Promise<Status & { file: Buffer }> => {
    const { token } = world.admin;
    const asked = await world.request<Status>('POST', `/api/v1/exports/dashboard/${dashboardId}`, {
      token,
      body: { format },
    });
    const path = `/api/v1/exports/${asked.body.id}`;
    const status = await eventually(
      async () => {
        const { body } = await world.request<Status>('GET', `${path}/status`, { token });
        return ['queued', 'running'].includes(body.status) ? undefined : body;
      },
      `the ${format}`,
      30_000,
    );
    expect([status.status, status.error]).toEqual(['ready', null]);
    const answer = await fetch(`${world.api}${path}/download`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { ...status, file: Buffer.from(await answer.arrayBuffer()) };
  };
  const fileName = (name: string, ending: string) =>
    join(folder, `${name.toLowerCase().replaceAll(/\W+/g, '-')}${ending}`);

  withPoppler('are reports whose every page shows something (poppler-utils)', async () => {
    expect(dashboards).toHaveLength(3);
    await Promise.all(
      dashboards.map(async ({ id, name }) => {
        const { file } = await exported(id, 'pdf');
        const path = fileName(name, '.pdf');
        await writeFile(path, file);
        const text = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
        const count = Number(
          /^Pages:\s+(\d+)$/m.exec(execFileSync('pdfinfo', [path], { encoding: 'utf8' }))?.[1],
        );
        const widgets = await world.request<{ data: { title: string }[] }>(
          'GET',
          `/api/v1/dashboards/${id}/widgets`,
          { token: world.admin.token },
        );
        for (const { title } of widgets.body.data) expect(text).toContain(title);
        for (let page = 1; page <= count; page++) expect(text).toContain(`Page ${page} of ${count}`);
        execFileSync('pdftoppm', ['-r', '40', path, fileName(name, '')]);
        const pages = (await readdir(folder)).filter(
          (each) => each.endsWith('.ppm') && join(folder, each).startsWith(`${fileName(name, '')}-`),
        );
        expect(pages).toHaveLength(count);
        for (const page of pages) expect(colorsOf(await readFile(join(folder, page)))).toBeGreaterThan(20);
      }),
    );
  });

  it('are pictures that show something everywhere on their grid', async () => {
    const [{ id, name } = { id: '', name: '' }] = dashboards;
    const { file } = await exported(id, 'png');
    await writeFile(fileName(name, '.png'), file);
    const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
    expect([width, height > 1_000]).toEqual([2_560, true]);
    // Drawn small, and looked at in three parts, one below the other.
    const [across, down] = [256, Math.round((height * 256) / width)];
    const image = `<image width="${across}" height="${down}" href="data:image/png;base64,${file.toString('base64')}"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}">${image}</svg>`;
    const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render();
    for (const part of [0, 1, 2]) {
      const colors = new Set<number>();
      const last = Math.floor(((part + 1) * down) / 3) * across * 4;
      for (let at = Math.floor((part * down) / 3) * across * 4; at < last; at += 4)
        colors.add(pixels.readUInt32BE(at));
      expect(colors.size).toBeGreaterThan(50);
    }
  });

  it('are spreadsheets that hold the rows of every widget, as programs read them', async () => {
    const [{ id, name } = { id: '', name: '' }] = dashboards;
    const { file, rows } = await exported(id, 'xlsx');
    const path = fileName(name, '.xlsx');
    await writeFile(path, file);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(file as never);
    const tables = workbook.worksheets.filter(({ rowCount, columnCount }) => rowCount > 1 && columnCount > 0);
    expect(tables.length).toBeGreaterThan(3);
    // One head for each.
    const counted = workbook.worksheets
      .slice(1)
      .reduce((sum, { rowCount }) => sum + Math.max(0, rowCount - 1), 0);
    expect(counted).toBe(rows);
    // What a person's program makes of it, where there is one.
    const profile = `-env:UserInstallation=file://${join(folder, 'office')}`;
    const office = [profile, '--headless', '--convert-to', 'pdf', '--outdir', join(folder, 'sheets'), path];
    if (spawnSync('soffice', office).status !== 0) return;
    const sheets = join(folder, 'sheets', `${basename(path, '.xlsx')}.pdf`);
    const text = execFileSync('pdftotext', ['-layout', sheets, '-'], { encoding: 'utf8' });
    for (const { name: sheet } of tables.slice(1)) expect(text).toContain(sheet.slice(0, 10));
  });
});
