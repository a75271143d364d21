import type { ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppConfig, UnreadAnswers } from '@app/platform';

/** The operating system takes what is shorter at once, whether the client reads or not. */
const WATCHED_BYTES = 65_536;

/** Bounds what clients can hold of this process: connections, and answers that they are slow to read. */
export class SlowReaders {
  private readonly answers: UnreadAnswers;

  constructor(app: NestFastifyApplication, config: AppConfig) {
    const fastify = app.getHttpAdapter().getInstance();
    this.answers = new UnreadAnswers(config.unreadAnswersMaxBytes, config.answerTimeoutMs);
    fastify.server.maxConnections = config.connectionsMax;
    fastify.addHook('onSend', (_request, reply, payload, done) => {
      if (typeof payload === 'string' || Buffer.isBuffer(payload)) this.watch(payload, reply.raw);
      done(null, payload);
    });
  }

  /** Call it before the answer is sent. */
  watch(payload: Buffer | string, response: ServerResponse): void {
    if (payload.length <= WATCHED_BYTES) return;
    const read = this.answers.add(payload, () => response.destroy());
    response.once('finish', read).once('close', read);
  }
}
