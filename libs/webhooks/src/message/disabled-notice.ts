import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Mailer } from '@app/outbound';
import { LOGGER, newId } from '@app/platform';
import type { Logger } from 'pino';
import type { DisabledBecause } from '../endpoint/webhook-endpoint.entity';
import type { DueMessage } from './message-claims';

const MOST_MAILS = 20;
const WORDS: Record<DisabledBecause, string> = {
  gone: 'It answered 410 Gone, which says that it wants no more.',
  failing: 'Nothing that was sent to it has been accepted for days.',
  user: 'Somebody disabled it.',
};

/** Tells the administrators of an organization by mail that one of its endpoints is disabled. The audit log tells it in any case. */
@Injectable()
export class DisabledNotice {
  constructor(
    private readonly database: Database,
    private readonly mailer: Mailer,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async send(
    { id, organizationId, name, url }: DueMessage['endpoint'],
    because: DisabledBecause,
  ): Promise<void> {
    this.logger.warn({ endpointId: id, because }, 'webhook endpoint disabled');
    if (!this.mailer.available) return;
    const { rows } = await this.database.query<{ email: string }>(
      `SELECT email FROM users WHERE organization_id = $1 AND status = 'active' AND roles && ARRAY['admin', 'super_admin']
       ORDER BY id LIMIT ${MOST_MAILS}`,
      [organizationId],
    );
    const text = [
      `The webhook endpoint "${name}" (${new URL(url).origin}) has been disabled.`,
      WORDS[because],
      'What waited for it is not sent. Enable it when it works again: PATCH /api/v1/webhook-endpoints/' + id,
    ].join('\n\n');
    for (const { email } of rows) {
      const html = `<p>${escaped(text).replaceAll('\n\n', '</p><p>')}</p>`;
      const mail = { id: newId(), to: email, subject: 'A webhook endpoint has been disabled', text, html };
      await this.mailer.send(mail).catch((error: unknown) => {
        this.logger.warn({ err: error, endpointId: id }, 'the notice of a disabled endpoint was not sent');
      });
    }
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
