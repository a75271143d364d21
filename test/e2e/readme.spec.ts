import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { aWorld, type World } from '../support/world';

const run = promisify(execFile);
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

let world: World;

beforeAll(async () => {
  world = await aWorld();
});
afterAll(() => world?.close());

describe.each([
  { page: 'README.md', examplesAtLeast: 5, shownAtLeast: 2 },
  { page: 'docs/optimizer.md', examplesAtLeast: 3, shownAtLeast: 1 },
])('the examples of $page', ({ page, examplesAtLeast, shownAtLeast }) => {
  const examples = examplesOf(readFileSync(join(__dirname, '../..', page), 'utf8'));
  let outputs: string[];

  beforeAll(async () => {
    const script = examples.map((example) => example.script).join(`\necho; echo '${MARK}'\n`);
    const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], {
      env: {
        PATH: process.env.PATH,
        VITRINE: world.api,
        EMAIL: world.admin.email,
        PASSWORD: world.admin.password,
      },
    });
    // Ids differ from run to run; the page writes <id>.
    outputs = stdout.split(MARK).map((output) => output.trim().replaceAll(UUID, '<id>'));
  });

  it('are all run', () => {
    expect(examples.length).toBeGreaterThanOrEqual(examplesAtLeast);
    expect(outputs).toHaveLength(examples.length);
  });

  it('print what the page shows', () => {
    for (const [index, { shown }] of examples.entries()) {
      if (shown !== undefined) expect(JSON.parse(outputs[index] ?? '')).toMatchObject(shown as object);
    }
    expect(examples.filter(({ shown }) => shown !== undefined).length).toBeGreaterThanOrEqual(shownAtLeast);
  });

  it('answer no problem', () => {
    expect(outputs.join('\n')).not.toMatch(/"status": *[45]\d\d/);
  });
});
