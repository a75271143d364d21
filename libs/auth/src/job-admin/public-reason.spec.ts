import { AppError } from '@app/platform';
import { publicReason } from './public-reason';

describe('why a job failed, as organizations are told', () => {
  it.each([new AppError('DEPENDENCY_UNAVAILABLE', 'It answered 500.'), AppError.notFound('export', 'x')])(
    'is the message of %s',
    ({ message }) => {
      expect(publicReason(message)).toBe(message);
    },
  );

  it.each([
    'connect ECONNREFUSED 10.0.0.7:5432',
    'Invalid login: 535 5.7.8 Username and Password not accepted',
    'INTERNAL_ERROR: password authentication failed for user "vitrine"',
    '',
  ])('is nothing of %j', (reason) => {
    expect(publicReason(reason)).toMatch(/^Something unexpected/);
  });
});
