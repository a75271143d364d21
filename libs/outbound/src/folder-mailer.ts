import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { composeMail } from './compose-mail';
import { type Mail, Mailer, type MailSettings } from './mailer';

/**
 * {@link Mailer} that writes each mail into a folder as `<id>.eml`, which mail programs open, readable by its owner
 * alone: for trying Vitrine out without a mail server.
 */
export class FolderMailer extends Mailer {
  readonly available = true;
  private readonly transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });

  constructor(
    private readonly folder: string,
    private readonly settings: MailSettings,
  ) {
    super();
  }

  async send(mail: Mail): Promise<void> {
    const { message } = await this.transport.sendMail(composeMail(mail, this.settings.from));
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // Under another name first: whoever watches the folder never reads half a mail.
    const part = join(this.folder, `${mail.id}.part`);
    await writeFile(part, message as Buffer, { mode: 0o600 });
    await rename(part, join(this.folder, `${mail.id}.eml`));
  }
}
