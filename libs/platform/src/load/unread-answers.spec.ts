import { UnreadAnswers } from './unread-answers';

const NEVER_MS = 60_000;

describe('UnreadAnswers', () => {
  it('counts a buffer once, however many read it, until the last has', () => {
    const answers = new UnreadAnswers(1_000, NEVER_MS);
    const shared = Buffer.alloc(600);
    const reads = Array.from({ length: 50 }, () =>
      answers.add(shared, () => {
        throw new Error('cut');
      }),
    );
    expect(answers.bytes).toBe(600);
    for (const read of reads.slice(1)) read();
    expect(answers.bytes).toBe(600);
    reads[0]?.();
    reads[0]?.();
    expect(answers.bytes).toBe(0);
  });

  it('cuts those who have waited longest when too much is held', () => {
    const answers = new UnreadAnswers(1_000, NEVER_MS);
    const cut: string[] = [];
    const add = (name: string, payload: Buffer | string) => answers.add(payload, () => void cut.push(name));
    add('first', Buffer.alloc(400));
    const read = add('read', Buffer.alloc(300));
    add('text', 'ü'.repeat(150));
    expect(answers.bytes).toBe(1_000);
    read();
    add('third', Buffer.alloc(700));
    expect(cut).toEqual(['first']);
    expect(answers.bytes).toBe(1_000);
    add('larger than all', Buffer.alloc(5_000));
    expect(cut).toEqual(['first', 'text', 'third']);
    expect(answers.bytes).toBe(5_000);
  });

  it('cuts who takes too long', () => {
    jest.useFakeTimers();
    try {
      const answers = new UnreadAnswers(1_000, 20);
      const cut: string[] = [];
      answers.add(Buffer.alloc(10), () => void cut.push('slow'));
      answers.add(Buffer.alloc(10), () => void cut.push('in time'))();
      jest.advanceTimersByTime(19);
      expect(cut).toEqual([]);
      jest.advanceTimersByTime(10);
      expect(cut).toEqual(['slow']);
      expect(answers.bytes).toBe(0);
    } finally {
      jest.useRealTimers();
    }
  });
});
