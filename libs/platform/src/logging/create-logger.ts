import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';
import { currentContext } from '../request-context';
import { loggedError } from './logged-error';

const REDACT = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'key',
  'authorization',
  'cookie',
  'connection',
  'url',
];

/**
 * A JSON logger. Lines carry the requestId of the work in hand. Headers and bodies are never logged by Vitrine; the
 * names above are cut should a library hand them over.
 */
export function createLogger(
  options: { level: string; name: 'api' | 'worker' | 'start' },
  stream?: DestinationStream,
): Logger {
  return pino(
    {
      name: options.name,
      level: options.level,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: loggedError },
      redact: { paths: REDACT.flatMap((name) => [name, `*.${name}`]), censor: '***' },
      mixin: () => {
        const context = currentContext();
        return context ? { requestId: context.requestId } : {};
      },
    },
    stream as DestinationStream,
  );
}
