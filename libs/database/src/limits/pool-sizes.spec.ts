import { poolSizes } from './pool-sizes';

describe('poolSizes', () => {
  it.each([
    ['a small machine', { processors: 1, offered: 1_000 }, 10, 5],
    ['four connections per processor', { processors: 6, offered: 1_000 }, 24, 12],
    ['a large machine', { processors: 64, offered: 1_000 }, 32, 16],
    ['an eighth of what the server offers', { processors: 64, offered: 97 }, 12, 6],
    ['a server that offers next to nothing', { processors: 8, offered: 10 }, 4, 2],
    ['a server that could not be asked', { processors: 4 }, 16, 8],
    ['what was chosen, whatever the server offers', { processors: 2, offered: 20, chosen: 50 }, 50, 25],
    ['the smallest choice', { processors: 2, chosen: 2 }, 2, 2],
  ])('%s', (_case, ground, statements, entities) => {
    expect(poolSizes(ground)).toEqual({ statements, entities });
  });

  it('lets four processes with their jobs and sessions share a server of 100 connections', () => {
    const { statements, entities } = poolSizes({ processors: 64, offered: 97 });
    expect(4 * (statements + entities)).toBeLessThan(97 - 4 * 5);
  });
});
