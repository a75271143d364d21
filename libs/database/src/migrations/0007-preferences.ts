import { Migration } from '@mikro-orm/migrations';

/** How users want to see things. No foreign key to the dashboard: one that is gone is not shown, like one that is hidden. */
export class Preferences extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE user_preferences (
        user_id uuid PRIMARY KEY CONSTRAINT user_preferences_user_id_foreign REFERENCES users ON DELETE CASCADE,
        theme varchar(20) NOT NULL,
        locale varchar(100),
        timezone varchar(100),
        week_start varchar(20) NOT NULL,
        default_dashboard_id uuid,
        settings jsonb NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
  }
}
