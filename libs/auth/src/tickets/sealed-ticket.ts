import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto';

const TICKET = /^vst_[\w-]{43}$/;
const TICKET_BYTES = 32;
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** One key seals one text, so its nonce need not differ. */
const NONCE = Buffer.alloc(12);

/** A new ticket: `vst_` and 256 random bits. */
export function newTicket(): string {
  return `vst_${randomBytes(TICKET_BYTES).toString('base64url')}`;
}

/** Whether a text can be a ticket. Asks nobody. */
export function isTicket(text: string): boolean {
  return TICKET.test(text);
}

/** What a ticket is found by. */
export function ticketHash(ticket: string): string {
  return hash('sha256', ticket, 'base64url');
}

/**
 * Encrypts what a ticket stands for, with a key that is derived from the ticket (HKDF, RFC 5869). Nobody can open it but who
 * comes with the ticket: what is stored holds no key to it, nor does ENCRYPTION_KEY.
 */
export function sealWith(ticket: string, text: string): Buffer {
  const cipher = createCipheriv(CIPHER, keyOf(ticket), NONCE, { authTagLength: TAG_BYTES });
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when it was changed, or sealed with another ticket */
export function openWith(ticket: string, sealed: Buffer): string {
  const decipher = createDecipheriv(CIPHER, keyOf(ticket), NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

function keyOf(ticket: string): Buffer {
  return Buffer.from(hkdfSync('sha256', ticket, '', 'vitrine stream ticket v1', KEY_BYTES));
}
