import { OPERATIONS } from '../support/api-document';
import { fuzz } from '../support/fuzz/fuzz';
import { TwoOrganizations } from '../support/fuzz/two-organizations';
import { overSocket } from '../support/raw-request';
import { aWorld, type World } from '../support/world';

/** Of each operation. `node test/fuzz/run.mjs` runs for longer and with other seeds. */
const ROUNDS = 25;
const SEED = 20_261_124;

describe('hostile input', () => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  it('is never answered 5xx, by somebody else’s data, or with what only the code should see', async () => {
    const two = await TwoOrganizations.make(world.api, world.admin);
    const rounds = ROUNDS * OPERATIONS.length;
    const { findings, statuses } = await fuzz({
      url: world.api,
      principals: () => two.principals(),
      seed: SEED,
      rounds,
    });
    expect(findings).toEqual([]);
    // It got past the door: not all of it was refused for the same reason.
    for (const status of [200, 400, 401, 403, 404]) expect(statuses.get(status)).toBeGreaterThan(5);
  }, 120_000);

  it.each([
    [
      'too many header bytes',
      `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['no HTTP at all', 'hello there\r\n\r\n', 400, 'MALFORMED_BODY'],
    [
      'both lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
      'MALFORMED_BODY',
    ],
  ])('%s is answered with a problem too', async (_case, bytes, status, code) => {
    const answer = await overSocket(world.api, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
  });
});
