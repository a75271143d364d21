import { Migration } from '@mikro-orm/migrations';

const LEVELS = ['rollup_1h', 'rollup_1d'];

/**
 * The sketch of a row a second time, as bytes that a reader takes as they are: 8 for each key, key and count as big-endian integers.
 * Null in rows that were written before, whose arrays say the same. A worker of an older version that runs beside newer ones
 * changes the arrays alone: then the bytes are forgotten.
 */
export class SketchesAsBytes extends Migration {
  override up(): void {
    this.addSql(`
      CREATE FUNCTION metrics.forget_sketch() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.sketch := NULL;
        RETURN NEW;
      END $$`);
    for (const level of LEVELS) {
      this.addSql(`ALTER TABLE metrics.${level} ADD COLUMN sketch bytea`);
      // Compressed after the arrays, which only workers read.
      this.addSql(`ALTER TABLE metrics.${level} ALTER COLUMN sketch SET STORAGE MAIN`);
      this.addSql(`
        CREATE TRIGGER ${level}_sketch BEFORE UPDATE ON metrics.${level} FOR EACH ROW
        WHEN (NEW.sketch IS NOT DISTINCT FROM OLD.sketch AND NEW.sketch IS NOT NULL AND (
          NEW.sketch_keys IS DISTINCT FROM OLD.sketch_keys OR NEW.sketch_counts IS DISTINCT FROM OLD.sketch_counts))
        EXECUTE FUNCTION metrics.forget_sketch()`);
    }
  }
}
