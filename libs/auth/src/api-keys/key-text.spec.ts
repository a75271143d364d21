import { isKeyText, keyHash, keyPrefix, newKeyText } from './key-text';

describe('the text of an API key', () => {
  it('is vtr_, its environment, 30 random and 6 checking characters of base62', () => {
    const texts = Array.from({ length: 200 }, () => newKeyText('live'));
    for (const text of texts) {
      expect(text).toMatch(/^vtr_live_[\dA-Za-z]{36}$/);
      expect(isKeyText(text)).toBe(true);
    }
    expect(new Set(texts).size).toBe(texts.length);
    const random = new Set(texts.flatMap((text) => text.slice('vtr_live_'.length).split('')));
    expect(random.size).toBe(62);
  });

  it('shows every changed character, an exchanged environment, and what is added or missing', () => {
    const text = newKeyText('live');
    for (let i = 0; i < text.length; i++) {
      const other = text[i] === 'a' ? 'b' : 'a';
      expect(isKeyText(text.slice(0, i) + other + text.slice(i + 1))).toBe(false);
    }
    expect(isKeyText(text.replace('live', 'test'))).toBe(false);
    for (const wrong of [
      '',
      text.slice(1),
      text.slice(0, -1),
      `${text} `,
      ` ${text}`,
      text.toUpperCase(),
      `${text}, ${text}`,
    ])
      expect(isKeyText(wrong)).toBe(false);
  });

  it('is kept as SHA-256 and shown as the first four characters', () => {
    expect(keyHash('vtr_live_x')).toMatch(/^[\da-f]{64}$/);
    expect(keyPrefix('vtr_live_AbCdEfGh')).toBe('vtr_live_AbCd');
  });
});
