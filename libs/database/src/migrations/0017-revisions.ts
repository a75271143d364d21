import { Migration } from '@mikro-orm/migrations';

/** What dashboards were after each change. Those that are there already begin with what they are now. */
export class Revisions extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE dashboard_revision (
        dashboard_id uuid NOT NULL CONSTRAINT dashboard_revision_dashboard_id_foreign REFERENCES dashboard ON DELETE CASCADE,
        number int NOT NULL,
        created_at timestamptz(3) NOT NULL,
        author_kind varchar(10) NOT NULL,
        author_id varchar(200) NOT NULL,
        restored_from int,
        changes jsonb NOT NULL,
        content jsonb NOT NULL,
        PRIMARY KEY (dashboard_id, number)
      )`);
    this.addSql(`
      INSERT INTO dashboard_revision
      SELECT d.id, 1, now(), 'system', 'upgrade', NULL, '[]', jsonb_build_object(
        'name', d.name, 'description', d.description, 'layout', d.layout, 'filters', d.filters, 'tags', d.tags,
        'visibility', d.visibility, 'widgets', coalesce((
          SELECT jsonb_agg(
            jsonb_build_object('id', w.id, 'type', w.type, 'title', w.title, 'config', w.config, 'version', w.version)
            ORDER BY w.id)
          FROM widget w WHERE w.dashboard_id = d.id), '[]'))
      FROM dashboard d`);
  }
}
