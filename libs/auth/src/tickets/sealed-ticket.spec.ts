import { isTicket, newTicket, openWith, sealWith, ticketHash } from './sealed-ticket';

describe('what a ticket stands for', () => {
  it('is opened by that ticket and by no other', () => {
    const [ticket, other] = [newTicket(), newTicket()];
    const sealed = sealWith(ticket, '{"token":"secret"}');
    expect(openWith(ticket, sealed)).toBe('{"token":"secret"}');
    expect(() => openWith(other, sealed)).toThrow();
    expect(sealed.toString('latin1')).not.toContain('secret');
  });

  it('cannot be changed', () => {
    const ticket = newTicket();
    const sealed = sealWith(ticket, 'text');
    sealed[0] = (sealed[0] ?? 0) ^ 1;
    expect(() => openWith(ticket, sealed)).toThrow();
  });

  it('is found by a hash that tells nothing of the ticket', () => {
    const ticket = newTicket();
    expect(isTicket(ticket)).toBe(true);
    expect(ticketHash(ticket)).not.toContain(ticket.slice(4, 12));
    expect(isTicket(ticketHash(ticket))).toBe(false);
  });
});
