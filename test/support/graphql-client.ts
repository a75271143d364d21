import { type Client, createClient, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer, World } from './world';

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; status: number; requestId: string; retryAfter?: number; errors?: object[] };
}

export interface GraphqlAnswer<T = Record<string, never>> {
  data?: T | null;
  errors?: GraphqlError[];
  extensions?: Record<string, unknown>;
}

/** Sends one operation as a client of GraphQL would. */
export function ask<T>(
  world: World,
  query: string,
  options: { variables?: object; token?: string | undefined; headers?: Record<string, string> } = {},
): Promise<Answer<GraphqlAnswer<T>>> {
  const { variables, headers } = options;
  const token = 'token' in options ? options.token : world.admin.token;
  return world.request('POST', '/graphql', { ...(token && { token }), headers, body: { query, variables } });
}

/** The codes of an answer's errors. */
export function codesOf({ body }: Answer<GraphqlAnswer<unknown>>): string[] {
  return (body.errors ?? []).map(({ extensions }) => extensions.code);
}

/** A websocket on which operations can be subscribed to, and what came of it. */
export class LiveGraphql {
  /** How the server closed it. */
  readonly closes: { code: number; reason: string }[] = [];
  readonly client: Client;

  constructor(api: string, connectionParams: Record<string, unknown>) {
    this.client = createClient({
      url: `${api.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
      on: {
        closed: (event) => {
          const { code, reason } = event as { code: number; reason: string };
          // By itself, when nothing is subscribed to any more.
          if (code !== 1_000) this.closes.push({ code, reason });
        },
      },
    });
  }

  /** Subscribes; what comes is in `values`, and how it ended in `end`. */
  watch<T>(payload: SubscribePayload): Watched<T> {
    const watched: Watched<T> = { values: [], errors: [], end: undefined, stop: () => undefined };
    watched.stop = this.client.subscribe<T>(payload, {
      next: ({ data, errors }) => {
        if (data) watched.values.push(data);
        if (errors) watched.errors.push(...(errors as unknown as GraphqlError[]));
      },
      error: (error) => {
        watched.end = 'error';
        if (Array.isArray(error)) watched.errors.push(...(error as GraphqlError[]));
      },
      complete: () => (watched.end = 'complete'),
    });
    return watched;
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}

export interface Watched<T> {
  values: T[];
  errors: GraphqlError[];
  end: 'error' | 'complete' | undefined;
  stop: () => void;
}
