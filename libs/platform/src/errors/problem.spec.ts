import { NotFoundException } from '@nestjs/common';
import { AppError } from './app-error';
import { ERROR_CODES } from './error-codes';
import { toProblem } from './problem';
import { toAppError } from './to-app-error';

const NOW = new Date('2026-11-23T12:00:00Z');
const problemOf = (thrown: unknown) => toProblem(toAppError(thrown), '/api/v1/x', 'r1', NOW);

describe('problem+json', () => {
  it('carries the members that clients rely on', () => {
    expect(problemOf(AppError.invalid('/timeRange', 'timeRange must be …'))).toEqual({
      type: 'https://vitrine.dev/problems/validation-failed',
      title: 'Validation failed',
      error: 'Validation failed',
      status: 400,
      code: 'VALIDATION_FAILED',
      detail: 'timeRange must be …',
      instance: '/api/v1/x',
      timestamp: '2026-11-23T12:00:00.000Z',
      requestId: 'r1',
      details: ['/timeRange: timeRange must be …'],
      errors: [{ pointer: '/timeRange', message: 'timeRange must be …' }],
    });
  });

  it('tells when to come back', () => {
    expect(problemOf(new AppError('RATE_LIMITED', 'x', { retryAfterSeconds: 7 }))).toMatchObject({
      status: 429,
      error: 'Rate limit exceeded',
      retryAfter: 7,
    });
  });

  it('says nothing about an unexpected error', () => {
    const problem = problemOf(new Error('duplicate key (email)=(x@example.com)'));
    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL_ERROR', error: 'Internal server error' });
    expect(problem).not.toHaveProperty('detail');
    expect(JSON.stringify(problem)).not.toContain('example.com');
  });

  it.each([
    ['an exception of the framework', new NotFoundException('Cannot GET /x'), 404, 'NOT_FOUND'],
    [
      'a body that is no JSON',
      Object.assign(new SyntaxError('Unexpected token'), { statusCode: 400 }),
      400,
      'MALFORMED_BODY',
    ],
    [
      'a body that is too large',
      Object.assign(new Error('x'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' }),
      413,
      'PAYLOAD_TOO_LARGE',
    ],
    [
      'a database that is away',
      Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
      503,
      'DEPENDENCY_UNAVAILABLE',
    ],
    ['a thrown string', 'oops', 500, 'INTERNAL_ERROR'],
    ['nothing at all', undefined, 500, 'INTERNAL_ERROR'],
  ])('understands %s', (_name, thrown, status, code) => {
    expect(problemOf(thrown)).toMatchObject({ status, code });
  });

  it('keeps the titles that the contract fixes', () => {
    const titles = Object.fromEntries(
      Object.values(ERROR_CODES).map(({ status, title }) => [`${status} ${title}`, true]),
    );
    for (const fixed of [
      '400 Validation failed',
      '403 Insufficient permissions',
      '429 Rate limit exceeded',
      '500 Internal server error',
    ]) {
      expect(titles).toHaveProperty([fixed]);
    }
    for (const { status, title } of Object.values(ERROR_CODES)) {
      if (status === 400) expect(title).toBe('Validation failed');
    }
  });
});
