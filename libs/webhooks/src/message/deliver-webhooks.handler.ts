import { Inject, Injectable } from '@nestjs/common';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { AT_ONCE_PER_ENDPOINT, type DueMessage, MessageClaims } from './message-claims';
import { MessageSender } from './message-sender';

const AT_ONCE = 50;
/** One run ends before its time is up; the next one goes on. */
const TAKES_FOR_MS = 2 * 60_000;
const LOOK_AGAIN_MS = 500;

/** Sends what is due, many at once and few to one endpoint, until nothing is. */
@Injectable()
@JobHandler('deliver-webhooks')
export class DeliverWebhooksHandler implements Handler<'deliver-webhooks'> {
  constructor(
    private readonly claims: MessageClaims,
    private readonly sender: MessageSender,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async handle(
    _payload: JobPayload<'deliver-webhooks'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ attempts: number }> {
    const running = new Map<Promise<void>, string>();
    const until = performance.now() + TAKES_FOR_MS;
    let attempts = 0;
    await this.claims.giveUpDisabled();
    while (!signal.aborted && performance.now() < until) {
      const due = running.size < AT_ONCE ? await this.claims.take(AT_ONCE - running.size, busy(running)) : [];
      attempts += due.length;
      for (const message of due) {
        const sending = this.send(message, signal).finally(() => running.delete(sending));
        running.set(sending, message.endpoint.id);
      }
      if (due.length > 0) continue;
      if (running.size === 0) break;
      await Promise.race([...running.keys(), pause()]);
    }
    await Promise.all(running.keys());
    return { attempts };
  }

  /** What goes wrong here with one message must not keep the others from being sent; it is tried again when its claim runs out. */
  private async send(message: DueMessage, signal: AbortSignal): Promise<void> {
    try {
      await this.sender.send(message, signal);
    } catch (error) {
      this.logger.error({ err: error, messageId: message.id }, 'a webhook could not be sent');
    }
  }
}

function busy(running: ReadonlyMap<unknown, string>): string[] {
  const counts = Map.groupBy(running.values(), (endpoint) => endpoint);
  return [...counts].flatMap(([endpoint, all]) => (all.length >= AT_ONCE_PER_ENDPOINT ? [endpoint] : []));
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
}
