import { createHash } from 'node:crypto';
import { assert, property, string, uuid } from 'fast-check';
import { validate, version } from 'uuid';
import { eventIdOf, freshEventId } from './event-id';

describe('event ids', () => {
  it('keep a UUID, in lower case', () => {
    assert(
      property(uuid(), (id) => {
        expect(eventIdOf(id.toUpperCase())).toBe(id);
      }),
    );
  });

  it('make a UUID of version 8 from SHA-256 of any other id', () => {
    assert(
      property(string({ unit: 'grapheme', minLength: 1 }), (id) => {
        const made = eventIdOf(id);
        expect([validate(made), version(made)]).toEqual([true, 8]);
        const digest = createHash('sha256').update(id).digest('hex').slice(0, 32);
        const bits = made.replaceAll('-', '');
        expect(bits.slice(0, 12) + bits.slice(13, 16) + bits.slice(17)).toBe(
          digest.slice(0, 12) + digest.slice(13, 16) + digest.slice(17),
        );
      }),
    );
  });

  it('are the same for the same id on every machine', () => {
    expect(eventIdOf('order-4711')).toBe('173d0ddb-ff03-8193-bace-7ce60d3f58b4');
    expect(eventIdOf('order-4711')).not.toBe(eventIdOf('Order-4711'));
  });

  it('differ without an id', () => {
    expect(freshEventId()).not.toBe(freshEventId());
  });
});
