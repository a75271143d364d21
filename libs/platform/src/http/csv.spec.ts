import { csvText } from './csv';

describe('a text as a cell of CSV', () => {
  it.each([
    '=1+1',
    '+cmd',
    '-cmd',
    '@SUM(1)',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1+1',
    '\u00a0@x',
  ])('that begins like the formula %j is none', (text) => {
    expect(csvText(text).replace(/^"/, '')).toMatch(/^'/);
  });

  it.each(['-5.2', '+3', '1e9', 'a=b', ''])('%j is left as it is', (text) => {
    expect(csvText(text)).toBe(text === '' ? '""' : text);
  });
});
