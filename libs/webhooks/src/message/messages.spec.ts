import { assert, double, integer, property } from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { outgoingEvent, passes } from '../endpoint/webhook-events';
import { newSecret } from '../signature/signing-secrets';
import { messageBody } from './message-body';
import { retryDelay } from './retry-delay';
import { signMessage } from './sign-message';

describe('signMessage', () => {
  it('signs what the library of Standard Webhooks believes, with every secret given', () => {
    const [secret, before] = [newSecret(), newSecret()];
    const body = messageBody('export.ready', new Date(), { name: 'Zürich ☃' });
    const headers = signMessage('msg_1', new Date(), body, [secret, before]);
    for (const each of [secret, before])
      expect(new Webhook(each).verify(body, headers)).toEqual(JSON.parse(body));
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });
});

describe('retryDelay', () => {
  it('goes on for about 24 hours', () => {
    const all = (random: number) =>
      Array.from({ length: 20 }, (_, index) => retryDelay(index + 1, undefined, random) ?? 0);
    const hours = [0, 0.5, 1].map((random) => all(random).reduce((a, b) => a + b) / 3_600_000);
    expect(hours.map(Math.round)).toEqual([19, 24, 28]);
    expect(retryDelay(9, '5', 0.5)).toBeUndefined();
  });

  it('waits as long as the receiver asks, within reason', () => {
    expect(retryDelay(1, '120', 0.5)).toBe(120_000);
    expect(retryDelay(1, '1', 0.5)).toBe(5_000);
    expect(retryDelay(1, '999999', 0.5)).toBe(6 * 3_600_000);
    expect(retryDelay(1, 'Fri, 31 Dec 1999 23:59:59 GMT', 0.5)).toBe(5_000);
    assert(
      property(integer({ min: 1, max: 8 }), double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        expect(retryDelay(attempts, undefined, random)).toBeGreaterThanOrEqual(4_000);
      }),
    );
  });
});

describe('outgoingEvent', () => {
  it('tells of an event what is listed, and nothing else', () => {
    const payload = {
      exportId: 'e',
      dashboardId: 'd',
      status: 'ready',
      progress: 100,
      secret: 's',
      path: '/data/x',
    };
    expect(outgoingEvent({ topic: 'export.progress', payload })).toEqual({
      event: 'export.ready',
      data: { exportId: 'e', dashboardId: 'd', status: 'ready' },
    });
    const running = { ...payload, status: 'running' };
    expect(outgoingEvent({ topic: 'export.progress', payload: running })).toBeUndefined();
    expect(
      outgoingEvent({ topic: 'session.ended', payload: { sessionIds: ['s'], userId: 'u' } }),
    ).toBeUndefined();
    expect(outgoingEvent({ topic: 'dashboard.deleted', payload: { dashboardId: 'd' } })).toEqual({
      event: 'dashboard.deleted',
      data: { dashboardId: 'd' },
    });
  });

  it('passes filters of which every member has one of its values', () => {
    expect(passes(null, {})).toBe(true);
    expect(passes({ dashboardId: ['a', 'b'] }, { dashboardId: 'b' })).toBe(true);
    expect(passes({ dashboardId: ['a'] }, { dashboardId: 'b' })).toBe(false);
    expect(passes({ dashboardId: ['a'] }, {})).toBe(false);
    expect(passes({ version: ['2'] }, { version: 2 })).toBe(true);
  });
});
