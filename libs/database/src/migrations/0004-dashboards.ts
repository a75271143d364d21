import { Migration } from '@mikro-orm/migrations';

/** Dashboards, their widgets, and which dashboards an organization was once given. */
export class Dashboards extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE dashboard (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT dashboard_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        owner_id uuid CONSTRAINT dashboard_owner_id_foreign REFERENCES users ON DELETE SET NULL,
        name varchar(200) NOT NULL,
        description varchar(2000) NOT NULL,
        layout jsonb NOT NULL,
        filters jsonb NOT NULL,
        tags text[] NOT NULL,
        visibility varchar(20) NOT NULL CHECK (visibility IN ('private', 'organization')),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql('CREATE INDEX dashboard_organization_id_index ON dashboard (organization_id, id)');
    this.addSql('CREATE INDEX dashboard_owner_id_index ON dashboard (owner_id)');
    this.addSql('CREATE INDEX dashboard_tags_index ON dashboard USING gin (tags)');
    this.addSql(`
      CREATE TABLE widget (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT widget_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        dashboard_id uuid NOT NULL CONSTRAINT widget_dashboard_id_foreign REFERENCES dashboard ON DELETE CASCADE,
        type varchar(20) NOT NULL,
        title varchar(200) NOT NULL,
        config jsonb NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql('CREATE INDEX widget_dashboard_id_index ON widget (dashboard_id, id)');
    this.addSql('CREATE INDEX widget_organization_id_index ON widget (organization_id)');
    this.addSql(`
      CREATE TABLE provisioned_dashboard (
        organization_id uuid NOT NULL CONSTRAINT provisioned_dashboard_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        definition varchar(100) NOT NULL,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organization_id, definition)
      )`);
  }
}
