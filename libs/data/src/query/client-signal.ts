import { AppError } from '@app/platform';
import type { FastifyReply } from 'fastify';

/** A signal that aborts when the client goes away before its answer was sent. */
export function clientSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(clientClosed());
  });
  return controller.signal;
}

function clientClosed(): AppError {
  return new AppError('CLIENT_CLOSED_REQUEST', 'The client went away before the answer was ready.');
}
