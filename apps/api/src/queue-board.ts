import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BoardLogin } from '@app/auth';
import { QueueBoard } from '@app/jobs';
import { AppError, toAppError } from '@app/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { boardPage } from './board-page';

const BOARD = '/admin/queues';
const LOGIN = '/admin/login';
const LOGOUT = '/admin/logout';
const FORM_LIMIT_BYTES = 4_096;

/** Serves Bull Board to people who log in by a form. What is below /admin knows no other credential than the form's cookie. */
export function serveQueueBoard(app: NestFastifyApplication): void {
  const login = app.get(BoardLogin, { strict: false });
  const board = app.get(QueueBoard, { strict: false });
  const plugin = async (fastify: FastifyInstance): Promise<void> => {
    // The one place that takes forms: nothing outside of this plugin does.
    fastify.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );

    fastify.get(LOGIN, (_request, reply) => page(reply, 200, boardPage('login')));
    fastify.get(LOGOUT, (_request, reply) => page(reply, 200, boardPage('logout')));

    fastify.post(LOGIN, async (request, reply) => {
      assertOwnPage(request);
      try {
        const caller = { address: request.ip, userAgent: request.headers['user-agent'] };
        const cookie = await login.login(request.body, caller, isSecure(request));
        return await reply.header('set-cookie', cookie).redirect(BOARD, 303);
      } catch (error) {
        const { code, detail } = toAppError(error);
        if (code !== 'INVALID_CREDENTIALS' && code !== 'INSUFFICIENT_PERMISSIONS') throw error;
        return page(reply, code === 'INVALID_CREDENTIALS' ? 401 : 403, boardPage('login', detail));
      }
    });
    fastify.post(LOGOUT, async (request, reply) => {
      assertOwnPage(request);
      const cookie = await login.logout(request.headers.cookie, isSecure(request));
      return reply.header('set-cookie', cookie).redirect(LOGIN, 303);
    });

    const show = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      try {
        await login.accept(request.headers.cookie);
      } catch (error) {
        // Pages send people to the form; what a page asks for is told that it may not have it.
        if (error instanceof AppError && request.headers.accept?.includes('text/html'))
          return reply.redirect(LOGIN, 303);
        throw error;
      }
      const { status, type, body } = await board.answer(BOARD, request.url);
      return reply.status(status).type(type).send(body);
    };
    fastify.get(BOARD, show);
    fastify.get(`${BOARD}/*`, show);
  };
  void app.getHttpAdapter().getInstance().register(plugin);
}

/** SameSite keeps the cookie from other sites; this keeps them from logging somebody in or out. */
function assertOwnPage({ headers: { origin, host } }: FastifyRequest): void {
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) return;
  throw new AppError('INSUFFICIENT_PERMISSIONS', 'The form was sent by a page of another origin.');
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.status(status).type('text/html; charset=utf-8').send(html);
}
