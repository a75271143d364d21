import { passwordChangedMail, tokenMail } from './account-mails';

const TOKEN = 'pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA';
const request = { email: 'ada@example.com', organization: 'Engines & <Sons>', token: TOKEN };

describe('mails of accounts', () => {
  it.each([
    ['invitation', 'accept-invitation'],
    ['password-reset', 'reset-password'],
  ] as const)('link to the front end with the token behind a #: %s', (kind, page) => {
    for (const appUrl of ['https://app.example.com/vitrine', 'https://app.example.com/vitrine/']) {
      const { text, html, subject } = tokenMail(kind, request, appUrl);
      const link = `https://app.example.com/vitrine/${page}#token=${TOKEN}`;
      expect(text).toContain(`\n${link}\n`);
      expect(html).toContain(`href="${link}"`);
      expect(subject).not.toContain(TOKEN);
    }
  });

  it('show the token and the route without a front end', () => {
    const { text, html } = tokenMail('password-reset', request, undefined);
    expect(text).toContain(`\n${TOKEN}\n`);
    expect(text).toContain('POST /api/v1/auth/reset-password');
    expect(html).toContain(`<code>${TOKEN}</code>`);
  });

  it('escape what people have named', () => {
    const { html, text } = tokenMail('invitation', request, undefined);
    expect(html).toContain('Engines &amp; &lt;Sons&gt;');
    expect(html).not.toContain('<Sons>');
    expect(text).toContain('Engines & <Sons>');
  });

  it('say that a password was changed, without a link to follow', () => {
    expect(passwordChangedMail().html).not.toContain('href');
  });
});
