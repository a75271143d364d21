import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { FolderMailer, type Mail, type Mailer, NoMailer, SmtpMailer } from '@app/outbound';

const FROM = 'Vitrine <no-reply@example.com>';
const mail = (fields: Partial<Mail> = {}): Mail => ({
  id: randomUUID(),
  to: 'ada@example.com',
  subject: 'Grüße aus der Vitrine',
  text: 'Guten Tag,\n\n.\nein Punkt allein auf einer Zeile endet nichts.\n',
  html: '<p>Guten Tag, <b>Ada</b>.</p>',
  ...fields,
});

/** An adapter, and what arrived through it. */
interface Post {
  mailer: Mailer;
  /** Whole messages, oldest first. */
  messages(): Promise<string[]>;
  close(): Promise<void>;
}

async function byFolder(): Promise<Post> {
  const parent = await mkdtemp(join(tmpdir(), 'vitrine-mail-'));
  const folder = join(parent, 'mail');
  return {
    mailer: new FolderMailer(folder, { from: FROM }),
    messages: async () => {
      const names = await readdir(folder).catch(() => []);
      const dated = await Promise.all(
        names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
      );
      return Promise.all(
        dated.toSorted((a, b) => a.at - b.at).map(({ name }) => readFile(join(folder, name), 'utf8')),
      );
    },
    close: () => rm(parent, { recursive: true }),
  };
}

/** A server without TLS. */
async function bySmtp(refuse?: string): Promise<Post & { port: number }> {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) => done(refuse === undefined ? null : new Error(refuse)),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mailer: new SmtpMailer(`smtp://127.0.0.1:${port}`, { from: FROM }),
    messages: () => Promise.resolve(received),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe.each([
  ['folder', byFolder],
  ['smtp', () => bySmtp()],
] as const)('Mailer: %s', (_name, open) => {
  let post: Post;
  beforeEach(async () => {
    post = await open();
  });
  afterEach(() => post.close());

  it('delivers text and HTML to one address, marked as written by a program', async () => {
    const sent = mail();
    expect(post.mailer.available).toBe(true);
    await post.mailer.send(sent);
    const [message = ''] = await post.messages();
    const [head = ''] = message.split('\r\n\r\n');
    expect(head).toContain(`From: ${FROM}`);
    expect(head).toMatch(/^To: ada@example\.com$/m);
    expect(head).toContain(`Message-ID: <${sent.id}@example.com>`);
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(head).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(head).toContain('multipart/alternative');
    expect(message).toMatch(/Content-Type: text\/plain; charset=utf-8/);
    expect(message).toMatch(/Content-Type: text\/html; charset=utf-8/);
    expect(message).toContain('ein Punkt allein auf einer Zeile endet nichts.');
    expect(message).toContain('<b>Ada</b>');
  });

  it('gives a mail that is sent again the same Message-ID', async () => {
    const sent = mail();
    await post.mailer.send(sent);
    await post.mailer.send(sent);
    const ids = (await post.messages()).map((message) => /^Message-ID: (.*)\r$/m.exec(message)?.[1]);
    expect(new Set(ids)).toEqual(new Set([`<${sent.id}@example.com>`]));
  });

  it.each([
    ['a line in the subject', { subject: 'Hello\r\nBcc: eve@example.com' }],
    ['a line in the address', { to: 'ada@example.com\nBcc: eve@example.com' }],
    ['two addresses', { to: 'ada@example.com, eve@example.com' }],
    ['a name with an address', { to: 'Eve <eve@example.com>' }],
    ['an id that is a path', { id: '../../etc/passwd' }],
  ])('refuses %s, and sends nothing', async (_what, fields) => {
    await expect(post.mailer.send(mail(fields))).rejects.toThrow(/mail/i);
    expect(await post.messages()).toEqual([]);
  });
});

describe('mails over a network', () => {
  let post: Awaited<ReturnType<typeof bySmtp>>;
  afterEach(() => post.close());

  it('are not sent in the clear unless the URL allows it', async () => {
    post = await bySmtp();
    const send = (url: string) => new SmtpMailer(url, { from: FROM }).send(mail());
    // Another name of this machine, as a server elsewhere would have.
    await expect(send(`smtp://0.0.0.0:${post.port}`)).rejects.toThrow(/STARTTLS/);
    expect(await post.messages()).toEqual([]);
    await send(`smtp://0.0.0.0:${post.port}?requireTLS=false`);
    expect(await post.messages()).toHaveLength(1);
  });

  it('fail without telling what they say when the server refuses them or is away', async () => {
    post = await bySmtp('no such mailbox');
    const secret = mail({ text: 'the token is 8b1c9d' });
    const refused = await post.mailer.send(secret).catch((error: Error) => error);
    const nobody = new SmtpMailer('smtp://127.0.0.1:1', { from: FROM });
    const away = await nobody.send(secret).catch((error: Error) => error);
    for (const error of [refused, away]) {
      expect(error).toHaveProperty('message', expect.any(String));
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('8b1c9d');
    }
  });
});

describe('without settings', () => {
  it('says what to set', async () => {
    const mailer = new NoMailer();
    expect(mailer.available).toBe(false);
    await expect(mailer.send()).rejects.toThrow(/SMTP_URL/);
  });
});

it('writes mails that only their owner reads', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vitrine-mail-'));
  const sent = mail();
  await new FolderMailer(folder, { from: FROM }).send(sent);
  expect((await stat(join(folder, `${sent.id}.eml`))).mode & 0o777).toBe(0o600);
  await rm(folder, { recursive: true });
});
