import { MikroORM } from '@mikro-orm/postgresql';
import { ormOptions } from '@app/database';
import { ENTITIES } from '../../apps/api/src/app.module';
import { createDatabase } from '../support/test-database';

describe('the entities', () => {
  let orm: MikroORM;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    orm = new MikroORM(ormOptions(database.url, ENTITIES, 2));
    await orm.connect();
  });

  afterAll(async () => {
    await orm.close(true);
    await drop();
  });

  const difference = (): Promise<string> => orm.schema.getUpdateSchemaSQL({ wrap: false });

  it('are what the migrations make', async () => {
    expect(await difference()).toBe('');
  });

  it.each([
    [
      'a column',
      'ALTER TABLE dashboard ADD COLUMN colour text',
      'ALTER TABLE dashboard DROP COLUMN colour',
      /colour/,
    ],
    ['an index', 'CREATE INDEX drift_index ON widget (title)', 'DROP INDEX drift_index', /drift_index/],
    ['a table', 'CREATE TABLE drift (id int)', 'DROP TABLE drift', /drop table .*drift/],
  ])('would differ by %s that they do not have', async (_what, change, back, shown) => {
    await orm.em.getConnection().execute(change);
    expect(await difference()).toMatch(shown);
    await orm.em.getConnection().execute(back);
    expect(await difference()).toBe('');
  });
});
