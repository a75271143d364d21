import fc from 'fast-check';
import { SealedError, SecretBox, type SecretPlace } from './secret-box';

const KEY = 'a key of at least thirty-two characters';
const NEXT = 'another key of at least thirty-two characters';
const PLACE: SecretPlace = {
  organizationId: 'o',
  table: 'data_source',
  column: 'connection_sealed',
  rowId: 'r',
};

describe('SecretBox', () => {
  const box = new SecretBox(KEY);

  it('opens what it sealed, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), (text) => {
        const sealed = box.seal(text, PLACE);
        expect(box.open(sealed, PLACE)).toBe(text);
        expect(sealed).not.toContain(text);
        expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]+$/);
      }),
    );
  });

  it('seals the same text differently each time', () => {
    expect(new Set(Array.from({ length: 50 }, () => box.seal('secret', PLACE))).size).toBe(50);
  });

  it.each(Object.keys(PLACE) as (keyof SecretPlace)[])('cannot be opened with another %s', (part) => {
    const sealed = box.seal('secret', PLACE);
    expect(() => box.open(sealed, { ...PLACE, [part]: 'other' })).toThrow(SealedError);
  });

  it('does not take one place for another that reads the same in one line', () => {
    const sealed = box.seal('secret', { ...PLACE, table: 'a', column: 'bc' });
    expect(() => box.open(sealed, { ...PLACE, table: 'ab', column: 'c' })).toThrow(SealedError);
  });

  it('cannot be opened when any character of it was changed', () => {
    const sealed = box.seal('secret', PLACE);
    for (let i = 0; i < sealed.length; i++) {
      const flipped = sealed[i] === 'A' ? 'B' : 'A';
      const changed = sealed.slice(0, i) + flipped + sealed.slice(i + 1);
      const bytes = (text: string) =>
        text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
      // The last character of base64 may have bits that mean nothing.
      if (bytes(changed).slice(2).join() === bytes(sealed).slice(2).join() && i > 12) continue;
      expect(() => box.open(changed, PLACE)).toThrow(SealedError);
    }
  });

  it.each(['', 'v1', 'v1.a.b.c', 'v2.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'secret'])(
    'does not take %j for a sealed secret',
    (text) => {
      expect(() => box.open(text, PLACE)).toThrow(SealedError);
    },
  );

  it('opens with a previous key, seals with the current one, and names a key that it lacks', () => {
    const old = box.seal('secret', PLACE);
    const rotated = new SecretBox(NEXT, `some other key of thirty-two characters or more,${KEY}`);
    expect(rotated.open(old, PLACE)).toBe('secret');
    const sealed = rotated.seal('secret', PLACE);
    expect(sealed.startsWith(rotated.prefix)).toBe(true);
    expect(old.startsWith(rotated.prefix)).toBe(false);
    expect(() => box.open(sealed, PLACE)).toThrow(/sealed with the key [0-9a-f]{8}, which is neither/);
  });
});
