import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = join(__dirname, '../..');

/** One `npm start`, as a user sees it. */
interface Run {
  process: ChildProcess;
  /** All that it has printed. */
  text: () => string;
  ended: Promise<number | null>;
}

describe('npm start', () => {
  jest.setTimeout(60_000);
  const runs: Run[] = [];
  let dir: string;
  let url: string;
  let login: { email: string; password: string };

  const npm = (script: string, args: string[] = [], env: Record<string, string> = {}): Run => {
    const { DATABASE_URL: _url, JWT_SECRET: _jwt, ENCRYPTION_KEY: _key, ...inherited } = process.env;
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
      cwd: root,
      env: { ...inherited, VITRINE_DIR: dir, PORT: '0', HOST: '127.0.0.1', DEMO: 'none', ...env },
      detached: true, // a process group, as a terminal makes one
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const run = { process: child, text: () => output, ended };
    runs.push(run);
    return run;
  };

  const started = async (): Promise<Run> => {
    const run = npm('start');
    await until(() => run.text().includes('Vitrine is ready') || run.process.exitCode !== null, 40_000);
    expect(run.text()).toContain('Vitrine is ready');
    url = /Health +(http:\S+)\/health/.exec(run.text())?.[1] ?? '';
    return run;
  };

  const interrupt = async (run: Run): Promise<number> => {
    const began = Date.now();
    process.kill(-(run.process.pid ?? 0), 'SIGINT');
    await run.ended;
    return Date.now() - began;
  };

  const signIn = (): Promise<Response> =>
    fetch(`${url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(login),
    });

  const home = () =>
    existsSync(join(dir, 'postgres/elsewhere'))
      ? realpathSync(join(dir, 'postgres/elsewhere'))
      : join(dir, 'postgres');
  const postgres = () => Number(readFileSync(join(home(), 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  const supervisor = () => (JSON.parse(readFileSync(join(dir, 'lock'), 'utf8')) as { pid: number }).pid;
  const processes = () =>
    Object.fromEntries(
      (JSON.parse(readFileSync(join(dir, 'run.json'), 'utf8')) as { name: string; pid: number }[]).map(
        ({ name, pid }) => [name, pid],
      ),
    );

  beforeAll(() => (dir = mkdtempSync(join(tmpdir(), 'vitrine start '))));

  afterAll(async () => {
    for (const run of runs) {
      if (run.process.exitCode !== null || run.process.signalCode !== null) continue;
      process.kill(-(run.process.pid ?? 0), 'SIGINT');
      await run.ended;
    }
    if (existsSync(home())) rmSync(home(), { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
  });

  it('brings everything up, and Ctrl-C takes all of it down within five seconds', async () => {
    const run = await started();
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: 'healthy' });
    const [, email = '', password = ''] = /Admin +(\S+) +password (\S+)/.exec(run.text()) ?? [];
    login = { email, password };
    const { accessToken } = (await (await signIn()).json()) as { accessToken: string };
    const [, organization = ''] = /x-organization-id: ([0-9a-f-]{36})/.exec(run.text()) ?? [];
    const live = await fetch(`${url}/api/v1/data/catalog?search=vitrine.http`, {
      headers: { authorization: `Bearer ${accessToken}`, 'x-organization-id': organization },
    });
    expect(live.status).toBe(200);

    const second = npm('start');
    expect(await second.ended).toBe(1);
    expect(second.text()).toContain(`Vitrine already runs on ${dir}`);
    const backup = npm('backup', [join(dir, 'backup.tar.gz')]);
    expect(await backup.ended).toBe(0);
    const restore = npm('restore', [join(dir, 'backup.tar.gz')]);
    expect(await restore.ended).toBe(1);
    expect(restore.text()).toContain('Stop it first');

    const pids = [supervisor(), postgres(), ...Object.values(processes())];
    expect(await interrupt(run)).toBeLessThan(5000);
    expect(pids.filter(alive)).toEqual([]);
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed');
  });

  it('keeps everything, and brings back what is killed while it runs and what was killed before', async () => {
    const first = await started();
    expect(first.text()).not.toContain('shown this once');
    expect((await signIn()).status).toBe(200);

    const { api = 0 } = processes();
    process.kill(api, 'SIGKILL');
    await until(() => first.text().includes('api        is back'));
    const database = postgres();
    process.kill(database, 'SIGKILL');
    await until(() => first.text().includes('database   is back'));
    await until(async () => (await signIn().catch(() => undefined))?.status === 200);

    const left = [...Object.values(processes()), postgres()];
    process.kill(supervisor(), 'SIGKILL');
    await first.ended;
    const second = await started();
    expect(left.filter(alive)).toEqual([]);
    expect((await signIn()).status).toBe(200);
    await interrupt(second);
  });

  it('says what to do when the port is taken', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) =>
      blocker.listen(0, '127.0.0.1', () => resolve((blocker.address() as { port: number }).port)),
    );
    try {
      const run = npm('start', [], { PORT: String(port) });
      expect(await run.ended).toBe(1);
      expect(run.text()).toContain(
        `Port ${port} is taken on 127.0.0.1. Choose another one: PORT=${port + 1} npm start`,
      );
    } finally {
      blocker.close();
    }
  });
});

async function until(condition: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  for (const end = Date.now() + ms; !(await condition()); await sleep(50)) {
    if (Date.now() > end) throw new Error(`It did not happen within ${ms / 1000} s: ${condition.toString()}`);
  }
}

/** A zombie is dead: nobody may collect it in a container. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
