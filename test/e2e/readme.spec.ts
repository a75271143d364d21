import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DemoDashboards } from '@app/widgets';
import { examplesOf, expectAsShown, NEEDED_BY_PAGES, runExamples } from '../support/page-examples';
import { freePort } from '../support/redis';
import { hasMariadb, startMariadbSource } from '../support/source-servers/mariadb-source';
import { hasPostgresql, startPostgresqlSource } from '../support/source-servers/postgresql-source';
import type { SourceServer } from '../support/source-servers/source-server';
import { describeWhereThereIs, program } from '../support/where-there-is';
import { aWorld, type World } from '../support/world';

const ROOT = join(__dirname, '../..');
const LONGEST_MS = 120_000;
/** Ports that pages name, where a program of theirs listens. */
const PORTS = ['6399', '4333', '8922'];

/** How many examples a page has at least, and how many of these show what is printed. docs/queries.md is run over a week of flights. */
const PAGES: [page: string, examples: number, shown: number][] = [
  ['README.md', 5, 2],
  ['docs/alerts.md', 2, 1],
  ['docs/api-keys.md', 4, 0],
  ['docs/audit-log.md', 1, 1],
  ['docs/caching.md', 1, 0],
  ['docs/dashboards.md', 6, 2],
  ['docs/data-policies.md', 2, 1],
  ['docs/embedding.md', 2, 1],
  ['docs/exports.md', 6, 1],
  ['docs/graphql.md', 2, 2],
  ['docs/jobs.md', 1, 1],
  ['docs/observability.md', 3, 1],
  ['docs/optimizer.md', 3, 1],
  ['docs/rate-limits.md', 1, 0],
  ['docs/rollups.md', 2, 1],
  ['docs/sharing.md', 3, 1],
  ['docs/sources-apis.md', 6, 2],
  ['docs/sources-dashboard.md', 7, 3],
  ['docs/sources-files.md', 4, 2],
  ['docs/sources-sync.md', 5, 2],
  ['docs/webhooks.md', 6, 4],
];

