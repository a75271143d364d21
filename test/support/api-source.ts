import { Destinations, HttpClient, type ResolveHost } from '@app/outbound';
import { type AppConfig, Telemetry } from '@app/platform';
import type { SourceBatch, SourcePosition } from '@app/sources';
import { pino } from 'pino';
import { LimitStore } from '../../libs/auth/src/limits/limit-store';
import { RateLimiter } from '../../libs/auth/src/limits/rate-limiter';
import { ApiConnector } from '../../libs/sources/src/api/api-connector';
import { parseApiConnection } from '../../libs/sources/src/api/connection/parse-api-connection';
import { SourceTraffic, type TrafficOptions } from '../../libs/sources/src/api/traffic/source-traffic';
import { MovableClock } from './movable-clock';

/** Nobody shares the count: each process has its own. */
class NoStore extends LimitStore {
  take(): Promise<never> {
    return Promise.reject(new Error('there is no store'));
  }
}

export interface ApiWorldOptions extends TrafficOptions {
  /** As OUTBOUND_ALLOW. */
  allow?: string;
  resolve?: ResolveHost;
  store?: LimitStore;
  /** Waits are real. Default: the clock is moved instead. */
  waits?: boolean;
  /** As SOURCE_API_MEMORY_MB. Default: 384. */
  memoryMb?: number;
}

/** What API sources work with in one process. */
export function anApiWorld(options: ApiWorldOptions = {}) {
  const clock = new MovableClock();
  const waits: number[] = [];
  const pace = {
    now: () => clock.now().getTime(),
    sleep: async (ms: number) => {
      waits.push(ms);
      clock.offsetMs += ms;
    },
    random: () => 0.5,
  };
  const log = pino({ level: 'silent' });
  const telemetry = new Telemetry('worker', log);
  const limiter = new RateLimiter(options.store ?? new NoStore(), clock, log);
  const traffic = new SourceTraffic(limiter, telemetry, clock, {
    ...options,
    ...(options.waits ? {} : { pace }),
  });
  const http = new HttpClient(new Destinations(options.allow ?? '127.0.0.1', undefined, options.resolve));
  const config = { sourceApiMemoryMb: options.memoryMb ?? 384 } as AppConfig;
  const source = (connection: Record<string, unknown>, sourceId = 'source'): ApiConnector =>
    new ApiConnector(
      parseApiConnection({ kind: 'http', rateLimit: { requestsPerMinute: 6_000 }, ...connection }),
      {
        sourceId,
        http,
        traffic,
        clock,
        config,
      },
    );
  return { clock, waits, telemetry, traffic, http, config, source };
}

export interface ReadRun {
  batches: SourceBatch[];
  records: unknown[];
  keys: (string | null)[];
  position: SourcePosition;
  error?: unknown;
}

/** All that one run reads, and where it ended; an error is part of the answer. */
export async function readAll(
  connector: ApiConnector,
  position: SourcePosition = null,
  { batchSize = 1_000, most = Infinity, signal = new AbortController().signal } = {},
): Promise<ReadRun> {
  const run: ReadRun = { batches: [], records: [], keys: [], position };
  try {
    for await (const batch of connector.read(position, { signal, batchSize })) {
      run.batches.push(batch);
      run.records.push(...batch.records);
      run.keys.push(...batch.keys);
      // As the database has it.
      run.position = JSON.parse(JSON.stringify(batch.position)) as SourcePosition;
      if (run.batches.length === most) break;
    }
  } catch (error) {
    run.error = error;
  }
  return run;
}
