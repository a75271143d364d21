import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, Clock } from '@app/platform';
import { type Credential, Credentials } from '../guard/credentials';
import type { Standing } from '../guard/standing';
import { isTicket, newTicket, openWith, sealWith, ticketHash } from './sealed-ticket';
import type { StreamTicketDto } from './stream-ticket.dto';

const SECONDS = 60;

/**
 * Tickets for clients that cannot send headers, such as EventSource of browsers: each stands for the credential that it was
 * asked for with, once and for a minute. Whatever ends that credential ends its tickets too.
 */
@Injectable()
export class StreamTickets {
  constructor(
    private readonly database: Database,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  /** Makes a ticket that stands for a credential which the guard let pass. */
  async issue(credential: Credential): Promise<StreamTicketDto> {
    const ticket = newTicket();
    const now = this.clock.now();
    // Each that comes takes two away that nobody used: so the table never grows by those.
    await this.database.query(
      `WITH gone AS (
         DELETE FROM stream_ticket WHERE hash = ANY(ARRAY(
           SELECT hash FROM stream_ticket WHERE expires_at < $1 LIMIT 2 FOR UPDATE SKIP LOCKED)))
       INSERT INTO stream_ticket (hash, sealed, expires_at) VALUES ($2, $3, $4)`,
      [
        now,
        ticketHash(ticket),
        sealWith(ticket, JSON.stringify(credential)),
        new Date(now.getTime() + SECONDS * 1_000),
      ],
    );
    return { ticket, expiresIn: SECONDS };
  }

  /**
   * Uses a ticket up; of several processes that try, one does.
   * @throws AppError INVALID_TICKET for one that is unknown, was used or is too old; 401 when its credential holds no more
   */
  async redeem(ticket: string): Promise<Standing> {
    if (!isTicket(ticket)) throw invalid();
    const { rows } = await this.database.query<{ sealed: Buffer; expiresAt: Date }>(
      'DELETE FROM stream_ticket WHERE hash = $1 RETURNING sealed, expires_at AS "expiresAt"',
      [ticketHash(ticket)],
    );
    const [row] = rows;
    if (!row || row.expiresAt <= this.clock.now()) throw invalid();
    return this.credentials.accept(JSON.parse(openWith(ticket, row.sealed)) as Credential);
  }
}

function invalid(): AppError {
  return new AppError(
    'INVALID_TICKET',
    'The ticket is unknown, was used before or is older than a minute. Get another one from POST /auth/stream-ticket.',
  );
}
