import type { OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { FastifyInstance } from 'fastify';
import type { QueueName } from '../job-contract';

/** What the board answers to one request. */
export interface BoardAnswer {
  status: number;
  type: string;
  body: Buffer;
}

/** The look of a page that is loaded from elsewhere; it does without. */
const FOREIGN_LINK = /<link[^>]+https:\/\/[^>]+>/g;

/**
 * Bull Board over all queues, to be looked at only: what is done to jobs goes through the API, which notes who did it. It is loaded
 * when somebody first asks, and knows nothing of who does.
 */
export class QueueBoard implements OnApplicationShutdown {
  private board: Promise<FastifyInstance> | undefined;

  constructor(private readonly queues: ReadonlyMap<QueueName, Queue>) {}

  /** @param path below which it is served, without a slash at its end; `url` begins with it */
  async answer(path: string, url: string): Promise<BoardAnswer> {
    this.board ??= this.load(path);
    const board = await this.board;
    const { statusCode: status, headers, rawPayload } = await board.inject({ method: 'GET', url });
    const type = headers['content-type'] ?? 'application/octet-stream';
    const isPage = type.startsWith('text/html');
    const body = isPage ? Buffer.from(rawPayload.toString('utf8').replace(FOREIGN_LINK, '')) : rawPayload;
    return { status, type, body };
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.board)?.close();
  }

  private async load(path: string): Promise<FastifyInstance> {
    const [{ createBullBoard }, { BullMQAdapter }, { FastifyAdapter }, { fastify }] = await Promise.all([
      import('@bull-board/api'),
      import('@bull-board/api/bullMQAdapter'),
      import('@bull-board/fastify'),
      import('fastify'),
    ]);
    const adapter = new FastifyAdapter();
    adapter.setBasePath(path);
    createBullBoard({
      queues: [...this.queues.values()].map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
      serverAdapter: adapter,
      options: {
        uiConfig: { boardTitle: 'Vitrine', miscLinks: [{ text: 'Log out', url: '/admin/logout' }] },
      },
    });
    const server = fastify();
    await server.register(adapter.registerPlugin(), { prefix: path });
    await server.ready();
    return server;
  }
}
