import { hash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { escaped } from '../mail/mail-text';

const STYLE =
  'body{font:16px/1.5 sans-serif;max-width:34em;margin:12vh auto;padding:0 1.5em;color:#1b2530}button{font:inherit;padding:.6em 1.4em;border:0;border-radius:6px;background:#0b62a4;color:#fff;cursor:pointer}';
/** A form that sends to this server, one style, and nothing else. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${hash('sha256', STYLE, 'base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page with the button that uses the link. */
export function openingPage(fileName: string, bytes: number): string {
  return page(
    fileName,
    `<p>${size(bytes)}</p><form method="post"><button>Download</button></form>` +
      '<p>The link works once: after the download has begun it is good for ten minutes more.</p>',
  );
}

/** What is said of a link that leads nowhere. */
export function refusalPage(reason: string): string {
  return page('This file cannot be had', `<p>${escaped(reason)}</p>`);
}

/** Sends one of these pages. */
export function asPage(reply: FastifyReply, status = 200): FastifyReply {
  return reply.status(status).headers({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex',
  });
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><h1>${escaped(title)}</h1>${body}</body></html>`;
}

function size(bytes: number): string {
  return new Intl.NumberFormat('en', {
    style: 'unit',
    unit: bytes < 1e6 ? 'kilobyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(Math.max(0.1, bytes / (bytes < 1e6 ? 1e3 : 1e6)));
}
