import type { Database } from '@app/database';
import { type Mail, Mailer, NoMailer } from '@app/outbound';
import { type AppConfig, newId } from '@app/platform';
import type { MailRequests } from './mail-requests';
import { SendMailHandler } from './send-mail.handler';

class Sent extends Mailer {
  readonly available = true;
  readonly mails: Mail[] = [];

  send(mail: Mail): Promise<void> {
    this.mails.push(mail);
    return Promise.resolve();
  }
}

const request = { email: 'ada@example.com', organization: 'Engines', token: 'the-token' };

function handlerWith(mailer: Mailer, found: typeof request | undefined): SendMailHandler {
  const requests = { resolve: () => Promise.resolve(found) } as unknown as MailRequests;
  const database = { query: () => Promise.resolve({ rows: [{ email: request.email }] }) };
  return new SendMailHandler(requests, database as unknown as Database, mailer, {} as AppConfig);
}

describe('send-mail', () => {
  it('sends under the id of the job, the same at each attempt', async () => {
    const mailer = new Sent();
    const payload = { kind: 'password-reset', id: newId() } as const;
    for (let n = 0; n < 2; n++)
      expect(await handlerWith(mailer, request).handle(payload)).toEqual({ sent: true });
    expect(mailer.mails[0]).toMatchObject({ id: payload.id, to: request.email });
    expect(mailer.mails[0]?.text).toContain(request.token);
    expect(mailer.mails[1]).toEqual(mailer.mails[0]);
  });

  it('sends nothing when nobody is to get it', async () => {
    const mailer = new Sent();
    const handler = handlerWith(mailer, undefined);
    expect(await handler.handle({ kind: 'invitation', id: newId() })).toEqual({ sent: false });
    expect(mailer.mails).toEqual([]);
  });

  it('does without notices where no mails can be sent, but fails for whoever waits for a token', async () => {
    const handler = handlerWith(new NoMailer(), request);
    const notice = { kind: 'password-changed', id: newId(), userId: newId() } as const;
    expect(await handler.handle(notice)).toEqual({ sent: false });
    await expect(handler.handle({ kind: 'invitation', id: newId() })).rejects.toThrow(/SMTP_URL/);
  });
});
