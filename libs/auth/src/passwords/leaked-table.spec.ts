import { LEAKED_PASSWORDS } from './generated/leaked-passwords';
import { LeakedTable } from './leaked-table';

describe('LeakedTable', () => {
  const table = LeakedTable.of(['Dragon12', 'pass-word', 'ab1', 'a long one 1', 'ытдыщвгшщф12']);

  it('has the cores of common passwords and long ones as they are', () => {
    for (const form of ['dragon', 'password', 'alongone', 'alongone1', 'ытдыщвгшщф']) {
      expect({ form, has: table.has(form) }).toEqual({ form, has: true });
    }
    for (const form of ['ab', 'dragon12', 'dragons', '']) {
      expect({ form, has: table.has(form) }).toEqual({ form, has: false });
    }
  });

  it('is built into Vitrine with tens of thousands', () => {
    const built = new LeakedTable(Buffer.from(LEAKED_PASSWORDS, 'base64'));
    expect(built.size).toBeGreaterThan(50_000);
    expect(built.has('password')).toBe(true);
  });
});
