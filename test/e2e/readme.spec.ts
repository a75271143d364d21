import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { aWorld, type World } from '../support/world';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const MARK = '=== next example ===';

interface Example {
  script: string;
  /** What the page says that it prints, where it says so. */
  shown: unknown;
}

/** The ```bash blocks of the page, each with the ```json block that directly follows it. */
function examplesOf(page: string): Example[] {
  return [...page.matchAll(/^```bash\n([\s\S]*?)^```\n(?:\n```json\n([\s\S]*?)^```\n)?/gm)].map(
    ([, script = '', json]) => ({
      script,
      shown: json === undefined ? undefined : JSON.parse(json),
    }),
  );
}

const PAGES: [page: string, examples: number, shown: number][] = [
  ['README.md', 5, 2],
  ['docs/api-keys.md', 4, 0],
  ['docs/rate-limits.md', 1, 0],
  ['docs/graphql.md', 2, 2],
  ['docs/optimizer.md', 3, 1],
  ['docs/sources-apis.md', 6, 2],
  ['docs/sources-dashboard.md', 7, 3],
  ['docs/sources-files.md', 4, 2],
  ['docs/sources-sync.md', 5, 2],
];

describe('the examples of the documentation', () => {
  let world: World;
  let api: ChildProcess;
  let weather: string;
  beforeAll(async () => {
    api = spawn(process.execPath, [join(ROOT, 'docs/examples/weather-api.mjs')], {
      env: { PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(api.stdout as Readable, 'data')) as [Buffer];
    weather = line.toString().trim();
    (api.stdout as Readable).resume();
    const env = { RATE_LIMIT_REQUESTS: '600', LOGIN_LIMIT_PER_ACCOUNT: '100', OUTBOUND_ALLOW: '127.0.0.1' };
    world = await aWorld({ env });
    await world.worker();
  });
  afterAll(async () => {
    api?.kill();
    await world?.close();
  });

  it.each(PAGES)(
    'in %s are all run, print what the page shows, and no problem',
    async (page, some, shown) => {
      const examples = examplesOf(readFileSync(join(ROOT, page), 'utf8'));
      expect(examples.length).toBeGreaterThanOrEqual(some);
      const script = examples.map((example) => example.script).join(`\necho; echo '${MARK}'\n`);
      const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
        cwd: ROOT,
        env: {
          PATH: process.env.PATH,
          VITRINE: world.api,
          WEATHER: weather,
          EMAIL: world.admin.email,
          PASSWORD: world.admin.password,
        },
      });
      // Ids differ from run to run; the page writes <id>.
      const outputs = stdout.split(MARK).map((output) => output.trim().replaceAll(UUID, '<id>'));
      expect(outputs).toHaveLength(examples.length);
      const withOutput = examples.flatMap((example, i) =>
        example.shown === undefined ? [] : [{ ...example, i }],
      );
      for (const each of withOutput)
        expect(JSON.parse(outputs[each.i] ?? '')).toMatchObject(each.shown as object);
      expect(withOutput.length).toBeGreaterThanOrEqual(shown);
      expect(stdout).not.toMatch(/"status": *[45]\d\d/);
    },
  );
});
