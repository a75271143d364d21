import { validationError } from '@app/platform';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { JobContract } from './job-contract';

/**
 * An instance of the contract's payload class.
 * Written payloads may hold nothing unknown; read ones may, and lose it: a newer deploy may have written them.
 * @throws AppError VALIDATION_FAILED naming each field
 */
export async function validatePayload<P extends object>(
  contract: JobContract<P>,
  payload: unknown,
  when: 'written' | 'read',
): Promise<P> {
  const instance = plainToInstance(contract.payload, isPlain(payload) ? payload : { payload });
  const errors = await validate(instance, {
    whitelist: true,
    // A payload class may have no fields.
    forbidUnknownValues: false,
    forbidNonWhitelisted: when === 'written' || !isPlain(payload),
  });
  if (errors.length > 0) throw validationError(errors);
  return instance;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
