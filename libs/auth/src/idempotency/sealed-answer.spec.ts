import { openAnswer, sealAnswer } from './sealed-answer';

const KEYS = { secret: 'a secret of the installation', idempotencyKey: 'order-1' };

describe('a sealed answer', () => {
  it('opens with the same keys, and never looks the same', () => {
    const [one, two] = [sealAnswer('{"key":"vtr_…"}', KEYS), sealAnswer('{"key":"vtr_…"}', KEYS)];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('vtr_');
    expect([openAnswer(one, KEYS), openAnswer(two, KEYS)]).toEqual(['{"key":"vtr_…"}', '{"key":"vtr_…"}']);
  });

  it('stays shut with others, and when it was changed', () => {
    const sealed = sealAnswer('{}', KEYS);
    const at = sealed.length - 5;
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    expect(openAnswer(sealed, { ...KEYS, idempotencyKey: 'order-2' })).toBeUndefined();
    expect(openAnswer(sealed, { ...KEYS, secret: 'another' })).toBeUndefined();
    expect(openAnswer(changed, KEYS)).toBeUndefined();
    expect(openAnswer('', KEYS)).toBeUndefined();
  });
});
