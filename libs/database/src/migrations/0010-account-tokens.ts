import { Migration } from '@mikro-orm/migrations';

/** What is sent by mail to prove that somebody reads it, and who used a refresh token. */
export class AccountTokens extends Migration {
  override up(): void {
    // Asked for by email, before anybody looks whether there is such a user: user_id and hash are filled in when it is sent.
    this.addSql(`
      CREATE TABLE account_token (
        id uuid PRIMARY KEY,
        kind varchar(20) NOT NULL CHECK (kind IN ('invitation', 'password-reset')),
        email varchar(320) NOT NULL,
        user_id uuid CONSTRAINT account_token_user_id_foreign REFERENCES users ON DELETE CASCADE,
        hash bytea CONSTRAINT account_token_hash_unique UNIQUE,
        request_id varchar(200),
        address varchar(60),
        created_at timestamptz(3) NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    this.addSql('CREATE INDEX account_token_user_id_index ON account_token (user_id)');
    this.addSql('CREATE INDEX account_token_expires_at_index ON account_token (expires_at)');
    this.addSql('ALTER TABLE refresh_token ADD COLUMN used_by bytea');
  }
}
