import { gunzipSync } from 'node:zlib';
import {
  Cache,
  CachedResult,
  CachedResultInterceptor,
  type CacheDirectives,
  CacheModule,
  CacheResponse,
  InProcessTransport,
  RequestCacheControl,
} from '@app/cache';
import { type AppConfig, AppError, PlatformModule, ProblemFilter, SystemClock } from '@app/platform';
import { CACHE_MANAGER } from '@nestjs/cache-manager';
import { Controller, Get, Module, Param, Post, Res, UseInterceptors } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { aKey, days, logger, MEMORY_BYTES, until } from '../support/cache-nodes';

const ROWS = Array.from({ length: 300 }, (_, row) => ({ row, text: 'a row of the answer' }));
let computed = 0;

@Controller()
class TestController {
  constructor(private readonly cache: Cache) {}

  @Get('results/:name')
  @UseInterceptors(CachedResultInterceptor)
  async result(
    @Param('name') name: string,
    @RequestCacheControl() directives: CacheDirectives,
  ): Promise<CachedResult> {
    const options = { versions: days('http'), ...directives };
    return new CachedResult(
      await this.cache.getOrLoad(aKey(name), options, async () => {
        computed++;
        return Buffer.from(JSON.stringify({ computed, rows: name === 'short' ? [] : ROWS }));
      }),
    );
  }

  @Get('users/:id/preferences')
  @CacheResponse('preferences', (request) => [`user:${(request.params as { id: string }).id}`])
  preferences(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    computed++;
    if (id === 'nobody') throw AppError.notFound('user', id);
    if (id === 'created') void reply.status(201);
    if (id === 'versioned') void reply.header('etag', '"7"');
    return { id, computed };
  }

  @Post('users/:id/preferences')
  @CacheResponse('preferences', (request) => [`user:${(request.params as { id: string }).id}`])
  async change(@Param('id') id: string) {
    await this.cache.invalidateTags([`user:${id}`]);
    return { id, computed: ++computed };
  }
}

const config = { encryptionKey: 'e'.repeat(40), encryptionKeysPrevious: '' } as AppConfig;

@Module({
  imports: [
    PlatformModule.forRoot({ config, logger }),
    CacheModule.forRoot({
      memoryBytes: MEMORY_BYTES,
      transport: { useFactory: () => new InProcessTransport() },
      identity: {
        useFactory: () => (request: FastifyRequest) => {
          const principal = request.headers['x-principal'];
          return typeof principal === 'string' ? { organizationId: 'org', principal } : undefined;
        },
      },
    }),
  ],
  controllers: [TestController],
})
class TestModule {}

describe('response caching', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [TestModule] }).compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    app.useGlobalFilters(new ProblemFilter(logger, new SystemClock()));
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    await until(() => app.get(Cache).stats().memory.believed, 'the cache is believed');
  });
  afterAll(() => app.close());

  const get = (url: string, headers: Record<string, string> = {}) =>
    app.inject({ method: 'GET', url, headers });

  describe('of results', () => {
    it('says whether the answer was cached and how old it is', async () => {
      const first = await get('/results/a');
      const second = await get('/results/a');
      expect(first.headers).toMatchObject({ 'x-cache': 'MISS', age: '0' });
      expect(second.headers).toMatchObject({
        'x-cache': 'HIT',
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'private, no-cache',
        vary: 'Accept-Encoding',
        etag: first.headers.etag,
      });
      expect(second.body).toBe(first.body);
      expect(second.json()).toMatchObject({ rows: ROWS });
    });

    it('sends gzip to those who take it, and the plain bytes to the others', async () => {
      const plain = await get('/results/b');
      const zipped = await get('/results/b', { 'accept-encoding': 'br, gzip' });
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(zipped.headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-length': String(zipped.rawPayload.length),
      });
      expect(zipped.rawPayload.length).toBeLessThan(plain.rawPayload.length / 4);
      expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
      const short = await get('/results/short', { 'accept-encoding': 'gzip' });
      expect(short.headers['content-encoding']).toBeUndefined();
    });

    it('answers 304 without a body to a client that has it, until it changes', async () => {
      const etag = String((await get('/results/c')).headers.etag);
      const same = await get('/results/c', {
        'if-none-match': `"other", ${etag}`,
        'accept-encoding': 'gzip',
      });
      expect(same.statusCode).toBe(304);
      expect(same.rawPayload).toHaveLength(0);
      expect(same.headers.etag).toBe(etag);
      await app.get(Cache).pointsChanged(days('http'));
      expect((await get('/results/c', { 'if-none-match': etag })).statusCode).toBe(200);
    });

    it('honours no-cache and max-stale', async () => {
      await get('/results/d');
      expect((await get('/results/d', { 'cache-control': 'no-cache' })).headers['x-cache']).toBe('MISS');
      await app.get(Cache).pointsChanged(days('http'));
      expect((await get('/results/d', { 'cache-control': 'max-stale=5' })).headers['x-cache']).toBe('STALE');
    });
  });

  describe('of routes with @CacheResponse', () => {
    const mine = { 'x-principal': 'me' };

    it('gives a principal the cached answer, and another principal never', async () => {
      const first = await get('/users/1/preferences', mine);
      expect(first.headers['x-cache']).toBe('MISS');
      const again = await get('/users/1/preferences', mine);
      expect(again.headers['x-cache']).toBe('HIT');
      expect(again.body).toBe(first.body);
      for (const principal of ['me2', 'm', 'ME', '', 'me","/users/1/preferences']) {
        const other = await get('/users/1/preferences', { 'x-principal': principal });
        expect(other.headers['x-cache']).toBe('MISS');
        expect(other.body).not.toBe(first.body);
      }
    });

    it('caches nothing for a request without an identity', async () => {
      const first = await get('/users/2/preferences');
      const second = await get('/users/2/preferences');
      expect(first.headers['x-cache']).toBeUndefined();
      expect(second.body).not.toBe(first.body);
    });

    it('computes anew when the subject has changed', async () => {
      const before = await get('/users/3/preferences', mine);
      await app.inject({ method: 'POST', url: '/users/3/preferences', headers: mine });
      const after = await get('/users/3/preferences', mine);
      expect(after.headers['x-cache']).toBe('MISS');
      expect(after.body).not.toBe(before.body);
    });

    it('keeps neither errors nor answers other than 200', async () => {
      for (const [id, status] of [
        ['nobody', 404],
        ['created', 201],
      ] as const) {
        const calls = computed;
        expect((await get(`/users/${id}/preferences`, mine)).statusCode).toBe(status);
        expect((await get(`/users/${id}/preferences`, mine)).statusCode).toBe(status);
        expect(computed).toBe(calls + 2);
      }
    });

    it("keeps the resource's own ETag, which clients send back in If-Match", async () => {
      expect((await get('/users/versioned/preferences', mine)).headers.etag).toBe('"7"');
      const hit = await get('/users/versioned/preferences', mine);
      expect(hit.headers).toMatchObject({ etag: '"7"', 'x-cache': 'HIT' });
      expect(
        (await get('/users/versioned/preferences', { ...mine, 'if-none-match': '"7"' })).statusCode,
      ).toBe(304);
    });

    it('runs the handler once for equal requests at once', async () => {
      const calls = computed;
      await Promise.all(Array.from({ length: 50 }, () => get('/users/many/preferences', mine)));
      expect(computed).toBe(calls + 1);
    });
  });

  it('holds the same stores as CACHE_MANAGER', () => {
    const manager = app.get<{ stores: unknown[] }>(CACHE_MANAGER);
    expect(manager.stores).toHaveLength(1);
  });
});
