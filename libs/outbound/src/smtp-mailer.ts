import { createTransport } from 'nodemailer';
import { composeMail } from './compose-mail';
import { type Mail, Mailer, type MailSettings } from './mailer';

const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const CONNECT_WITHIN_MS = 10_000;
const ANSWER_WITHIN_MS = 20_000;

/** {@link Mailer} on a mail server. Nothing crosses a network in the clear unless the URL says that it may. */
export class SmtpMailer extends Mailer {
  readonly available = true;
  private readonly transport;

  constructor(
    url: string,
    private readonly settings: MailSettings,
  ) {
    super();
    const { hostname, searchParams } = new URL(url);
    this.transport = createTransport({
      url,
      requireTLS: !LOCAL.test(hostname) && searchParams.get('requireTLS') !== 'false',
      connectionTimeout: CONNECT_WITHIN_MS,
      greetingTimeout: CONNECT_WITHIN_MS,
      socketTimeout: ANSWER_WITHIN_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(mail: Mail): Promise<void> {
    await this.transport.sendMail(composeMail(mail, this.settings.from));
  }
}
