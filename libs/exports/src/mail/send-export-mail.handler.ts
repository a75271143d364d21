import { Injectable } from '@nestjs/common';
import { LaterPrincipals } from '@app/auth';
import { FileStore } from '@app/files';
import { type Handler, type JobContext, JobHandler, type JobPayload, JOBS } from '@app/jobs';
import { isAllowedAddress, type MailAttachment, mailDomains, Mailer } from '@app/outbound';
import { AppConfig, AppError, Clock, ERROR_CODES } from '@app/platform';
import { ExportAccess } from '../download/export-access';
import { CONTENT_TYPES } from '../export-format';
import type { ExportRecord } from '../export-record';
import { fileNameOf } from '../export-view';
import { ExportLinks } from '../link/export-links';
import type { ScheduleDefinition } from '../schedule/schedule-record';
import { type AskedMail, ExportMails } from './export-mails';
import { exportMail, pausedMail } from './mail-text';

/** Sends one mail of a schedule. The same mail keeps its Message-ID and its link however often it is tried. */
@Injectable()
@JobHandler('send-export-mail')
export class SendExportMailHandler implements Handler<'send-export-mail'> {
  constructor(
    private readonly mails: ExportMails,
    private readonly principals: LaterPrincipals,
    private readonly access: ExportAccess,
    private readonly links: ExportLinks,
    private readonly files: FileStore,
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async handle(
    { mailId }: JobPayload<'send-export-mail'>,
    { signal, attempt }: Pick<JobContext, 'signal' | 'attempt'>,
  ): Promise<{ sent: boolean }> {
    const mail = await this.mails.find(mailId);
    if (!mail) return { sent: false };
    try {
      await this.send(mail);
    } catch (error) {
      if (signal.aborted) throw error;
      const isFinal = isRefused(error);
      const isLast = isFinal || attempt >= JOBS['send-export-mail'].attempts;
      await this.mails.note(mailId, isLast ? 'failed' : 'pending', reasonOf(error));
      if (isFinal) return { sent: false };
      throw error;
    }
    await this.mails.note(mailId, 'sent', null);
    return { sent: true };
  }

  private async send(mail: AskedMail): Promise<void> {
    if (!this.mailer.available)
      throw new AppError('INSUFFICIENT_PERMISSIONS', 'This installation sends no mails.');
    const { id, recipient, schedule, run, record } = mail;
    if (!run) {
      const { failures, pausedReason } = schedule;
      await this.mailer.send({
        id,
        to: recipient,
        ...pausedMail(schedule.name, failures, pausedReason ?? ''),
      });
      return;
    }
    const file = await this.allowed(recipient, record);
    const attachments = await this.attachments(schedule.definition, file);
    const { name, definition } = schedule;
    const facts = {
      name,
      subject: definition.subject,
      message: definition.message,
      due: localTime(run.dueAt, definition.timezone),
      fileName: fileNameOf(file),
      missed: run.missedBefore,
    };
    const link =
      attachments.length > 0
        ? {}
        : {
            link: {
              url: await this.links.issue(file.id, id),
              until: localTime(file.expiresAt ?? run.dueAt, definition.timezone),
            },
          };
    await this.mailer.send({ id, to: recipient, ...exportMail({ ...facts, ...link }), attachments });
  }

  /** The file that is sent. @throws AppError when it is gone, or may not go there any more */
  private async allowed(recipient: string, record: ExportRecord | null): Promise<ExportRecord> {
    if (record?.status !== 'ready' || !record.expiresAt || record.expiresAt <= this.clock.now())
      throw new AppError('EXPORT_GONE', 'The file was deleted before the mail was sent.');
    if (!isAllowedAddress(recipient, mailDomains(this.config.exportMailDomains)))
      throw new AppError('INSUFFICIENT_PERMISSIONS', 'Exports may not be sent to this address any more.');
    const owner = await this.principals.of(record.owner);
    if (!owner)
      throw new AppError(
        'INSUFFICIENT_PERMISSIONS',
        'The account or key that owns the schedule is no longer active.',
      );
    await this.access.assertStill(owner, record);
    return record;
  }

  /** The file itself where that is asked and it is small enough; else none. */
  private async attachments(
    { delivery }: ScheduleDefinition,
    record: ExportRecord,
  ): Promise<MailAttachment[]> {
    const { fileKey, bytes, format } = record;
    if (delivery !== 'attachment' || fileKey === null || bytes === null) return [];
    if (bytes > this.config.exportAttachmentMaxBytes) return [];
    const chunks: Uint8Array[] = [];
    for await (const chunk of await this.files.read(fileKey)) chunks.push(chunk);
    return [{ name: fileNameOf(record), contentType: CONTENT_TYPES[format], content: Buffer.concat(chunks) }];
  }
}

/** What a further try would not get over. */
function isRefused(error: unknown): error is AppError {
  return error instanceof AppError && ERROR_CODES[error.code].status < 500;
}

/** For whoever may see the schedule: nothing of what is inside. */
function reasonOf(error: unknown): string {
  return isRefused(error) ? error.detail : 'The mail could not be handed over.';
}

function localTime(at: Date, timezone: string): string {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(at);
  return `${text} (${timezone})`;
}