describeWhereThereIs(NEEDED_BY_PAGES, 'the examples of the documentation', () => {
  let folder: string;
  let world: World;
  let api: ChildProcess;
  let environment: Record<string, string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vitrine-pages-'));
    api = spawn(process.execPath, [join(ROOT, 'docs/examples/weather-api.mjs')], {
      env: { PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(api.stdout as Readable, 'data')) as [Buffer];
    (api.stdout as Readable).resume();
    const [WEBHOOK_SECRET, METRICS_TOKEN] = ['a-secret-of-the-documentation', 'a-token-of-the-documentation'];
    world = await aWorld({
      env: {
        RATE_LIMIT_REQUESTS: '600',
        LOGIN_LIMIT_PER_ACCOUNT: '100',
        OUTBOUND_ALLOW: '127.0.0.1',
        MAIL_DIR: join(folder, 'mail'),
        SELF_TELEMETRY: 'true',
        SELF_TELEMETRY_INTERVAL_MS: '1000',
        WEBHOOK_SECRET,
        METRICS_TOKEN,
      },
    });
    // Links in mails are the worker's.
    await world.worker({ PUBLIC_URL: world.api });
    await flights(world);
    environment = {
      VITRINE: world.api,
      VITRINE_DIR: folder,
      WEATHER: line.toString().trim(),
      EMAIL: world.admin.email,
      PASSWORD: world.admin.password,
      WEBHOOK_SECRET,
      METRICS_TOKEN,
    };
  });
  afterAll(async () => {
    api?.kill();
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const tryPages = async (
    pages: string[],
    [some, showing]: [some: number, showing: number],
    more: Record<string, string> = {},
    replaced: Record<string, string | number> = {},
  ): Promise<void> => {
    const examples = (await Promise.all(pages.map(examplesOf))).flat();
    expect(examples.length).toBeGreaterThanOrEqual(some);
    const telling = examples.filter(({ shown, said }) => shown !== undefined || said.length > 0);
    expect(telling.length).toBeGreaterThanOrEqual(showing);
    // Pages without a login of their own go on from the README.
    if (!examples.some(({ script }) => script.includes('/auth/login')))
      examples.unshift(...(await examplesOf('README.md')).slice(0, 1));
    const ports = await Promise.all(PORTS.map(async (port) => [port, await freePort()]));
    const texts = { ...Object.fromEntries(ports), ...replaced };
    expectAsShown(examples, await runExamples(examples, { ...environment, ...more }, texts));
  };

  it.each(PAGES)(
    'in %s are all run, print what the page shows, and no problem',
    (page, some, showing) => tryPages([page], [some, showing]),
    LONGEST_MS,
  );

  it(
    'in docs/authentication.md are all run, by somebody whose password may be changed',
    async () => {
      const { email: EMAIL, password: PASSWORD } = await world.user({ roles: ['super_admin'] });
      await tryPages(['docs/authentication.md'], [5, 3], { EMAIL, PASSWORD });
    },
    LONGEST_MS,
  );

  const brokers = [program('redis-server'), program('redis-cli', 'redis-tools'), program('nats-server')];
  describeWhereThereIs(brokers, 'and of streams', () => {
    it(
      'are those of docs/sources-streams.md',
      () => tryPages(['docs/sources-streams.md'], [4, 2]),
      LONGEST_MS,
    );
  });

  const databases = [
    { isThere: hasPostgresql(), missing: 'no PostgreSQL. Install it (apt-get install postgresql)' },
    { isThere: hasMariadb(), missing: 'no MariaDB. Install it (apt-get install mariadb-server)' },
    program('psql', 'postgresql-client'),
    program('mariadb', 'mariadb-client'),
  ];
  describeWhereThereIs(databases, 'and of databases', () => {
    const started: SourceServer[] = [];
    afterAll(() => Promise.all(started.map((server) => server.stop())));

    it(
      'are those of docs/sources-databases.md, sources.md and sources-queries.md',
      async () => {
        started.push(...(await Promise.all([startPostgresqlSource(), startMariadbSource()])));
        const [postgresql, mariadb] = started.map(({ connection }) => String(connection.port));
        const password = 'password-of-tests';
        await started[0]?.run(
          `DROP TABLE weather; ALTER ROLE vitrine RENAME TO other; CREATE ROLE owner SUPERUSER LOGIN PASSWORD '${password}'`,
        );
        await started[1]?.run(
          `DROP TABLE shop.weather; CREATE USER owner@'%' IDENTIFIED BY '${password}'; GRANT ALL ON *.* TO owner@'%' WITH GRANT OPTION`,
        );
        await writeFile(
          join(folder, '.my.cnf'),
          `[client]\nhost=127.0.0.1\nport=${mariadb}\nuser=owner\npassword=${password}\nskip-ssl\n`,
        );
        await tryPages(
          ['docs/sources-databases.md', 'docs/sources.md', 'docs/sources-queries.md'],
          [8, 5],
          {
            HOME: folder,
            PGHOST: '127.0.0.1',
            PGPORT: postgresql ?? '',
            PGUSER: 'owner',
            PGPASSWORD: password,
          },
          { 5432: postgresql ?? '', 3306: mariadb ?? '' },
        );
      },
      LONGEST_MS,
    );
  });
});

/** The flights of an hour, and the dashboard over them. */
async function flights(world: World): Promise<void> {
  const points = ['ORD', 'MDW', 'ATL'].flatMap((origin) =>
    ['delay', 'distance'].map((metric) => ({
      metric: `flights.${metric}`,
      value: 10,
      timestamp: '2001-01-02T03:00:00Z',
      dimensions: { origin, destination: 'LAX' },
    })),
  );
  await world.request('POST', '/api/v1/data/points', { token: world.admin.token, body: { points } });
  await world.get(DemoDashboards).ensure(world.organizationId);
}
