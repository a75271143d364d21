import { Migration } from '@mikro-orm/migrations';

/** API keys, how much each was used on each day (UTC), and the counts of requests that all processes share. */
export class ApiKeys extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE api_key (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT api_key_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        creator_id uuid CONSTRAINT api_key_creator_id_foreign REFERENCES users ON DELETE SET NULL,
        name varchar(200) NOT NULL,
        prefix varchar(40) NOT NULL,
        hash varchar(64) NOT NULL CONSTRAINT api_key_hash_unique UNIQUE,
        previous_hash varchar(64) CONSTRAINT api_key_previous_hash_unique UNIQUE,
        previous_until timestamptz(3),
        permissions text[] NOT NULL,
        allowed_endpoints text[],
        limits jsonb,
        data_policy jsonb,
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        last_used_address varchar(60),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql('CREATE INDEX api_key_organization_id_index ON api_key (organization_id, id)');
    this.addSql('CREATE INDEX api_key_creator_id_index ON api_key (creator_id)');
    this.addSql(`
      CREATE TABLE api_key_usage (
        key_id uuid NOT NULL REFERENCES api_key ON DELETE CASCADE,
        day date NOT NULL,
        requests bigint NOT NULL,
        errors bigint NOT NULL,
        rejected bigint NOT NULL,
        bytes bigint NOT NULL,
        PRIMARY KEY (key_id, day)
      )`);
    // Logged: what was counted of a day must outlive a crash of the database.
    this.addSql(`
      CREATE TABLE rate_count (
        key text PRIMARY KEY,
        starts bigint[] NOT NULL,
        used bigint[] NOT NULL,
        granted int NOT NULL,
        kept_until timestamptz NOT NULL
      ) WITH (fillfactor = 50)`);
  }
}
