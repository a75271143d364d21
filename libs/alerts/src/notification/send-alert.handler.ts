import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Handler, JobHandler, type JobContext, type JobPayload } from '@app/jobs';
import { HttpClient, isAllowedAddress, mailDomains, Mailer, OutboundError } from '@app/outbound';
import { AppConfig, AppError, Clock, ERROR_CODES } from '@app/platform';
import { ChannelUrls } from '../rule/channel-urls';
import type { ToldNews } from './alert-news';
import { HeldSummaries } from './held-summaries';
import { htmlOf, linesOf, slackOf, subjectOf } from './alert-text';

const ANSWER_WITHIN_MS = 15_000;
const KEPT_BYTES = 1_024;

interface Notification {
  id: string;
  channel: string;
  target: string;
  news: ToldNews;
  rule: {
    id: string;
    organizationId: string;
    urlsSealed: string | null;
    /** Whether the target is the address of one of the organization's administrators. */
    administers: boolean;
  };
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
    private readonly summaries: HeldSummaries,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async handle(
    { notificationId }: JobPayload<'send-alert'>,
    { signal }: Pick<JobContext, 'signal'>,
  ): Promise<{ sent: boolean }> {
    const notification = await this.find(notificationId);
    if (!notification) return { sent: false };
    try {
      const news = await this.summaries.complete(notificationId, notification.news);
      if (!news) {
        await this.note(notificationId, 'held', null);
        return { sent: false };
      }
      await this.send({ ...notification, news }, signal);
    } catch (error) {
      if (!signal.aborted) await this.note(notificationId, 'failed', (error as Error).message);
      // What a further try would not get over.
      if (error instanceof AppError && ERROR_CODES[error.code].status < 500) return { sent: false };
      throw error;
    }
    await this.note(notificationId, 'sent', null);
    return { sent: true };
  }

  /** Undefined when it is sent or held back already, or its alert is gone. */
  private async find(id: string): Promise<Notification | undefined> {
    const { rows } = await this.database.query<Notification>(
      `SELECT n.id, n.channel, n.target, n.news,
         json_build_object('id', r.id, 'organizationId', r.organization_id, 'urlsSealed', r.urls_sealed, 'administers', EXISTS (
           SELECT FROM users u WHERE u.organization_id = r.organization_id AND u.email = n.target AND u.status = 'active'
             AND u.roles && ARRAY['admin', 'super_admin'])) AS rule
       FROM alert_notification n JOIN alert_rule r ON r.id = n.rule_id WHERE n.id = $1 AND n.status NOT IN ('sent', 'held')`,
      [id],
    );
    return rows[0];
  }

  private async send({ id, channel, target, news, rule }: Notification, signal: AbortSignal): Promise<void> {
    if (channel === 'mail') {
      // Administrators are told wherever they are; the setting may have changed since the rule was stored.
      if (!rule.administers && !isAllowedAddress(target, mailDomains(this.config.exportMailDomains)))
        throw new AppError('INSUFFICIENT_PERMISSIONS', 'Alerts may not be sent to this address any more.');
      const text = linesOf(news).join('\n');
      await this.mailer.send({ id, to: target, subject: subjectOf(news), text, html: htmlOf(news) });
      return;
    }
    const url = this.urls.open(rule)[target];
    if (url === undefined) throw new AppError('NOT_FOUND', 'The alert no longer has this channel.');
    const { status } = await this.http
      .send({
        url,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(slackOf(news)),
        totalTimeoutMs: ANSWER_WITHIN_MS,
        maxBytes: KEPT_BYTES,
        beyond: 'cut',
        signal,
      })
      .catch((error: unknown) => {
        throw error instanceof OutboundError
          ? new AppError('DEPENDENCY_UNAVAILABLE', error.message, { cause: error })
          : error;
      });
    if (status < 200 || status >= 300) throw new AppError('DEPENDENCY_UNAVAILABLE', `It answered ${status}.`);
  }

  private async note(id: string, status: 'sent' | 'failed' | 'held', error: string | null): Promise<void> {
    await this.database.query(
      `UPDATE alert_notification SET status = $2, last_error = $3, attempts = attempts + 1, sent_at = $4 WHERE id = $1`,
      [id, status, error, status === 'sent' ? this.clock.now() : null],
    );
  }
}
