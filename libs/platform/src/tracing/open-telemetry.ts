import type { IncomingMessage } from 'node:http';
import {
  type Attributes,
  context,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { RedisInstrumentation } from '@opentelemetry/instrumentation-redis';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { withoutRows } from '../logging/logged-error';
import type { SpanSpec, TracePort } from './trace-port';

const KINDS = { producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER };
const PROBES = /^\/(health|metrics)\b/;

/** Starts OpenTelemetry's SDK, which reads its OTEL_ variables by itself. Only `startTracing` imports this file. */
export function startOpenTelemetry(defaultName: string): { port: TracePort; shutdown: () => Promise<void> } {
  const sdk = new NodeSDK({
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win over it.
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': defaultName })),
    metricReaders: [],
    logRecordProcessors: [],
    // What has no request or job as its cause would be a trace of one polling statement, again and again.
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: ({ url = '' }: IncomingMessage) => PROBES.test(url),
        requireParentforOutgoingSpans: true,
        // A careless client may put a secret into a query.
        startIncomingSpanHook: ({ url = '' }: IncomingMessage) => withoutQuery(url),
      }),
      new PgInstrumentation({
        requireParentSpan: true,
        ignoreConnectSpans: true,
        // The ORM writes its values into the text of a statement.
        requestHook: (span, { query }) => void span.setAttribute('db.query.text', withoutValues(query.text)),
      }),
      new IORedisInstrumentation({ requireParentSpan: true }),
      new RedisInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  return { port: new OpenTelemetryPort(), shutdown: () => sdk.shutdown() };
}

/** A statement with `?` in the place of every text in it. */
function withoutValues(sql: string): string {
  return sql.replaceAll(/'(?:[^']|'')*'/g, '?');
}

function withoutQuery(url: string): Attributes {
  const query = url.indexOf('?');
  return query < 0
    ? {}
    : { 'url.query': '***', 'http.target': url.slice(0, query), 'http.url': url.slice(0, query) };
}

class OpenTelemetryPort implements TracePort {
  private readonly tracer = trace.getTracer('vitrine');

  current(): string | undefined {
    const carrier: { traceparent?: string } = {};
    propagation.inject(context.active(), carrier);
    return carrier.traceparent;
  }

  span<T>({ name, kind, parent, attributes }: SpanSpec, work: () => Promise<T>): Promise<T> {
    const from =
      parent === undefined
        ? context.active()
        : propagation.extract(context.active(), { traceparent: parent });
    const options = { kind: KINDS[kind], attributes };
    return this.tracer.startActiveSpan(name, options, from, (span) => ended(span, work));
  }

  nameRequest(route: string): void {
    const metadata = getRPCMetadata(context.active());
    if (metadata?.type === RPCType.HTTP) metadata.route = route;
  }
}

async function ended<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = withoutRows((error as Error).message);
    span.recordException({ name: (error as Error).name, message });
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    throw error;
  } finally {
    span.end();
  }
}
