import { type DurationCell, isTracing, MEASUREMENTS, nameRequest, Telemetry } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Everything else that Node can parse is counted together. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const UNMATCHED = 'unmatched';

export interface AnsweredRequest {
  method: string;
  /** Its template; undefined when there is no such route. */
  route: string | undefined;
  status: number;
  ms: number;
}

/**
 * Counts and times requests by method, route template and status class. What it returns is called once per answer and
 * finds the counters by two look-ups; nothing is allocated for a combination that it has seen.
 */
export function measureRequests(telemetry: Telemetry): (request: AnsweredRequest) => void {
  const durations = telemetry.durations(MEASUREMENTS.httpRequests);
  const routes = new Map<string, Map<string, (DurationCell | undefined)[]>>();
  const cellsOf = (route: string, method: string): (DurationCell | undefined)[] => {
    const methods = routes.get(route) ?? new Map<string, (DurationCell | undefined)[]>();
    routes.set(route, methods);
    const cells = methods.get(method) ?? [];
    methods.set(method, cells);
    return cells;
  };
  return ({ method, route = UNMATCHED, status, ms }) => {
    const known = METHODS.has(method) ? method : 'OTHER';
    const cells = routes.get(route)?.get(known) ?? cellsOf(route, known);
    const statusClass = Math.floor(status / 100);
    const cell = (cells[statusClass] ??= durations.cell(known, route, `${statusClass}xx`));
    cell.observe(ms);
  };
}

/** Traces are named after the route. Where nothing is traced there is no hook either. */
export function nameTracedRequests(app: NestFastifyApplication): void {
  if (!isTracing()) return;
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, _reply, done) => {
      nameRequest(request.routeOptions.url ?? UNMATCHED);
      done();
    });
}
