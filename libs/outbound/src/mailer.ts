/** One mail to one person. */
export interface Mail {
  /** Names the mail: another one with the same id is the same mail once more. A UUID. */
  id: string;
  /** A bare address. */
  to: string;
  subject: string;
  /** What it says, without markup. */
  text: string;
  /** The same as HTML. */
  html: string;
  attachments?: readonly MailAttachment[];
}

/** A file that a mail brings along. */
export interface MailAttachment {
  name: string;
  contentType: string;
  content: Uint8Array;
}

/** Sends mails. */
export abstract class Mailer {
  /** Whether mails go anywhere at all. */
  abstract readonly available: boolean;

  /**
   * Resolves once the mail is handed over: to a server that took it, or to the disk.
   * @throws Error when it was not, or when a part of it could begin a header of its own; no message holds any of its text
   */
  abstract send(mail: Mail): Promise<void>;
}

/** What {@link Mailer.send} is given to use, once per process. */
export interface MailSettings {
  /** `Name <address>` or an address. */
  from: string;
}
