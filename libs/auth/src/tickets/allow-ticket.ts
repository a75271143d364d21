import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';

/** The query parameter that carries a ticket. */
export const TICKET_PARAM = 'ticket';
const ALLOWS_TICKET = 'vitrine:allows-ticket';

/** The route begins a stream: whoever cannot send headers opens it with a ticket. No other route knows tickets. */
export function AllowTicket(): MethodDecorator {
  return applyDecorators(
    SetMetadata(ALLOWS_TICKET, true),
    ApiQuery({
      name: TICKET_PARAM,
      required: false,
      type: String,
      description:
        'Of `POST /auth/stream-ticket`, instead of a credential in a header, for clients that send none.',
    }),
  );
}

/** Whether a handler is marked with {@link AllowTicket}. */
export function allowsTicket(handler: object): boolean {
  return Reflect.getMetadata(ALLOWS_TICKET, handler) === true;
}
