import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type AppConfig, UnreadAnswers } from '@app/platform';

/** The operating system takes what is shorter at once, whether the client reads or not. */
const WATCHED_BYTES = 65_536;

/** Bounds what clients can hold of this process: connections, and answers that they are slow to read. */
export function boundSlowReaders(app: NestFastifyApplication, config: AppConfig): void {
  const fastify = app.getHttpAdapter().getInstance();
  const answers = new UnreadAnswers(config.unreadAnswersMaxBytes, config.answerTimeoutMs);
  fastify.server.maxConnections = config.connectionsMax;
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if ((typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length > WATCHED_BYTES) {
      const read = answers.add(payload, () => reply.raw.destroy());
      reply.raw.once('finish', read).once('close', read);
    }
    done(null, payload);
  });
}
