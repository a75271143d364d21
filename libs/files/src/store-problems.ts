import { AppError } from '@app/platform';

/** The error for a file that is not there. */
export function noSuchFile(key: string): AppError {
  return new AppError('NOT_FOUND', `There is no file ${JSON.stringify(key)}.`);
}

/** The error for a store that cannot do its work. What exactly is wrong is for the log: it may name paths and hosts. */
export function unavailable(cause: unknown): AppError {
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String((cause as { code?: string }).code));
  return new AppError(
    'DEPENDENCY_UNAVAILABLE',
    full ? 'The file store has no room left.' : 'The file store cannot be reached.',
    { cause },
  );
}
