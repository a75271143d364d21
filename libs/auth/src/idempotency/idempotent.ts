import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { ApiProblems } from '@app/platform';
import { IdempotencyInterceptor } from './idempotency.interceptor';

/**
 * A POST that may be sent again: with the same `Idempotency-Key` and body it gives the first answer for 24 hours. The
 * service of the route has to call `IdempotencyKeys.keep` in the transaction of its work, also for answers that hold a
 * secret: they are sealed.
 */
export function Idempotent(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'Any text of yours, 1 to 255 visible ASCII characters: the same key and request give the first answer again for 24 hours, another request with it is 422.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
      example: 'b9a2f0a4-8f0e-4c41-9d55-1f6f0d8f7a10',
    }),
    ApiProblems('VALIDATION_FAILED', 'CONFLICT', 'IDEMPOTENCY_KEY_REUSED'),
  );
}
