import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdmin } from '@app/auth';
import { AppConfig, createLogger, loadConfig } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { firstAdminOptions } from '../../apps/profile';
import { createDatabase } from '../support/test-database';

const ensure = (app: NestFastifyApplication) =>
  app.get(FirstAdmin, { strict: false }).ensure(firstAdminOptions(app.get(AppConfig, { strict: false })));
const login = async (app: NestFastifyApplication, email: string, password: string): Promise<number> => {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/v1/auth/login',
    payload: { email, password },
  });
  return answer.statusCode;
};

describe('the first administrator', () => {
  let database: { url: string; drop: () => Promise<void> };
  let apps: NestFastifyApplication[];
  beforeEach(async () => {
    database = await createDatabase();
    apps = [];
  });
  afterEach(async () => {
    for (const app of apps) await app.close();
    await database.drop();
  });

  const start = async (env: Record<string, string>): Promise<NestFastifyApplication> => {
    const config = loadConfig({
      DATABASE_URL: database.url,
      JWT_SECRET: randomBytes(48).toString('base64url'),
      ENCRYPTION_KEY: randomBytes(48).toString('base64url'),
      DATABASE_POOL_MAX: '4',
      ...env,
    });
    const app = await createApi({ config, logger: createLogger({ name: 'api', level: 'silent' }) });
    apps.push(app);
    await app.init();
    return app;
  };
  it('gets a generated password in the embedded profile, told once, and is made by one of many processes', async () => {
    const [one, two] = [
      await start({ VITRINE_PROFILE: 'embedded' }),
      await start({ VITRINE_PROFILE: 'embedded' }),
    ];
    const results = await Promise.all([ensure(one), ensure(two), ensure(one), ensure(two)]);
    const [made, ...more] = results.filter(({ created }) => created);
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      email: 'admin@vitrine.localhost',
      generatedPassword: expect.stringMatching(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/),
    });
    for (const found of results.filter(({ created }) => !created)) {
      expect(found).toEqual({ created: false, organizationId: made?.organizationId, email: made?.email });
    }
    expect(await login(two, 'admin@vitrine.localhost', made?.generatedPassword ?? '')).toBe(200);
  });

  it('uses ADMIN_EMAIL and ADMIN_PASSWORD, and changes nothing later', async () => {
    const first = await start({
      VITRINE_PROFILE: 'server',
      ADMIN_EMAIL: 'Boss@Example.com',
      ADMIN_PASSWORD: 'seven quiet lanterns',
    });
    const made = await ensure(first);
    expect(made).toEqual({
      created: true,
      organizationId: expect.any(String),
      email: 'boss@example.com',
      generatedPassword: undefined,
    });
    const second = await start({
      VITRINE_PROFILE: 'server',
      ADMIN_EMAIL: 'other@example.com',
      ADMIN_PASSWORD: 'nine purple kettles',
    });
    expect(await ensure(second)).toMatchObject({ created: false, organizationId: made.organizationId });
    expect(await login(second, 'boss@example.com', 'seven quiet lanterns')).toBe(200);
    expect(await login(second, 'other@example.com', 'nine purple kettles')).toBe(401);
  });

  it.each([
    ['is not set', {}, /ADMIN_PASSWORD is not set.*set it/],
    [
      'is the email',
      { ADMIN_EMAIL: 'boss@example.com', ADMIN_PASSWORD: 'boss@example.com' },
      /ADMIN_PASSWORD cannot be used: .*email/,
    ],
  ])('keeps the server profile from starting when ADMIN_PASSWORD %s', async (_name, env, message) => {
    await expect(ensure(await start({ VITRINE_PROFILE: 'server', ...env }))).rejects.toThrow(message);
  });
});
