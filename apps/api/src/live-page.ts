import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '@app/platform';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Below this path lies everything of the page. */
const PATH = '/live';
const FOLDER = 'live-page';
/** What the page takes from packages, by the name that it has there. */
const FROM_PACKAGES = {
  'echarts.min.js': ['echarts', 'dist'],
  'socket.io.min.js': ['socket.io', 'client-dist'],
} as const;
const KEPT_MS = 3_600_000;

/** Whether the page is served: where there is demo data to see and nothing to lose, unless the settings say otherwise. */
export function servesLivePage({ livePage, demo, profile }: AppConfig): boolean {
  return livePage ?? (demo !== 'none' && profile === 'embedded');
}

/** Serves a page that shows dashboards live: static files that know the public API and nothing else. */
export function serveLivePage(app: NestFastifyApplication): void {
  const plugin = async (fastify: FastifyInstance): Promise<void> => {
    await fastify.register(fastifyStatic, { root: pageFolder(), serve: false, cacheControl: false });
    const page = (_request: unknown, reply: FastifyReply) => reply.sendFile('index.html');
    fastify.get(PATH, page);
    fastify.get(`${PATH}/:dashboardId`, page);
    fastify.get<{ Params: { file: string } }>(`${PATH}/assets/:file`, ({ params }, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(params.file),
    );
    for (const [file, [name, folder]] of Object.entries(FROM_PACKAGES)) {
      const root = join(dirname(require.resolve(`${name}/package.json`)), folder);
      fastify.get(`${PATH}/assets/lib/${file}`, (_request, reply) =>
        reply.header('cache-control', `public, max-age=${KEPT_MS / 1_000}`).sendFile(file, root),
      );
    }
  };
  void app.getHttpAdapter().getInstance().register(plugin);
}

/** Beside package.json, whether this runs from source or from `dist`. */
function pageFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const page = join(folder, FOLDER);
    if (existsSync(join(page, 'index.html'))) return page;
  }
  throw new Error(`The folder ${FOLDER} is missing.`);
}
