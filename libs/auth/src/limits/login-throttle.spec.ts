import { loginDelayMs } from './login-throttle';

describe('loginDelayMs', () => {
  it('is nothing at first, then doubles, and never grows into a lock-out', () => {
    expect([1, 5, 6, 7, 8, 11, 12, 1_000, 2_000_000_000].map(loginDelayMs)).toEqual([
      0, 0, 100, 200, 400, 3_200, 5_000, 5_000, 5_000,
    ]);
  });
});
