/** What libs need of a tracer, so that none has to be loaded where nobody wants traces. */
export interface TracePort {
  /** W3C `traceparent` of the span that the caller runs in. */
  current(): string | undefined;
  /** Runs `work` in a new span, which ends with it. `parent` is a `traceparent`; default: the caller's span. */
  span<T>(span: SpanSpec, work: () => Promise<T>): Promise<T>;
  /** Names the request in hand after its route. */
  nameRequest(route: string): void;
}

export interface SpanSpec {
  name: string;
  kind: 'producer' | 'consumer';
  parent?: string;
  attributes?: Record<string, string | number>;
}

let port: TracePort | undefined;

/** Called once, by whoever started a tracer. */
export function setTracePort(tracer: TracePort): void {
  port = tracer;
}

export function isTracing(): boolean {
  return port !== undefined;
}

/** W3C `traceparent` of the work in hand, to be carried to where the work goes on; undefined when nothing is traced. */
export function currentTrace(): string | undefined {
  return port?.current();
}

/** Runs `work` as a part of a trace; where nothing is traced, just runs it. */
export function inSpan<T>(span: SpanSpec, work: () => Promise<T>): Promise<T> {
  return port ? port.span(span, work) : work();
}

/** Names the request in hand after its route template. */
export function nameRequest(route: string): void {
  port?.nameRequest(route);
}
