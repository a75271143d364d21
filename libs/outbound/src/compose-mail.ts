import { isId } from '@app/platform';
import type { Mail } from './mailer';

const ADDRESS = /^[^\s<>@,;:"()[\]\\\p{Cc}]{1,64}@[^\s<>@,;:"()[\]\\\p{Cc}]{1,255}$/u;
const ONE_LINE = /^[^\p{Cc}\u2028\u2029]{1,200}$/u;

/**
 * The mail in nodemailer's terms. Programs are told that no person wrote it (RFC 3834), and a mail that is sent twice
 * carries the same Message-ID.
 * @throws Error for an address or a subject that could begin a header of its own
 */
export function composeMail({ id, to, subject, text, html, attachments = [] }: Mail, from: string) {
  if (!isId(id)) throw new Error('The id of a mail must be a UUID.');
  if (!ADDRESS.test(to)) throw new Error('A mail goes to one bare address.');
  if (!ONE_LINE.test(subject))
    throw new Error('The subject of a mail is one line of at most 200 characters.');
  const domain = /@([^>]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    html,
    attachments: attachments.map(({ name, contentType, content }) => ({
      filename: name,
      contentType,
      content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
    })),
    messageId: `<${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
