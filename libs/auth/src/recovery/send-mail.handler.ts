import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobPayload } from '@app/jobs';
import { Mailer } from '@app/outbound';
import { AppConfig } from '@app/platform';
import { type MailText, passwordChangedMail, tokenMail } from './account-mails';
import { MailRequests } from './mail-requests';

/** Sends the mails of accounts. What a mail must keep secret is made here, when it is sent, and is in no job. */
@Injectable()
@JobHandler('send-mail')
export class SendMailHandler implements Handler<'send-mail'> {
  constructor(
    private readonly requests: MailRequests,
    private readonly database: Database,
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
  ) {}

  async handle(payload: JobPayload<'send-mail'>): Promise<{ sent: boolean }> {
    const mail = await this.compose(payload);
    if (!mail) return { sent: false };
    await this.mailer.send({ id: payload.id, ...mail });
    return { sent: true };
  }

  private async compose(payload: JobPayload<'send-mail'>): Promise<(MailText & { to: string }) | undefined> {
    if (payload.kind === 'password-changed') {
      // Only a courtesy: an installation without mails does without it. Whoever waits for a token is owed an error.
      if (!this.mailer.available) return undefined;
      const to = await this.emailOf(payload.userId);
      return to === undefined ? undefined : { to, ...passwordChangedMail() };
    }
    const request = await this.requests.resolve(payload.kind, payload.id);
    return request && { to: request.email, ...tokenMail(payload.kind, request, this.config.appUrl) };
  }

  private async emailOf(userId: string | undefined): Promise<string | undefined> {
    const { rows } = await this.database.query<{ email: string }>('SELECT email FROM users WHERE id = $1', [
      userId,
    ]);
    return rows[0]?.email;
  }
}
