import type { FastifyReply } from 'fastify';

const beginnings = new WeakMap<object, number>();

/** Says that an answer begins now which lasts as long as its client listens: that is no time that anybody waited. */
export function noteBeginning(reply: FastifyReply): void {
  beginnings.set(reply, reply.elapsedTime);
}

/** How long a client waited for an answer: until it was sent, or until it began to go on. In ms. */
export function answerTime(reply: FastifyReply): number {
  return beginnings.get(reply) ?? reply.elapsedTime;
}
