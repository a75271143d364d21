import { formatTail } from './error-tail';

describe('formatTail', () => {
  const log = [
    '{"level":30,"msg":"starting"}',
    '{"level":50,"msg":"cannot listen","err":{"message":"taken","stack":"Error: taken\\n    at listen"}}',
    'plain text from a crash',
    '',
  ].join('\n');

  it('shows errors with their stack and plain lines, and leaves out what went well', () => {
    const text = formatTail(log, 15);
    expect(text).toContain('error: cannot listen: Error: taken');
    expect(text).toContain('plain text from a crash');
    expect(text).not.toContain('starting');
  });

  it('keeps the last lines only', () => {
    expect(formatTail(log, 1)).toBe('plain text from a crash');
  });
});
