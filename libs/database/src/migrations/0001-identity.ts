import { Migration } from '@mikro-orm/migrations';

/** Organizations, users, sessions, their refresh tokens, and the counters that slow guessing. */
export class Identity extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE organization (
        id uuid PRIMARY KEY,
        name varchar(200) NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql(`
      CREATE TABLE users (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT users_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        email varchar(320) NOT NULL,
        name varchar(200) NOT NULL,
        roles text[] NOT NULL,
        status varchar(20) NOT NULL CHECK (status IN ('active', 'invited', 'disabled')),
        password_hash varchar(255),
        data_policy jsonb,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1,
        CONSTRAINT users_email_unique UNIQUE (email),
        CONSTRAINT users_email_lower CHECK (email = lower(email))
      )`);
    this.addSql('CREATE INDEX users_organization_id_index ON users (organization_id, id)');
    this.addSql(`
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        user_id uuid NOT NULL CONSTRAINT session_user_id_foreign REFERENCES users ON DELETE CASCADE,
        organization_id uuid NOT NULL CONSTRAINT session_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        user_agent varchar(300),
        created_at timestamptz(3) NOT NULL,
        last_used_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL,
        ended_at timestamptz(3)
      )`);
    this.addSql('CREATE INDEX session_user_id_index ON session (user_id)');
    this.addSql('CREATE INDEX session_expires_at_index ON session (expires_at)');
    this.addSql(`
      CREATE TABLE refresh_token (
        hash bytea PRIMARY KEY,
        session_id uuid NOT NULL CONSTRAINT refresh_token_session_id_foreign REFERENCES session ON DELETE CASCADE,
        created_at timestamptz(3) NOT NULL,
        used_at timestamptz(3)
      )`);
    this.addSql('CREATE INDEX refresh_token_session_id_index ON refresh_token (session_id)');
    // Unlogged: written on every attempt to log in, and nothing is lost when a crash empties it.
    this.addSql(`
      CREATE UNLOGGED TABLE limit_counter (
        key text NOT NULL,
        window_start timestamptz NOT NULL,
        n int NOT NULL,
        PRIMARY KEY (key, window_start)
      ) WITH (fillfactor = 50)`);
  }
}
