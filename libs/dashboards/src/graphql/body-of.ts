import type { Type } from '@nestjs/common';
import { validationPipe } from '@app/platform';

const pipe = validationPipe();

/**
 * An input as the body of the route that does the same, checked by that route's own DTO. What is null was not given: clients send
 * that for variables without a value.
 * @throws AppError VALIDATION_FAILED
 */
export async function bodyOf<T extends object>(dto: Type<T>, input: object): Promise<T> {
  const given = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined && value !== null),
  );
  const plain = JSON.parse(JSON.stringify(given)) as object;
  return (await pipe.transform(plain, { type: 'body', metatype: dto })) as T;
}
