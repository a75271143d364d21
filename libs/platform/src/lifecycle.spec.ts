import { Lifecycle } from './lifecycle';

describe('Lifecycle', () => {
  it('drains before it closes', async () => {
    const lifecycle = new Lifecycle();
    expect([lifecycle.draining, lifecycle.closing]).toEqual([false, false]);
    lifecycle.drain();
    expect([lifecycle.draining, lifecycle.closing]).toEqual([true, false]);
    await lifecycle.close(1_000);
    expect([lifecycle.draining, lifecycle.closing]).toEqual([true, true]);
  });

  it('waits for the requests in flight', async () => {
    const lifecycle = new Lifecycle();
    const [first, second] = [lifecycle.begin(), lifecycle.begin()];
    let closed = false;
    const closing = lifecycle.close(60_000).then(() => (closed = true));
    first();
    first();
    await new Promise(setImmediate);
    expect(closed).toBe(false);
    second();
    await closing;
    expect(closed).toBe(true);
  });

  it('does not wait longer than it was told', async () => {
    const lifecycle = new Lifecycle();
    lifecycle.begin();
    await expect(lifecycle.close(10)).resolves.toBeUndefined();
  });

  it('waits for what ends with it, though it fails', async () => {
    const lifecycle = new Lifecycle();
    const ended: boolean[] = [];
    lifecycle.onClosing(async () => {
      await new Promise(setImmediate);
      ended.push(lifecycle.closing);
    });
    lifecycle.onClosing(() => {
      throw new Error('cannot');
    });
    await lifecycle.close(60_000);
    expect(ended).toEqual([true]);
  });
});
