import { SetMetadata } from '@nestjs/common';

/** The query parameter that carries a ticket. */
export const TICKET_PARAM = 'ticket';
const ALLOWS_TICKET = 'vitrine:allows-ticket';

/** The route begins a stream: whoever cannot send headers opens it with a ticket. No other route knows tickets. */
export function AllowTicket(): MethodDecorator {
  return SetMetadata(ALLOWS_TICKET, true);
}

/** Whether a handler is marked with {@link AllowTicket}. */
export function allowsTicket(handler: object): boolean {
  return Reflect.getMetadata(ALLOWS_TICKET, handler) === true;
}
