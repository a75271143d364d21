import { HashGate } from './hash-gate';

describe('HashGate', () => {
  it('never runs more than its width at once, and runs everything that it took', async () => {
    const gate = new HashGate(2, 50);
    let running = 0;
    let most = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      done++;
      if (done % 3 === 0) throw new Error('a failing work frees its place too');
    };
    const results = await Promise.allSettled(Array.from({ length: 52 }, () => gate.run(work)));
    expect(most).toBe(2);
    expect(done).toBe(52);
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(17);
    await expect(gate.run(() => Promise.resolve('free again'))).resolves.toBe('free again');
  });

  it('refuses what does not fit into the queue with a Retry-After of one second', async () => {
    const gate = new HashGate(1, 50);
    const { promise: closed, resolve: open } = Promise.withResolvers<void>();
    const taken = Array.from({ length: 51 }, () => gate.run(() => closed));
    await expect(gate.run(() => closed)).rejects.toMatchObject({ code: 'OVERLOADED', retryAfterSeconds: 1 });
    open();
    await Promise.all(taken);
  });
});
