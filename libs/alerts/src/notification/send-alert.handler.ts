import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { HttpClient, Mailer } from '@app/outbound';
import { Clock } from '@app/platform';
import { ChannelUrls } from '../rule/channel-urls';
import type { ToldNews } from './alert-news';
import { htmlOf, linesOf, slackOf, subjectOf } from './alert-text';

const ANSWER_WITHIN_MS = 15_000;
const KEPT_BYTES = 1_024;

interface Notification {
  id: string;
  channel: string;
  target: string;
  news: ToldNews;
  rule: { id: string; organizationId: string; urlsSealed: string | null };
}

/** Tells one recipient, and writes down what came of it. The same mail keeps its Message-ID however often it is tried. */
@Injectable()
@JobHandler('send-alert')
export class SendAlertHandler implements Handler<'send-alert'> {
  constructor(
    private readonly database: Database,
    private readonly mailer: Mailer,
    private readonly http: HttpClient,
    private readonly urls: ChannelUrls,
    private readonly clock: Clock,
  ) {}

  async handle(
    { notificationId }: JobPayload<'send-alert'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ sent: boolean }> {
    const notification = await this.find(notificationId);
    if (!notification) return { sent: false };
    try {
      await this.send(notification, signal);
    } catch (error) {
      if (!signal.aborted) await this.note(notificationId, 'failed', (error as Error).message);
      throw error;
    }
    await this.note(notificationId, 'sent', null);
    return { sent: true };
  }

  /** Undefined when it is sent already, or its alert is gone. */
  private async find(id: string): Promise<Notification | undefined> {
    const { rows } = await this.database.query<Notification>(
      `SELECT n.id, n.channel, n.target, n.news,
         json_build_object('id', r.id, 'organizationId', r.organization_id, 'urlsSealed', r.urls_sealed) AS rule
       FROM alert_notification n JOIN alert_rule r ON r.id = n.rule_id WHERE n.id = $1 AND n.status <> 'sent'`,
      [id],
    );
    return rows[0];
  }

  private async send({ id, channel, target, news, rule }: Notification, signal: AbortSignal): Promise<void> {
    if (channel === 'mail') {
      const text = linesOf(news).join('\n');
      await this.mailer.send({ id, to: target, subject: subjectOf(news), text, html: htmlOf(news) });
      return;
    }
    const url = this.urls.open(rule)[target];
    if (url === undefined) throw new Error('The alert no longer has this channel.');
    const { status } = await this.http.send({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(slackOf(news)),
      totalTimeoutMs: ANSWER_WITHIN_MS,
      maxBytes: KEPT_BYTES,
      beyond: 'cut',
      signal,
    });
    if (status < 200 || status >= 300) throw new Error(`It answered ${status}.`);
  }

  private async note(id: string, status: 'sent' | 'failed', error: string | null): Promise<void> {
    await this.database.query(
      `UPDATE alert_notification SET status = $2, last_error = $3, attempts = attempts + 1, sent_at = $4 WHERE id = $1`,
      [id, status, error, status === 'sent' ? this.clock.now() : null],
    );
  }
}
