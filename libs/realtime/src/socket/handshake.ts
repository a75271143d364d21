import type { Credential } from '@app/auth';
import { AppError } from '@app/platform';
import type { WatchRequest } from '../live-dashboards';
import { readWatchParameters, recordOf } from '../watch-parameters';

const CREDENTIALS = ['token', 'apiKey', 'organizationId'] as const;
const LONGEST = 8_192;

/** What a client says when it connects. */
export interface Handshake {
  credential: Credential;
  /** What it wants to see from the beginning, so that it need not subscribe. */
  parameters: WatchRequest['parameters'];
}

/** Reads `auth` of socket.io's client. @throws AppError VALIDATION_FAILED */
export function readHandshake(auth: unknown): Handshake {
  const { token, apiKey, organizationId, ...rest } = recordOf(auth ?? {}, '');
  const credential: Credential = {};
  for (const [index, value] of [token, apiKey, organizationId].entries()) {
    const name = CREDENTIALS[index]!;
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' || value.length > LONGEST)
      throw AppError.invalid(`/${name}`, `${name} must be a text of at most ${LONGEST} characters`);
    credential[name] = value;
  }
  return { credential, parameters: readWatchParameters(rest) };
}
