import { Migration } from '@mikro-orm/migrations';

/**
 * Schedules of exports, each due instant of theirs, the mails that come of it and the links in them; and of every export what its
 * maker was allowed to see when it was made.
 */
export class ExportSchedules extends Migration {
  override up(): void {
    // owner_*: as whom it runs, never with more than these permissions. missed: due instants that nobody has been told of yet.
    // failures: in a row.
    this.addSql(`
      CREATE TABLE export_schedule (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT export_schedule_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        name varchar(200) NOT NULL,
        definition jsonb NOT NULL,
        enabled boolean NOT NULL,
        owner_kind varchar(20) NOT NULL,
        owner_id uuid NOT NULL,
        owner_permissions text[] NOT NULL,
        next_due_at timestamptz(3) NOT NULL,
        missed int NOT NULL DEFAULT 0,
        failures int NOT NULL DEFAULT 0,
        paused_reason text,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql(
      'CREATE INDEX export_schedule_organization_id_index ON export_schedule (organization_id, id)',
    );
    this.addSql('CREATE INDEX export_schedule_due_index ON export_schedule (next_due_at) WHERE enabled');
    // No due instant can be run twice, however many workers find it due. missed_before: what its mail tells of.
    this.addSql(`
      CREATE TABLE export_schedule_run (
        id uuid PRIMARY KEY,
        schedule_id uuid NOT NULL CONSTRAINT export_schedule_run_schedule_id_foreign REFERENCES export_schedule ON DELETE CASCADE,
        due_at timestamptz(3) NOT NULL,
        by_hand boolean NOT NULL,
        status varchar(20) NOT NULL CONSTRAINT export_schedule_run_status_check
          CHECK (status IN ('missed', 'running', 'sending', 'sent', 'failed', 'cancelled')),
        missed_before int NOT NULL DEFAULT 0,
        export_id uuid CONSTRAINT export_schedule_run_export_id_foreign REFERENCES export ON DELETE SET NULL,
        error text,
        created_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        CONSTRAINT export_schedule_run_due_unique UNIQUE (schedule_id, due_at)
      )`);
    this.addSql('CREATE INDEX export_schedule_run_list_index ON export_schedule_run (schedule_id, id)');
    this.addSql('CREATE INDEX export_schedule_run_export_id_index ON export_schedule_run (export_id)');
    this.addSql('CREATE INDEX export_schedule_run_created_at_index ON export_schedule_run (created_at)');
    // run_id: absent when the owner is told that the schedule was paused.
    this.addSql(`
      CREATE TABLE export_mail (
        id uuid PRIMARY KEY,
        schedule_id uuid NOT NULL CONSTRAINT export_mail_schedule_id_foreign REFERENCES export_schedule ON DELETE CASCADE,
        run_id uuid CONSTRAINT export_mail_run_id_foreign REFERENCES export_schedule_run ON DELETE CASCADE,
        recipient varchar(320) NOT NULL,
        status varchar(20) NOT NULL CONSTRAINT export_mail_status_check CHECK (status IN ('pending', 'sent', 'failed')),
        last_error text,
        created_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3)
      )`);
    this.addSql('CREATE INDEX export_mail_run_id_index ON export_mail (run_id)');
    this.addSql('CREATE INDEX export_mail_schedule_id_index ON export_mail (schedule_id)');
    // hash: SHA-256 of the ticket. opened_at: when it was used; from then on it is good for some minutes more.
    this.addSql(`
      CREATE TABLE export_link (
        hash bytea PRIMARY KEY,
        export_id uuid NOT NULL CONSTRAINT export_link_export_id_foreign REFERENCES export ON DELETE CASCADE,
        mail_id uuid NOT NULL CONSTRAINT export_link_mail_id_unique UNIQUE
          CONSTRAINT export_link_mail_id_foreign REFERENCES export_mail ON DELETE CASCADE,
        opened_at timestamptz(3)
      )`);
    this.addSql('CREATE INDEX export_link_export_id_index ON export_link (export_id)');
    // data_policy: of its maker when it was made; null before that, and for files that are older than this column.
    // keep_hours: null for as long as all are kept. announced: whether endpoints of webhooks hear of it.
    this.addSql(`
      ALTER TABLE export ADD COLUMN data_policy jsonb, ADD COLUMN keep_hours int, ADD COLUMN schedule_id uuid,
        ADD COLUMN announced boolean NOT NULL DEFAULT true`);
  }
}
