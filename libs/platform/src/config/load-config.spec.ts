import { randomBytes } from 'node:crypto';
import { renderConfigTable, renderEnvExample } from './env-example';
import { ConfigError, loadConfig } from './load-config';
import { variables } from './variable';

const secret = (): string => randomBytes(48).toString('base64url');
const SERVER = {
  DATABASE_URL: 'postgresql://app:hunter2@db:5432/app',
  JWT_SECRET: secret(),
  ENCRYPTION_KEY: secret(),
};

function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
    return '';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

describe('loadConfig', () => {
  it('converts what it reads and fills in defaults', () => {
    const config = loadConfig({ ...SERVER, PORT: '8080', SWAGGER: 'false', LOG_LEVEL: '' });
    expect(config).toMatchObject({
      profile: 'server',
      port: 8080,
      swagger: false,
      logLevel: 'info',
      host: '127.0.0.1',
    });
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
  });

  it.each([
    ['PORT', 'eighty', /PORT: "eighty" is not an integer from 0/],
    ['PORT', '70000', /PORT: "70000" is not an integer from 0/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL: "loud" is not one of trace/],
    ['TRUSTED_PROXIES', 'everyone', /TRUSTED_PROXIES: "everyone" is not addresses or CIDR ranges/],
    ['SWAGGER', 'maybe', /SWAGGER: "maybe" is not true or false/],
    ['MAIL_FROM', 'a@example.com\nBcc: b@example.com', /MAIL_FROM: .* is not an email address/],
    ['APP_URL', 'https://app.example.com/?next=1', /APP_URL: .* is not a URL such as https/],
    ['APP_URL', 'javascript:alert(1)', /APP_URL: .* is not a URL such as https/],
    ['SMTP_URL', 'http://mail', /SMTP_URL: the value given \(not shown\) is not a URL such as smtps/],
    ['REDIS_URL', 'http://redis', /REDIS_URL: the value given \(not shown\) is not a URL such as redis/],
  ])('refuses %s=%s with what is allowed', (name, value, expected) => {
    expect(problemsOf({ ...SERVER, [name]: value })).toMatch(expected);
  });

  it('names every problem at once, and never shows a secret', () => {
    const problems = problemsOf({
      DATABASE_URL: 'mysql://root:hunter2@db/app',
      JWT_SECRET: 'hunter2',
      PORT: '-1',
    });
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'ENCRYPTION_KEY is not set', 'PORT'])
      expect(problems).toContain(name);
    expect(problems).not.toContain('hunter2');
  });

  it.each([
    [
      'a well-known one',
      { JWT_SECRET: 'change-me-change-me-change-me-change-me' },
      /JWT_SECRET looks like a well-known example/,
    ],
    [
      'a regular one',
      { ENCRYPTION_KEY: 'abcabcabcabcabcabcabcabcabcabcabcabc' },
      /ENCRYPTION_KEY is too regular/,
    ],
    ['two equal ones', { ENCRYPTION_KEY: SERVER.JWT_SECRET }, /JWT_SECRET and ENCRYPTION_KEY must differ/],
    [
      'a previous one that is the current one',
      { JWT_SECRET_PREVIOUS: SERVER.JWT_SECRET },
      /JWT_SECRET_PREVIOUS must differ from JWT_SECRET/,
    ],
    ['a mail server without a sender', { SMTP_URL: 'smtps://u:p@mail.example.com' }, /MAIL_FROM is not set/],
    [
      'a well-known admin password',
      { ADMIN_PASSWORD: 'password1234!' },
      /ADMIN_PASSWORD looks like a well-known example/,
    ],
  ])('refuses %s in the server profile', (_name, env, expected) => {
    expect(problemsOf({ ...SERVER, ...env })).toMatch(expected);
  });
});

describe('pages made from the settings', () => {
  it('name every variable once', () => {
    const [example, table] = [renderEnvExample(), renderConfigTable()];
    for (const { env } of variables().values()) {
      expect(example.match(new RegExp(`^# ${env}=`, 'gm'))).toHaveLength(1);
      expect(table.match(new RegExp(`^\\| \`${env}\` `, 'gm'))).toHaveLength(1);
    }
  });

  it('show no value for a secret', () => {
    for (const { env, secret: isSecret } of variables().values()) {
      if (isSecret) expect(renderEnvExample()).toMatch(new RegExp(`^# ${env}=$`, 'm'));
    }
  });
});
