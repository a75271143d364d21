import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type AuthenticatedRequest, shownBy } from '@app/auth';
import { AppConfig, AppError, noteBeginning } from '@app/platform';
import type { FastifyReply } from 'fastify';
import type { Connection, ConnectionEnd } from '../connections/connection';
import { Connections } from '../connections/connections';
import { lastFrame } from '../last-frame';
import { LiveDashboards, type Watch, type WatchRequest } from '../live-dashboards';
import { sseComment, sseMessage, sseRetry } from './sse-text';
import { SseStream, type StreamPace } from './sse-stream';
import type { StreamQuery } from './stream-query.dto';

const TICK_MS = 1_000;
const RETRY_WHEN_STOPPING_MS = 1_000;
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Proxies that collect answers before they pass them on would keep every event back.
  'x-accel-buffering': 'no',
} as const;

/** The request of a stream and the answer to it. */
export interface Exchange {
  request: AuthenticatedRequest;
  reply: FastifyReply;
}

/** Live dashboards as server-sent events (HTML Living Standard, 9.2). */
@Injectable()
export class DashboardStreams implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly connections = new Map<SseStream, Connection>();
  private readonly pace: StreamPace;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    config: AppConfig,
    private readonly registry: Connections,
    private readonly live: LiveDashboards,
  ) {
    this.pace = {
      heartbeatMs: config.streamHeartbeatMs,
      retryMs: config.streamRetryMs,
      slowMs: config.streamSlowMs,
      backlogBytes: config.streamBacklogBytes,
    };
  }

  onApplicationBootstrap(): void {
    // Once what came meanwhile is seen: that this process was held up is no client's fault.
    this.timer = setInterval(() => setImmediate(() => this.tick()), TICK_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /**
   * Answers with a stream of what is to be seen of a dashboard, until the client goes away or may not see it any more.
   * @throws AppError before the stream begins: 400, 401, 403, 404, 429, 503
   */
  async open(id: string, query: StreamQuery, { request, reply }: Exchange): Promise<void> {
    const dashboardId = id.toLowerCase();
    const stream = new SseStream(this.pace);
    let watch: Watch | undefined;
    const connection = await this.registry.open(
      shownBy(request),
      {
        transport: 'sse',
        address: request.ip,
        method: request.method,
        template: request.routeOptions.url ?? '',
        permission: 'dashboard:read',
        allowsEmbed: true,
        dashboardId,
      },
      {
        onEnd: (end) => {
          watch?.close();
          stream.say(lastWords(end, dashboardId));
        },
        recheck: async (principal) => watch?.recheck(principal),
      },
    );
    stream.once('close', () => {
      watch?.close();
      connection.close();
      this.connections.delete(stream);
    });
    const { principal } = connection;
    try {
      watch = await this.live.watch(principal, watchRequest(dashboardId, query), {
        push: (frame) => stream.send(frame),
        reconnect: () => connection.end(comeBack()),
      });
      // Rights may have changed meanwhile, when there was no watch yet that could be asked.
      if (connection.principal !== principal) await watch.recheck(connection.principal);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    this.answer(reply, request, stream);
    // Its rights, or the client, may have gone while it waited for the first snapshot.
    if (stream.isOver) watch.close();
    else this.connections.set(stream, connection);
  }

  private answer(reply: FastifyReply, request: AuthenticatedRequest, stream: SseStream): void {
    noteBeginning(reply);
    void reply.headers(HEADERS);
    if (request.method === 'HEAD') {
      stream.destroy();
      void reply.send();
    } else {
      void reply.send(stream);
    }
  }

  private tick(): void {
    for (const [stream, connection] of this.connections) {
      if (stream.isSlow) connection.end(tooSlow());
      else stream.beat();
    }
  }
}

function watchRequest(dashboardId: string, query: StreamQuery): WatchRequest {
  const { ticket: _used, timeRange, ...rest } = query;
  const timerange = rest.timerange ?? timeRange;
  return { dashboardId, parameters: { ...rest, ...(timerange === undefined ? {} : { timerange }) } };
}

function lastWords({ reason, error }: ConnectionEnd, dashboardId: string): string {
  if (reason === 'rights') {
    const { event, json } = lastFrame(error, dashboardId);
    return sseMessage(event, json);
  }
  return sseRetry(RETRY_WHEN_STOPPING_MS) + sseComment(`${error.code} ${error.detail}`);
}

function comeBack(): ConnectionEnd {
  const error = new AppError(
    'DEPENDENCY_UNAVAILABLE',
    'This process does not hear of changes; connect again.',
  );
  return { reason: 'reconnect', error };
}

function tooSlow(): ConnectionEnd {
  const error = new AppError('CLIENT_TOO_SLOW', 'You do not take what is sent to you; connect again.');
  return { reason: 'slow', error };
}
