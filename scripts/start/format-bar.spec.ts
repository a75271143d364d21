import { formatBar } from './format-bar';

function bar(percent: number | null, seconds: number): string {
  return formatBar({ label: 'data', percent, detail: '', seconds }, 80);
}

describe('formatBar', () => {
  it('fills with the percentage and never beyond', () => {
    expect(bar(0, 1)).not.toContain('█');
    expect(bar(50, 1).match(/█/g)).toHaveLength(12);
    expect(bar(250, 1).match(/█/g)).toHaveLength(24);
    expect(bar(99.9, 1)).toContain(' 99 %');
  });

  it('fits the terminal, whatever the detail', () => {
    const line = formatBar({ label: 'data', percent: 7, detail: 'x'.repeat(500), seconds: 3 }, 60);
    expect(line.length).toBeLessThan(60);
  });

  it('moves while nobody knows how far it is', () => {
    expect(bar(null, 1)).not.toBe(bar(null, 1.5));
    expect(bar(null, 1)).not.toContain('%');
  });
});
