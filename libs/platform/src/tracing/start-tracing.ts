import type { AppConfig } from '../config/app-config';
import { setTracePort } from './trace-port';

/** A running exporter of traces. */
export interface Tracing {
  /** Sends what is left; gives up after two seconds. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 2_000;

/**
 * Starts OpenTelemetry if OTEL_EXPORTER_OTLP_ENDPOINT is set; else loads nothing of it. Call it before the libraries
 * that are to be traced are loaded.
 */
export async function startTracing(
  config: Pick<AppConfig, 'otlpEndpoint'>,
  process: 'api' | 'worker',
): Promise<Tracing> {
  if (config.otlpEndpoint === undefined) return { stop: async () => {} };
  const { startOpenTelemetry } = await import('./open-telemetry.js');
  const { port, shutdown } = startOpenTelemetry(`vitrine-${process}`);
  setTracePort(port);
  return {
    stop: async () => {
      const { promise: late, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, STOP_WITHIN_MS);
      await Promise.race([shutdown().catch(() => {}), late]);
      clearTimeout(timer);
    },
  };
}
