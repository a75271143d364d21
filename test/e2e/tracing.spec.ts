import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import { type ReceivedSpan, SpanReceiver } from '../support/span-receiver';
import { aWorld, type World } from '../support/world';

const TELL_MODULES = join(__dirname, '../support/tell-modules.cjs');
const POSTGRES = '@opentelemetry/instrumentation-pg';
const REDIS = '@opentelemetry/instrumentation-ioredis';

describe('traces', () => {
  jest.setTimeout(60_000);
  const children: ChildProcess[] = [];
  let world: World;
  let receiver: SpanReceiver;
  let programs: CompiledPrograms;

  beforeAll(async () => {
    world = await aWorld();
    receiver = await SpanReceiver.start();
    programs = new CompiledPrograms();
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await programs?.close();
    await receiver?.close();
    await world?.close();
  });

  const start = async (
    app: 'api' | 'worker',
    extra: Record<string, string>,
  ): Promise<{ child: ChildProcess; url: string }> => {
    const env = { ...world.environment, ...extra, PATH: process.env.PATH };
    const child = fork(`dist/apps/${app}/src/main.js`, [], { env, execArgv: ['--require', TELL_MODULES] });
    children.push(child);
    const [message] = (await once(child, 'message')) as [{ type: string; url?: string }];
    expect(message.type).toBe('ready');
    return { child, url: message.url ?? '' };
  };
  const loaded = async (child: ChildProcess): Promise<string[]> => {
    child.send('modules?');
    const [{ files }] = (await once(child, 'message')) as [{ files: string[] }];
    return files.filter((file) => /@opentelemetry|open-telemetry/.test(file));
  };
  const exits = async (child: ChildProcess): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  };

  it('follow a request through SQL, outbox, queue and job', async () => {
    const api = await programs.start(
      'traced-api-process',
      JSON.stringify({ ...world.environment, ...receiver.environment }),
    );
    const told = once(api, 'message');
    api.send('url?');
    const [{ url }] = (await told) as [{ url: string }];
    const { child: worker } = await start('worker', receiver.environment);
    expect((await loaded(worker)).length).toBeGreaterThan(10);

    expect((await fetch(`${url}/test/job/7`, { method: 'POST' })).status).toBe(200);
    const named = (name: string) => receiver.spans.find((span) => span.name === name);
    const request = await eventually(() => named('POST /test/job/:id'), 'the request is traced');
    const job = await eventually(() => named('job purge-sessions'), 'the job is traced');
    const ofTrace = () => receiver.spans.filter(({ traceId }) => traceId === request.traceId);
    const has = (service: string, scope: string) =>
      ofTrace().some((span) => span.service === service && span.scope === scope);
    await eventually(
      () => has('vitrine-api', POSTGRES) && has('vitrine-worker', POSTGRES),
      'statements of both processes are in the trace',
    );
    // oxlint-disable-next-line jest/no-conditional-in-test -- the profile of the run
    if (world.environment.REDIS_URL)
      await eventually(() => has('vitrine-worker', REDIS), 'Redis is in it too');

    const byId = new Map(ofTrace().map((span) => [span.spanId, span]));
    const way: string[] = [];
    for (let span: ReceivedSpan | undefined = job; span; span = byId.get(span.parentSpanId))
      way.push(span.name);
    expect(way).toEqual([
      'job purge-sessions',
      'add job purge-sessions',
      'publish job.requested',
      'POST /test/job/:id',
    ]);
    await exits(worker);
  });

  it('begin nowhere but in requests and jobs, leave probes out, and are sent before a process ends', async () => {
    const before = receiver.spans.length;
    const atItsEnd = { ...receiver.environment, OTEL_BSP_SCHEDULE_DELAY: '600000' };
    const [api, worker] = await Promise.all([
      start('api', { ...atItsEnd, METRICS_TOKEN: 'prometheus-reads-this' }),
      start('worker', { ...atItsEnd, WORKER_PORT: '0' }),
    ]);
    for (const url of [`${api.url}/health/live`, `${api.url}/health/ready`, `${worker.url}/health/ready`])
      expect((await fetch(url)).status).toBe(200);
    const headers = { authorization: 'Bearer prometheus-reads-this' };
    expect((await fetch(`${api.url}/metrics`, { headers })).status).toBe(200);
    expect((await fetch(`${api.url}/api/v1/roles`)).status).toBe(401);
    await Promise.all([exits(worker.child), exits(api.child)]);
    const roots = receiver.spans.slice(before).filter(({ parentSpanId }) => !parentSpanId);
    // Connecting to Redis is traced once, whatever the caller; scheduled jobs begin traces of their own.
    const others = roots.map(({ name }) => name).filter((name) => !/^(redis-connect|job [\w-]+)$/.test(name));
    expect(others).toEqual(['GET /api/v1/roles']);
  });

  it('cost nothing where nobody wants them: nothing of OpenTelemetry is loaded', async () => {
    const both = await Promise.all((['api', 'worker'] as const).map((app) => start(app, {})));
    for (const { child } of both) expect(await loaded(child)).toEqual([]);
    await Promise.all(both.map(({ child }) => exits(child)));
  });
});
