import { Mailer } from './mailer';

/** {@link Mailer} of an installation that has not been told how to send mails. */
export class NoMailer extends Mailer {
  readonly available = false;

  send(): Promise<void> {
    return Promise.reject(new Error('Mails cannot be sent: set SMTP_URL and MAIL_FROM, or MAIL_DIR.'));
  }
}
