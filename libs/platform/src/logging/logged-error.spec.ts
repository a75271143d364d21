import { loggedError } from './logged-error';

describe('loggedError', () => {
  it('keeps what says where it went wrong, and nothing that quotes rows or connections', () => {
    const error = Object.assign(new Error('new row violates check constraint "c"'), {
      code: '23514',
      table: 'users',
      constraint: 'c',
      detail: 'Failing row contains (1, canary).',
      where: 'COPY users, line 1: "canary"',
      parameters: ['canary'],
      query: "INSERT INTO users VALUES ('canary')",
      connectionString: 'postgres://u:canary@h',
      errno: -111,
    });
    const logged = loggedError(new Error('outer', { cause: error })) as { cause: object };
    expect(logged).toMatchObject({ type: 'Error', message: 'outer', stack: expect.any(String) });
    expect(logged.cause).toMatchObject({ code: '23514', table: 'users', constraint: 'c' });
    expect(JSON.stringify(logged)).not.toContain('canary');
  });

  it('cuts the row that the ORM quotes out of message and stack', () => {
    const error = new Error(
      'violates "c"\n - detail: Failing row contains (1, canary,\ncanary).\n - hint: canary',
    );
    const logged = loggedError(error) as { message: string; stack: string };
    expect(logged.message).toBe('violates "c"');
    expect(logged.stack).toMatch(/^Error: violates "c"\n\s+at /);
    expect(JSON.stringify(logged)).not.toContain('canary');
  });

  it('does not follow causes for ever, and shows nothing of what is no error', () => {
    const first = new Error('first');
    first.cause = new Error('second', { cause: first });
    expect(JSON.stringify(loggedError(first)).length).toBeLessThan(50_000);
    expect(loggedError({ password: 'canary' })).toEqual({ type: 'not an error' });
    expect(loggedError(new AggregateError([new Error('one')]))).toMatchObject({
      errors: [{ message: 'one' }],
    });
  });
});
