import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { program } from './where-there-is';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');
const MARK = '=== next example ===';
/** Besides the servers that some are about. */
export const NEEDED_BY_PAGES = [program('bash'), program('curl')];
/** Examples wait for what they show, and may not for ever. */
const HANGS_MS = 60_000;
/** Ends what an example has left running. */
const END = `trap 'kill $(jobs -p) 2> /dev/null || true' EXIT`;

export interface Example {
  script: string;
  /** What the page says that it prints, where a block of JSON follows. */
  shown: unknown;
  /** What comments below its commands say that these print, in that order; `…` stands for anything. */
  said: string[];
}

/** The ```bash blocks of a page, each with the ```json block that directly follows it. */
export async function examplesOf(page: string): Promise<Example[]> {
  const text = await readFile(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```bash\n([\s\S]*?)^```\n(?:\n```json\n([\s\S]*?)^```\n)?/gm)].map(
    ([, script = '', json]) => ({
      script,
      shown: json === undefined ? undefined : JSON.parse(json),
      said: [...script.matchAll(/^# ([{[].*(?:\n#  .*)*)/gm)].map(([, said = '']) =>
        said.replaceAll(/\n#  +/g, ''),
      ),
    }),
  );
}

/**
 * Runs the examples of a page one after the other in one shell, in a folder of their own that has `docs` and `node_modules`.
 * @param environment besides PATH; and texts of the page that are replaced, such as ports
 * @returns what each printed
 */
export async function runExamples(
  examples: Example[],
  environment: Record<string, string>,
  replaced: Record<string, string | number> = {},
): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-examples-'));
  for (const name of ['docs', 'node_modules']) symlinkSync(join(ROOT, name), join(folder, name));
  let script = [END, examples.map((example) => example.script).join(`\necho; echo '${MARK}'\n`)].join('\n');
  for (const [text, other] of Object.entries(replaced)) script = script.replaceAll(text, String(other));
  try {
    const { stdout } = await run('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env: { PATH: process.env.PATH, TMPDIR: folder, ...environment },
      maxBuffer: 16 * 1024 * 1024,
      timeout: HANGS_MS,
    });
    return stdout.split(MARK).map((output) => output.trim());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each example printed what the page shows and says, and no problem but those. */
export function expectAsShown(examples: Example[], outputs: string[]): void {
  expect(outputs).toHaveLength(examples.length);
  for (const [index, { script, shown, said }] of examples.entries()) {
    const output = steady(outputs[index] ?? '');
    if (shown !== undefined) expect(JSON.parse(output)).toMatchObject(expected(shown) as object);
    let rest = output;
    for (const each of said) {
      const found = patternOf(each).exec(rest);
      if (!found) expect({ script, printed: output }).toEqual({ script, printed: each });
      rest = rest.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
    }
    expect({ script, problems: problemsIn(output) }).toEqual({
      script,
      problems: problemsIn(`${said.join(' ')}${JSON.stringify(shown)}`),
    });
  }
}

/** Ids and durations differ from run to run; the page writes `<id>` or an id. */
function steady(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/"tookMs": *[\d.…]+/g, '"tookMs":0');
}

/** The value that is shown, in whose texts `…` stands for anything. */
function expected(shown: unknown): unknown {
  if (typeof shown === 'string')
    return shown.includes('…') ? expect.stringMatching(patternOf(shown)) : steady(shown);
  if (Array.isArray(shown)) return shown.map(expected);
  if (typeof shown !== 'object' || shown === null) return shown;
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [steady(name), expected(value)]));
}

function patternOf(said: string): RegExp {
  const parts = steady(said)
    .split('…')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(parts.join('[^]*?'));
}

function problemsIn(text: string): string[] {
  return [...text.matchAll(/"status": *([45]\d\d)/g)].map(([, status = '']) => status);
}
