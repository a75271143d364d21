import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchRow, judged, written } from '../measure';
import type { BenchServices } from '../services';
import type { ClientReport } from './clients';
import { MeasuredProcess } from './measured-process';
import type { PushReport } from './pushing';

const EVERY_MS = 100;
const TARGET_P99_MS = 80;

/** Everybody who watches, and how. */
interface Crowd {
  dashboards: number;
  viewers: number;
}

interface Run extends PushReport, ClientReport {
  sent: number;
  /** Of the server, for each connection, KiB. */
  connectionKib: number;
}

/** Frames at 10 Hz to thousands of websocket clients, against `ws` that sends the same text to as many. */
export async function* fanOutRows(services: BenchServices, quick: boolean): AsyncGenerator<BenchRow> {
  const frames = quick ? 20 : 100;
  const crowds: Crowd[] = quick
    ? [{ dashboards: 1, viewers: 1_000 }]
    : [
        { dashboards: 1, viewers: 1_000 },
        { dashboards: 1, viewers: 5_000 },
        { dashboards: 500, viewers: 10 },
      ];
  for (const crowd of crowds) {
    const clients = crowd.dashboards * crowd.viewers;
    const name =
      crowd.dashboards === 1
        ? `${written(clients)} websocket clients of a dashboard, 10 frames/s`
        : `${crowd.dashboards} dashboards with ${crowd.viewers} websocket clients each, 10 frames/s`;
    const ours = await measured(await anApi(services), hellosOf(crowd, services.token), frames);
    const peer = await measured(
      await aPeer(),
      Array.from({ length: clients }, () => null),
      frames,
    );
    yield {
      name: `${name}: push to client, p99`,
      ours: shown(ours),
      peer: `ws: ${shown(peer)}`,
      ...judged(ours.p99, { atMost: TARGET_P99_MS, unit: 'ms' }),
    };
    yield {
      name: `${name}: frames lost`,
      ours: `${written(ours.received)} of ${written(ours.sent)}`,
      peer: `ws: ${written(peer.received)} of ${written(peer.sent)}`,
      ...judged(ours.sent - ours.received + ours.gaps + ours.closed, { atMost: 0, unit: '' }),
    };
    yield {
      name: `${name}: processor time a frame / ws`,
      ours: `${written((ours.cpuMs * 1_000) / ours.sent)} us`,
      peer: `${written((peer.cpuMs * 1_000) / peer.sent)} us`,
      ...judged(ours.cpuMs / ours.sent / (peer.cpuMs / peer.sent), { unit: 'x' }),
    };
    yield {
      name: `${name}: memory of the server a connection`,
      ours: `${written(ours.connectionKib)} KiB`,
      peer: `ws: ${written(peer.connectionKib)} KiB`,
      ...judged(ours.connectionKib / 1_024, { unit: 'MiB' }),
      shown: `${written(ours.connectionKib)} KiB`,
    };
  }
}

interface Server {
  process: MeasuredProcess;
  url: string;
}

async function anApi(services: BenchServices): Promise<Server> {
  const process = MeasuredProcess.start('api-server');
  const env = {
    ...services.environment,
    LIVE_VIEWERS_PER_PRINCIPAL: '1000000',
    RATE_LIMIT_REQUESTS: '0',
    STREAMS_MAX: '9000',
  };
  const url = await process.ask<string>({ env }, 'url');
  return { process, url: `${url}/socket.io/?EIO=4&transport=websocket` };
}

async function aPeer(): Promise<Server> {
  const process = MeasuredProcess.start('ws-server');
  return { process, url: await process.answer<string>('url') };
}

function hellosOf({ dashboards, viewers }: Crowd, token: string): string[] {
  return Array.from({ length: dashboards * viewers }, (_, i) => {
    const id = `01938f3e-7a51-7c52-9d4f-${String(i % dashboards).padStart(12, '0')}`;
    return `40/ws/dashboard/${id},${JSON.stringify({ token })}`;
  });
}

async function measured(server: Server, hellos: (string | null)[], frames: number): Promise<Run> {
  const clients = MeasuredProcess.start('clients');
  try {
    const before = await server.process.ask<number>({ memory: true }, 'memory');
    await clients.ask({ open: { url: server.url, hellos } }, 'opened');
    await sleep(2_000);
    // Warm, and each client knows where it stands.
    await server.process.ask<PushReport>({ push: { frames: 10, everyMs: EVERY_MS } }, 'pushed');
    await sleep(1_000);
    clients.tell({ count: true });
    const pushed = await server.process.ask<PushReport>({ push: { frames, everyMs: EVERY_MS } }, 'pushed');
    await sleep(2_000);
    const report = await clients.ask<ClientReport>({ report: true }, 'report');
    const connectionKib = (pushed.memory - before) / 1_024 / hellos.length;
    return { ...pushed, ...report, sent: frames * hellos.length, connectionKib };
  } finally {
    await clients.stop();
    await server.process.stop();
  }
}

function shown({ p50, p99, max }: Run): string {
  return `p50 ${written(p50)}, p99 ${written(p99)}, max ${written(max)} ms`;
}
