import {
  type CallHandler,
  type ExecutionContext,
  HttpStatus,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { HTTP_CODE_METADATA } from '@nestjs/common/constants';
import { AppError } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import type { AuthenticatedRequest } from '../principals/current-principal';
import { type KeyedRun, type KeptAnswer, IdempotencyKeys } from './idempotency-keys';
import { requestHash } from './request-hash';

/** Printable ASCII, as a UUID or any other text that the client makes up. */
const KEY = /^[\x21-\x7e]{1,255}$/;

/** Answers a repeated request with the first answer; see {@link IdempotencyKeys}. Routes ask for it with `@Idempotent`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly keys: IdempotencyKeys) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const key = request.headers['idempotency-key'];
    const principal = request.user;
    if (key === undefined || !principal) return next.handle();
    if (typeof key !== 'string' || !KEY.test(key))
      throw AppError.invalid('/Idempotency-Key', 'Idempotency-Key must be 1 to 255 visible ASCII characters');
    const begun = await this.keys.begin(
      {
        principal,
        route: `${request.method} ${request.routeOptions.url}`,
        key,
        requestHash: requestHash(request.url, request.body),
      },
      statusOf(context),
    );
    if (!('runId' in begun)) return from([again(http.getResponse<FastifyReply>(), begun)]);
    return from([await this.run(begun, next)]);
  }

  private async run(run: KeyedRun, next: CallHandler): Promise<unknown> {
    try {
      const answer: unknown = await this.keys.within(run, () => lastValueFrom(next.handle()));
      if (!run.kept) throw new Error(`${run.route} is @Idempotent, but its service keeps no answer`);
      return answer;
    } catch (error) {
      // Should that fail too, the key is free again once its lock has run out.
      await this.keys.release(run).catch(() => undefined);
      throw error;
    }
  }
}

function statusOf(context: ExecutionContext): number {
  const stated = Reflect.getMetadata(HTTP_CODE_METADATA, context.getHandler()) as number | undefined;
  return stated ?? HttpStatus.CREATED;
}

function again(reply: FastifyReply, { status, body, headers }: KeptAnswer): string {
  void reply
    .status(status)
    .headers({ ...headers, 'idempotency-replayed': 'true' })
    .type('application/json; charset=utf-8');
  return body;
}
