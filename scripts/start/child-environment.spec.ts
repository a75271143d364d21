import { childEnvironment } from './child-environment';
import { readSettings } from './settings';

const running = { port: 4000, databaseUrl: 'postgres://embedded', secrets: { JWT_SECRET: 'generated' } };

describe('childEnvironment', () => {
  it('gives embedded children the database, the secrets and the demo', () => {
    const env = childEnvironment(readSettings('/repo', {}), running, { PATH: '/bin' });
    expect(env).toMatchObject({
      PATH: '/bin',
      VITRINE_PROFILE: 'embedded',
      DATABASE_URL: 'postgres://embedded',
      JWT_SECRET: 'generated',
      PORT: '4000',
      HOST: '127.0.0.1',
      DEMO: 'sample',
    });
  });

  it('lets what the operator sets win', () => {
    const given = { JWT_SECRET: 'mine', DEMO: 'none' };
    expect(childEnvironment(readSettings('/repo', given), running, given)).toMatchObject(given);
  });

  it('adds neither secrets nor a database to the server profile', () => {
    const given = { DATABASE_URL: 'postgres://mine' };
    const env = childEnvironment(readSettings('/repo', given), running, given);
    expect(env).toEqual({ ...given, VITRINE_PROFILE: 'server', HOST: '127.0.0.1', PORT: '4000' });
  });
});
