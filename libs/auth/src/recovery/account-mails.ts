import type { Mail } from '@app/outbound';
import type { TokenKind } from './account-tokens';
import type { MailRequest } from './mail-requests';

/** A mail without the address it goes to. */
export type MailText = Pick<Mail, 'subject' | 'text' | 'html'>;

interface TokenText {
  subject: string;
  intro: (organization: string) => string;
  action: string;
  /** Page of the front end. */
  page: string;
  route: string;
  outro: string;
}

const TEXTS: Readonly<Record<TokenKind, TokenText>> = {
  invitation: {
    subject: 'You are invited to Vitrine',
    intro: (organization) => `You are invited to the dashboards of ${organization}.`,
    action: 'Choose a password and accept the invitation',
    page: 'accept-invitation',
    route: 'POST /api/v1/auth/accept-invitation',
    outro: 'This works once, within 7 days. If you do not know what this is about, leave it be.',
  },
  'password-reset': {
    subject: 'A new password for Vitrine',
    intro: () => 'Somebody, hopefully you, has asked for a new password for your account.',
    action: 'Choose a new password',
    page: 'reset-password',
    route: 'POST /api/v1/auth/reset-password',
    outro:
      'This works once, within 30 minutes, and signs you out everywhere. If it was not you, leave it be: your password stays as it is.',
  },
};

/**
 * The mail that carries a token. The link has it behind a `#`, which browsers send to no server and put into no Referer;
 * without a front end the mail shows it together with the route that takes it.
 */
export function tokenMail(kind: TokenKind, request: MailRequest, appUrl: string | undefined): MailText {
  const { subject, intro, action, page, route, outro } = TEXTS[kind];
  const { token, organization } = request;
  const link = appUrl === undefined ? undefined : `${appUrl.replace(/\/+$/, '')}/${page}#token=${token}`;
  const steps = link ? `${action}:` : `${action} with ${route}. Your token:`;
  return {
    subject,
    text: [intro(organization), steps, link ?? token, outro, ''].join('\n\n'),
    html: bodyOf(intro(organization), outro, link ? button(link, action) : tokenBlock(steps, token)),
  };
}

/** Tells a user that its password is another one now, so that it notices if that was not its doing. */
export function passwordChangedMail(): MailText {
  const what = 'The password of your account was changed, and your other sessions were ended.';
  const advice = 'If it was not you, ask for a new password at once and tell your administrator.';
  return {
    subject: 'Your password for Vitrine was changed',
    text: [what, advice, ''].join('\n\n'),
    html: bodyOf(what, advice),
  };
}

function bodyOf(intro: string, outro: string, middle = ''): string {
  const paragraph = (text: string): string => `<p>${escaped(text)}</p>`;
  return `<!doctype html><html lang="en"><body style="font-family:sans-serif;line-height:1.5">${paragraph(intro)}${middle}${paragraph(outro)}</body></html>`;
}

function button(link: string, action: string): string {
  return `<p><a href="${escaped(link)}">${escaped(action)}</a></p>`;
}

function tokenBlock(steps: string, token: string): string {
  return `<p>${escaped(steps)}</p><p><code>${escaped(token)}</code></p>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
