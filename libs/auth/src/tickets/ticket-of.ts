import { AppError } from '@app/platform';
import { ORGANIZATION_HEADER } from '../guard/acting-organization';
import { API_KEY_HEADER } from '../guard/api-key-header';
import type { AuthenticatedRequest } from '../principals/current-principal';
import { TICKET_PARAM } from './allow-ticket';

/** The ticket of a request. @throws AppError AMBIGUOUS_CREDENTIALS beside another credential; INVALID_TICKET for two */
export function ticketOf({ query, headers }: AuthenticatedRequest): string | undefined {
  const ticket = (query as Record<string, unknown> | undefined)?.[TICKET_PARAM];
  if (ticket === undefined) return undefined;
  if ([headers.authorization, headers[API_KEY_HEADER], headers[ORGANIZATION_HEADER]].some(Boolean))
    throw new AppError(
      'AMBIGUOUS_CREDENTIALS',
      'A ticket stands for all that its request would say in headers; send the one or the other.',
    );
  if (typeof ticket !== 'string') throw new AppError('INVALID_TICKET', 'Send one ticket.');
  return ticket;
}
