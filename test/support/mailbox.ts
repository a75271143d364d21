import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually';

/** A mail that was sent, as its reader sees it. */
export interface ReceivedMail {
  to: string;
  subject: string;
  /** The whole message, lines joined again. */
  text: string;
  /** Behind the link's #, if it carries one. */
  token: string | undefined;
}

/** The folder that a Vitrine under test sends its mails into. */
export class Mailbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'vitrine-mailbox-'));

  /** Settings that make a Vitrine send its mails here. */
  get environment(): Record<string, string> {
    return { MAIL_DIR: this.folder, APP_URL: 'https://app.example.com' };
  }

  /** All mails to an address, oldest first. */
  async to(address: string): Promise<ReceivedMail[]> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith('.eml')).toSorted();
    const mails = await Promise.all(
      names.map(async (name) => read(await readFile(join(this.folder, name), 'utf8'))),
    );
    return mails.filter((mail) => mail.to === address);
  }

  /** The n-th mail to an address, once it is there. */
  async nth(address: string, n: number): Promise<ReceivedMail> {
    return eventually(async () => (await this.to(address))[n - 1], `mail ${n} to ${address}`, 30_000);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

function read(message: string): ReceivedMail {
  const text = message.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  return {
    to: /^To: (.*)\r$/m.exec(text)?.[1] ?? '',
    subject: /^Subject: (.*)\r$/m.exec(text)?.[1] ?? '',
    text,
    token: /#token=([\w-]+)/.exec(text)?.[1],
  };
}
