import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Service {
  image: string;
  user?: string;
  privileged?: boolean;
  read_only?: boolean;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  security_opt?: string[];
  cap_drop?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  stop_grace_period?: string;
}

const root = join(__dirname, '..');
/** What follows an instruction of a Dockerfile, wherever it occurs. */
const values = (list: string[][], name: string): (string | undefined)[] =>
  list.filter(([instruction]) => instruction === name).map(([, value]) => value);
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('docker-compose.yml', () => {
  const text = read('docker-compose.yml');
  const compose = parse(text, { merge: true }) as {
    services: Record<string, Service>;
    volumes: object;
    networks: Record<string, { internal?: boolean } | null>;
  };
  const service = (name: string): Service => {
    const found = compose.services[name];
    if (!found) throw new Error(`no service ${name}`);
    return found;
  };

  it('has PostgreSQL 18, Redis 7, one migration, api and worker', () => {
    expect(Object.keys(compose.services).toSorted()).toEqual([
      'api',
      'migrate',
      'postgres',
      'redis',
      'worker',
    ]);
    expect(service('postgres').image).toMatch(/^postgres:18/);
    expect(service('redis').image).toMatch(/^redis:7/);
    expect(new Set(['api', 'worker', 'migrate'].map((name) => service(name).image)).size).toBe(1);
  });

  it('knows no password by itself', () => {
    const OPTIONAL = new Set(['ADMIN_PASSWORD', 'APP_URL', 'JWT_SECRET_PREVIOUS', 'SMTP_URL']);
    const secrets = Object.values(compose.services).flatMap(({ environment = {} }) =>
      Object.entries(environment).filter(([name]) => /PASSWORD|SECRET|KEY|AUTH|_URL/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(5);
    for (const [name, value] of secrets) {
      if (OPTIONAL.has(name)) expect(value).toBe(`\${${name}:-}`);
      else expect(`${name}=${value}`).toMatch(/\$\{[A-Z_]+:\?set it in \.env\}/);
    }
  });

  it('publishes the port of the API alone, on this machine alone', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([['api', '${PUBLISH_ADDRESS:-127.0.0.1}:${PORT:-3000}:3000']]);
    expect(compose.networks.inside?.internal).toBe(true);
    for (const name of ['postgres', 'redis', 'migrate']) expect(service(name).networks).toEqual(['inside']);
  });

  it('gives no container more rights than it needs', () => {
    for (const [name, { privileged, security_opt }] of Object.entries(compose.services)) {
      expect([name, privileged ?? false]).toEqual([name, false]);
      expect([name, security_opt]).toEqual([name, ['no-new-privileges:true']]);
    }
    for (const name of ['api', 'worker', 'migrate', 'redis']) {
      expect(service(name)).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        user: expect.not.stringMatching(/root|^0/),
      });
    }
    expect(text).not.toMatch(/docker\.sock|network_mode:\s*host|pid:\s*host/);
  });

  it('starts what depends on others when those are healthy or done', () => {
    for (const name of ['api', 'worker']) {
      expect(service(name).depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
    expect(service('migrate').depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    for (const name of ['postgres', 'redis'])
      expect(service(name).healthcheck?.test?.length).toBeGreaterThan(1);
    // The image's own, which asks at PORT: the worker's is that of its probes, and nobody else's.
    for (const name of ['api', 'worker']) expect(service(name).healthcheck).toBeUndefined();
    expect(service('worker').environment).toMatchObject({
      HOST: '0.0.0.0',
      PORT: '3001',
      WORKER_PORT: '3001',
    });
    expect(service('worker').ports).toBeUndefined();
  });

  it('keeps the data on volumes, and the queue in memory that is never evicted', () => {
    expect(Object.keys(compose.volumes)).toEqual(['postgres', 'redis']);
    expect(service('postgres').volumes).toEqual(['postgres:/var/lib/postgresql']);
    expect(service('redis').volumes).toEqual(['redis:/data']);
    const redis = service('redis').command?.join('\n');
    expect(redis).toMatch(/^maxmemory-policy noeviction$/m);
    expect(redis).toMatch(/^appendonly yes$/m);
    expect(redis).toMatch(/^requirepass \$\$REDISCLI_AUTH$/m);
  });

  it('runs programs that the image has', () => {
    const dockerfile = read('Dockerfile');
    for (const name of ['api', 'worker', 'migrate']) {
      const program = service(name).command?.find((part) => /\.m?js$/.test(part)) ?? '';
      const source = program.replace(/^dist\//, '').replace(/\.js$/, '.ts');
      expect(() => read(source)).not.toThrow();
      expect(dockerfile).toMatch(
        program.startsWith('dist/') ? /COPY --from=build \/app\/dist dist/ : `COPY ${program} ${program}`,
      );
    }
  });
});

describe('Dockerfile', () => {
  const instructions = read('Dockerfile')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => /^(\w+)\s+(.*)$/.exec(line)?.slice(1) ?? ['?', line]);
  const last = instructions.findLastIndex(([name]) => name === 'FROM');
  const runtime = instructions.slice(last);

  it('pins the major version of one small base image', () => {
    expect(
      instructions.every(([name]) =>
        /^(FROM|WORKDIR|COPY|RUN|ENV|USER|EXPOSE|HEALTHCHECK|CMD)$/.test(name ?? ''),
      ),
    ).toBe(true);
    expect(values(instructions, 'FROM')).toEqual([
      'node:24-bookworm-slim AS build',
      'node:24-bookworm-slim AS dependencies',
      'node:24-bookworm-slim',
    ]);
  });

  it('ends as an ordinary user with a health check, and builds nothing in the last stage', () => {
    expect(values(runtime, 'USER')).toEqual(['node']);
    expect(values(runtime, 'RUN')).toEqual([]);
    expect(values(runtime, 'HEALTHCHECK')).toHaveLength(1);
    expect(runtime.at(-1)).toEqual(['CMD', '["node", "--enable-source-maps", "dist/apps/api/src/main.js"]']);
    expect(JSON.parse(values(runtime, 'CMD')[0] ?? '')).toHaveLength(3);
    const check = /CMD (\[.*\])$/.exec(values(runtime, 'HEALTHCHECK')[0] ?? '')?.[1];
    expect(JSON.parse(check ?? '')[0]).toBe('node');
  });

  it('installs what the lock file says, for production alone in the image', () => {
    const runs = values(instructions, 'RUN').join('\n');
    expect(runs).toContain('npm ci --omit=dev');
    expect(runs).not.toMatch(/npm (i|install)\b|apt-get|curl|wget/);
  });

  it('copies named files only, from a context that lets nothing else in', () => {
    expect(values(instructions, 'COPY').filter((value) => /^(\.|\*)\s/.test(value ?? ''))).toEqual([]);
    const ignored = read('.dockerignore').split('\n');
    expect(ignored[1]).toBe('*');
    expect(ignored).toContain('**/.env*');
    const built = values(instructions, 'COPY').filter((value) => !value?.startsWith('--from'));
    const context = built
      .flatMap((value) => value?.split(/\s+/).slice(0, -1) ?? [])
      .map((path) => path.split('/')[0]);
    for (const path of context) expect(ignored).toContain(`!${path}`);
  });

  it('carries no secret', () => {
    expect(values(instructions, 'ENV').join(' ')).not.toMatch(/PASSWORD|SECRET|KEY|TOKEN|_URL/);
  });
});
